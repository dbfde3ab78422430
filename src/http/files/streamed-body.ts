/** What `fetch` takes as a body. `BodyInit` is a name of browsers only. */
export type FetchBody = NonNullable<RequestInit["body"]>;

/** A streamed body that has been opened for one attempt. */
export interface OpenedBody {
  readonly body: FetchBody;
  /** Frees what the body holds. To be called once the attempt is over, however it ended. */
  close(): Promise<void>;
}

/**
 * A body that is produced while it is sent, so that its size does not matter.
 *
 * Each attempt opens it anew: a retry sends the whole body again.
 */
export abstract class StreamedBody {
  /** Value of the `Content-Type` header. */
  abstract readonly contentType: string;
  /** Length in bytes. Sent as `Content-Length`: a service may refuse bodies without one. */
  abstract readonly size: number;

  /** @param onSent - Told the number of bytes each time the network has taken some. */
  abstract open(onSent: (bytes: number) => void): OpenedBody;
}
