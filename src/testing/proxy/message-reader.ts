import type { Framing } from "./message-head.ts";

/** A segment of the bytes of a connection. Concatenated, all segments are the bytes that were sent. */
export type MessageSegment<Head> =
  | { readonly type: "head"; readonly bytes: Buffer; readonly head: Head }
  /** Content of the body. */
  | { readonly type: "content"; readonly bytes: Buffer }
  /** Chunk sizes and trailers. */
  | { readonly type: "framing"; readonly bytes: Buffer }
  /** The message is complete. */
  | { readonly type: "end"; readonly bytes: Buffer }
  /** Bytes that cannot be parsed, like all that follow. */
  | { readonly type: "unreadable"; readonly bytes: Buffer; readonly reason: string };

/** Format of the messages on a connection. */
interface MessageFormat<Head> {
  /** @throws {SyntaxError} When the bytes are not a head. */
  readHead(bytes: Buffer): Head;
  /**
   * Returns the framing of the body, or `undefined` when HTTP ends after this head.
   *
   * @throws {SyntaxError} When the headers are ambiguous.
   */
  frame(head: Head): Framing | undefined;
}

const maxLineBytes = 16 * 1024;
const empty = Buffer.alloc(0);

type ReaderState =
  | "head"
  | "sized content"
  | "content until close"
  | "chunk size"
  | "chunk content"
  | "chunk end"
  | "trailers"
  | "unreadable";

/** Splits the bytes of a connection into messages (RFC 9112) without changing or losing any. */
export class MessageReader<Head> {
  readonly #format: MessageFormat<Head>;
  #state: ReaderState = "head";
  /** Bytes that cannot be parsed before more arrive. */
  #pending: Buffer = empty;
  /** Number of content bytes that are still to arrive. */
  #remaining = 0;

  constructor(format: MessageFormat<Head>) {
    this.#format = format;
  }

  /** Returns and clears the bytes that are not parsed, at the end of a connection. */
  takePending(): Buffer {
    const pending = this.#pending;
    this.#pending = empty;
    return pending;
  }

  /** Whether the end of the connection also ends a message. */
  get endsWithConnection(): boolean {
    return this.#state === "content until close";
  }

  /** Yields the segments that are complete. */
  *read(chunk: Buffer): Generator<MessageSegment<Head>> {
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#pending = empty;
    while (rest.length > 0) {
      const segments = this.#guarded(rest);
      if (segments.length === 0) {
        this.#pending = rest;
        return;
      }
      yield* segments;
      rest = rest.subarray(segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
    }
  }

  /** Parses the next segments. Returns none when more bytes are needed. */
  #guarded(rest: Buffer): MessageSegment<Head>[] {
    try {
      return this.#step(rest);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#state = "unreadable";
      return [{ type: "unreadable", bytes: rest, reason: error.message }];
    }
  }

  #step(rest: Buffer): MessageSegment<Head>[] {
    switch (this.#state) {
      case "head":
        return this.#readHead(rest);
      case "sized content":
        return this.#readContent(rest, () => this.#finish());
      case "chunk content":
        return this.#readContent(rest, () => this.#transition("chunk end"));
      case "content until close":
        return [{ type: "content", bytes: rest }];
      case "unreadable":
        return [{ type: "unreadable", bytes: rest, reason: "" }];
      default:
        return this.#readLine(rest, this.#state);
    }
  }

  #readHead(rest: Buffer): MessageSegment<Head>[] {
    const length = findHeadEnd(rest);
    if (length === 0) return [];
    const bytes = rest.subarray(0, length);
    const head = this.#format.readHead(bytes);
    const framing = this.#format.frame(head);
    const segment = { type: "head", bytes, head } as const;
    if (framing === "none") return [segment, ...this.#finish()];
    this.#state = stateOf(framing);
    if (typeof framing === "object") this.#remaining = framing.length;
    return [segment];
  }

  #readContent(rest: Buffer, whenDone: () => MessageSegment<Head>[]): MessageSegment<Head>[] {
    const bytes = rest.subarray(0, this.#remaining);
    this.#remaining -= bytes.length;
    return [{ type: "content", bytes }, ...(this.#remaining === 0 ? whenDone() : [])];
  }

  #readLine(rest: Buffer, state: "chunk size" | "chunk end" | "trailers"): MessageSegment<Head>[] {
    const length = rest.indexOf("\n") + 1;
    if (Math.max(length, length === 0 ? rest.length : 0) > maxLineBytes) {
      throw new SyntaxError("A chunk size or trailer is too long");
    }
    if (length === 0) return [];
    const bytes = rest.subarray(0, length);
    const line = bytes.toString("latin1").trim();
    return [{ type: "framing", bytes }, ...this.#afterLine(line, state)];
  }

  #afterLine(line: string, state: "chunk size" | "chunk end" | "trailers"): MessageSegment<Head>[] {
    if (state === "trailers") return line === "" ? this.#finish() : [];
    if (state === "chunk end") {
      if (line !== "") throw new SyntaxError("A chunk is longer than its size");
      return this.#transition("chunk size");
    }
    this.#remaining = readChunkSize(line);
    return this.#transition(this.#remaining === 0 ? "trailers" : "chunk content");
  }

  #finish(): MessageSegment<Head>[] {
    this.#state = "head";
    return [{ type: "end", bytes: empty }];
  }

  #transition(state: ReaderState): MessageSegment<Head>[] {
    this.#state = state;
    return [];
  }
}

function stateOf(framing: Exclude<Framing, "none"> | undefined): ReaderState {
  if (framing === undefined) return "unreadable";
  if (framing === "chunked") return "chunk size";
  return framing === "until close" ? "content until close" : "sized content";
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const maxHeadBytes = 64 * 1024;

/**
 * Returns the length of the head at the start of the bytes, its empty line included, or 0 when it is
 * incomplete. Lines may end without a carriage return, as some servers allow, and empty lines may come
 * first.
 *
 * @throws {SyntaxError} When the bytes cannot be a head.
 */
function findHeadEnd(bytes: Buffer): number {
  const start = skipEmptyLines(bytes);
  if (start < bytes.length && !isWordAt(bytes, start)) throw new SyntaxError("This is not HTTP");
  let end = bytes.indexOf(lineFeed, start) + 1;
  while (end > 0) {
    const length = skipLineEnd(bytes, end);
    if (length > end) return length;
    end = bytes.indexOf(lineFeed, end) + 1;
  }
  if (bytes.length > maxHeadBytes) throw new SyntaxError("The head is too long");
  return 0;
}

/**
 * Parses the line of a chunk size.
 *
 * @throws {SyntaxError} When it has none.
 */
function readChunkSize(line: string): number {
  const [, digits] = /^([0-9a-f]{1,13})[ \t]*(;.*)?$/i.exec(line) ?? [];
  if (digits === undefined) throw new SyntaxError("A chunk has no size");
  return Number.parseInt(digits, 16);
}

function skipEmptyLines(bytes: Buffer): number {
  let start = 0;
  while (bytes[start] === lineFeed || bytes[start] === carriageReturn) start += 1;
  return start;
}

function skipLineEnd(bytes: Buffer, start: number): number {
  if (bytes[start] === lineFeed) return start + 1;
  return bytes[start] === carriageReturn && bytes[start + 1] === lineFeed ? start + 2 : start;
}

/** Returns whether a method or a version can begin at a position. */
function isWordAt(bytes: Buffer, start: number): boolean {
  return /[A-Za-z!#$%&'*+.^_`|~-]/.test(String.fromCharCode(bytes[start] ?? 0));
}
