/** The headers of a response. Names are not case-sensitive. */
export interface ResponseHeaders extends Iterable<[name: string, value: string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  forEach(callback: (value: string, name: string) => void): void;
}

/**
 * A response, whose body can be read any number of times unless it is binary.
 *
 * Has the most useful members of the platform's `Response`, which cannot hold statuses above 599.
 */
export interface ApiResponse {
  readonly status: number;
  /** Whether the status is 200 to 299. */
  readonly ok: boolean;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  /** URL of the request, without its query. */
  readonly url: string;
  /** Parses the body. Integers that a number cannot represent become strings. */
  json(): Promise<unknown>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
}

/** All headers with their names in lower case, and single ones by such a name. */
export interface HeaderSource extends Iterable<[name: string, value: string]> {
  get(name: string): string | null;
}

/**
 * Headers of a response whose body has been decoded.
 *
 * As after any decoding of chunks (RFC 9112, section 7.1.3), `Content-Length` is the size of the body if
 * the server did not send one, and `Transfer-Encoding` is absent.
 */
export class DecodedHeaders implements ResponseHeaders {
  readonly #source: HeaderSource;
  /** Size of the body in bytes, once it is known. */
  bodyBytes: number | undefined;

  constructor(source: HeaderSource) {
    this.#source = source;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    if (key === "transfer-encoding") return null;
    const size = key === "content-length" ? this.bodyBytes : undefined;
    return this.#source.get(key) ?? size?.toString() ?? null;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const [name, value] of this) callback(value, name);
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (const entry of this.#source) if (entry[0] !== "transfer-encoding") yield entry;
  }
}

/** The body of a binary response, which the caller reads or not. */
export interface UnreadBody {
  /**
   * Returns the next chunk, or `undefined` after the last.
   *
   * @throws {TransportError} When the body is cut off, or larger than `maxResponseBytes`.
   */
  next(): Promise<Uint8Array | undefined>;
  /** Closes the connection. */
  cancel(): void;
}

const textTypes = /json|text|xml|javascript|urlencoded|^$/i;

/** Returns whether the body of a response is left unread for the caller: see `TransportRequest`. */
export function isLeftUnread(
  { status, headers }: { readonly status: number; readonly headers: ResponseHeaders },
  {
    leavesBinary,
    leavesBody,
  }: { leavesBinary?: boolean | undefined; leavesBody?: boolean | undefined },
): boolean {
  if (leavesBody) return true;
  // That of a success which is not text.
  const isSuccess = status >= 200 && status < 300;
  return Boolean(leavesBinary) && isSuccess && !textTypes.test(headers.get("content-type") ?? "");
}

/** Reads the rest of a body. */
export async function readAll(body: UnreadBody): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await body.next();
    if (chunk === undefined) return joinChunks(chunks);
    chunks.push(chunk);
  }
}

/** Joins chunks. A single chunk is returned as it is, unless it comes from another realm. */
export function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first instanceof Uint8Array && chunks.length === 1) return first;
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}
