/** The body types that `fetch` accepts. The name `BodyInit` exists only in the types of browsers. */
export type FetchBody = NonNullable<RequestInit["body"]>;

/** A streamed body that is open for one attempt. */
export interface OpenedBody {
  readonly body: FetchBody;
  /** Stops producing the body. Must be called when the attempt has ended, in success or failure. */
  close(): Promise<void>;
}

/**
 * A body that is produced while it is sent, so that its size does not matter.
 *
 * Each attempt opens it again: a retry sends the whole body.
 */
export abstract class StreamedBody {
  /** Value of the `Content-Type` header. */
  abstract readonly contentType: string;
  /** Length in bytes. Sent as `Content-Length`: a service may reject bodies without one. */
  abstract readonly size: number;

  /** @param onSent - Called with the number of bytes each time the network has taken some. */
  abstract open(onSent: (bytes: number) => void): OpenedBody;
}
