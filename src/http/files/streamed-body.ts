/** The body types that `fetch` accepts. The name `BodyInit` exists only in the types of browsers. */
export type FetchBody = NonNullable<RequestInit["body"]>;

/**
 * Passes on one chunk. Resolves when the network has taken it: then its memory may be reused. Rejects
 * when the rest of the body is not needed.
 */
export type WriteChunk = (chunk: Uint8Array) => Promise<void>;

/** Calls `fetch` with headers and a body, and reads the response. */
export type SendBlob<Response> = (init: { headers: Headers; body: Blob }) => Promise<Response>;

/** The part of a request that describes its body. */
export interface BodyContext {
  readonly headers: Iterable<readonly [name: string, value: string]>;
  /** Called when a chunk has been sent, with its size in bytes. */
  readonly onSent?: ((bytes: number) => void) | undefined;
}

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

  /** Sends the body on platforms whose `fetch` sends no streams. */
  abstract sendAsBlob<Response>(context: BodyContext, send: SendBlob<Response>): Promise<Response>;
}

/** Sends a blob as the streamed body of a request, in one piece. */
export async function sendBlob<Response>(
  blob: Blob,
  { contentType }: StreamedBody,
  { headers, onSent }: BodyContext,
  send: SendBlob<Response>,
): Promise<Response> {
  const described = new Headers(headers as Headers);
  described.set("Content-Type", contentType);
  const response = await send({ headers: described, body: blob });
  onSent?.(blob.size);
  return response;
}
