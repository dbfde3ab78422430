/** The body types that `fetch` accepts. The name `BodyInit` exists only in the types of browsers. */
export type FetchBody = NonNullable<RequestInit["body"]>;

/**
 * Passes on one chunk. Resolves when the network has taken it: then its memory may be reused. Rejects
 * when the rest of the body is not needed.
 */
export type WriteChunk = (chunk: Uint8Array) => Promise<void>;

/**
 * A body that is produced while it is sent, so that its size does not matter.
 *
 * Each attempt produces it again: a retry sends the whole body.
 */
export abstract class StreamedBody {
  /** Value of the `Content-Type` header. */
  abstract readonly contentType: string;
  /** Length in bytes. Sent as `Content-Length`: a service may reject bodies without one. */
  abstract readonly size: number;

  /** Writes the body, one chunk after another. Rejects with its own error, or that of `write`. */
  abstract writeTo(write: WriteChunk): Promise<void>;

  /** Returns the body for platforms whose `fetch` sends no streams. */
  abstract toBlob(): Promise<Blob>;

  /** Called when an attempt has sent the whole body in one piece. */
  reportSent?(): void;
}
