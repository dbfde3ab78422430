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

/** Reads single headers, by their name in lower case. */
type Lookup = (name: string) => string | null;

/**
 * Headers of a response whose body has been decoded.
 *
 * As after any decoding of chunks (RFC 9112, section 7.1.3), `Content-Length` is the size of the body if
 * the server did not send one, and `Transfer-Encoding` is absent.
 */
export class DecodedHeaders implements ResponseHeaders {
  readonly #lookup: Lookup;
  readonly #list: () => Iterable<[string, string]>;
  /** Size of the body in bytes, once it is known. */
  bodyBytes: number | undefined;

  /** @param list - Returns all headers with their names in lower case. */
  constructor(lookup: Lookup, list: () => Iterable<[string, string]>) {
    this.#lookup = lookup;
    this.#list = list;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    if (key === "transfer-encoding") return null;
    const value = this.#lookup(key);
    if (value !== null || key !== "content-length" || this.bodyBytes === undefined) return value;
    return String(this.bodyBytes);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const [name, value] of this) callback(value, name);
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (const entry of this.#list()) if (entry[0] !== "transfer-encoding") yield entry;
  }
}

const textTypes = /json|text|xml|html|javascript|urlencoded|^$/i;

/** Returns whether a body is binary: that of a success which is not text. */
export function isBinary(status: number, contentType: string | null): boolean {
  return status >= 200 && status < 300 && !textTypes.test(contentType ?? "");
}

/** Joins chunks. A single chunk is returned as it is, unless it comes from another realm. */
export function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks;
  if (first instanceof Uint8Array && chunks.length === 1) return first;
  const bytes = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}
