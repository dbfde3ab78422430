import type { Framing } from "./body-framing.ts";

/** A stretch of the bytes of a connection. All of them, one after the other, are what was sent. */
export type Piece<Head> =
  | { readonly type: "head"; readonly bytes: Buffer; readonly head: Head }
  /** Content of the body. */
  | { readonly type: "content"; readonly bytes: Buffer }
  /** Sizes of chunks, trailers. */
  | { readonly type: "framing"; readonly bytes: Buffer }
  /** The message is complete. */
  | { readonly type: "end"; readonly bytes: Buffer }
  /** This, and all that follows, is not understood. */
  | { readonly type: "unreadable"; readonly bytes: Buffer; readonly reason: string };

/** What is to be known of the messages of a connection. */
interface MessageFormat<Head> {
  /** @throws {SyntaxError} When it is no head. */
  readHead(bytes: Buffer): Head;
  /**
   * How the body is framed; `undefined` when this is no HTTP any more.
   *
   * @throws {SyntaxError} When it cannot be told.
   */
  frame(head: Head): Framing | undefined;
}

const longestLineBytes = 16 * 1024;
const nothing = Buffer.alloc(0);

type State =
  | "head"
  | "sized content"
  | "content until close"
  | "chunk size"
  | "chunk content"
  | "chunk end"
  | "trailers"
  | "unreadable";

/** Splits the bytes of a connection into messages (RFC 9112), without changing or losing one. */
export class MessageReader<Head> {
  readonly #format: MessageFormat<Head>;
  #state: State = "head";
  /** What cannot be told yet. */
  #held: Buffer = nothing;
  /** Bytes of content to come. */
  #left = 0;

  constructor(format: MessageFormat<Head>) {
    this.#format = format;
  }

  /** Takes what has been held back: nothing more will come. */
  takeHeld(): Buffer {
    const held = this.#held;
    this.#held = nothing;
    return held;
  }

  /** Whether the end of the connection ends a message, too. */
  get endsWithConnection(): boolean {
    return this.#state === "content until close";
  }

  /** The pieces that can be told by now. */
  *read(chunk: Buffer): Generator<Piece<Head>> {
    let rest = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = nothing;
    while (rest.length > 0) {
      const pieces = this.#guarded(rest);
      if (pieces.length === 0) {
        this.#held = rest;
        return;
      }
      yield* pieces;
      rest = rest.subarray(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0));
    }
  }

  /** One step; no pieces when more bytes are needed. */
  #guarded(rest: Buffer): Piece<Head>[] {
    try {
      return this.#step(rest);
    } catch (fault) {
      if (!(fault instanceof SyntaxError)) throw fault;
      this.#state = "unreadable";
      return [{ type: "unreadable", bytes: rest, reason: fault.message }];
    }
  }

  #step(rest: Buffer): Piece<Head>[] {
    switch (this.#state) {
      case "head":
        return this.#readHead(rest);
      case "sized content":
        return this.#readContent(rest, () => this.#finish());
      case "chunk content":
        return this.#readContent(rest, () => this.#goOn("chunk end"));
      case "content until close":
        return [{ type: "content", bytes: rest }];
      case "unreadable":
        return [{ type: "unreadable", bytes: rest, reason: "" }];
      default:
        return this.#readLine(rest, this.#state);
    }
  }

  #readHead(rest: Buffer): Piece<Head>[] {
    const length = findHeadEnd(rest);
    if (length === 0) return [];
    const bytes = rest.subarray(0, length);
    const head = this.#format.readHead(bytes);
    const framing = this.#format.frame(head);
    const piece = { type: "head", bytes, head } as const;
    if (framing === "none") return [piece, ...this.#finish()];
    this.#state = stateOf(framing);
    if (typeof framing === "object") this.#left = framing.length;
    return [piece];
  }

  #readContent(rest: Buffer, whenDone: () => Piece<Head>[]): Piece<Head>[] {
    const bytes = rest.subarray(0, this.#left);
    this.#left -= bytes.length;
    return [{ type: "content", bytes }, ...(this.#left === 0 ? whenDone() : [])];
  }

  #readLine(rest: Buffer, state: "chunk size" | "chunk end" | "trailers"): Piece<Head>[] {
    const length = rest.indexOf("\n") + 1;
    if (Math.max(length, length === 0 ? rest.length : 0) > longestLineBytes) {
      throw new SyntaxError("A line of the body's framing is too long");
    }
    if (length === 0) return [];
    const bytes = rest.subarray(0, length);
    const line = bytes.toString("latin1").trim();
    return [{ type: "framing", bytes }, ...this.#afterLine(line, state)];
  }

  #afterLine(line: string, state: "chunk size" | "chunk end" | "trailers"): Piece<Head>[] {
    if (state === "trailers") return line === "" ? this.#finish() : [];
    if (state === "chunk end") {
      if (line !== "") throw new SyntaxError("A chunk is longer than its size");
      return this.#goOn("chunk size");
    }
    this.#left = readChunkSize(line);
    return this.#goOn(this.#left === 0 ? "trailers" : "chunk content");
  }

  #finish(): Piece<Head>[] {
    this.#state = "head";
    return [{ type: "end", bytes: nothing }];
  }

  #goOn(state: State): Piece<Head>[] {
    this.#state = state;
    return [];
  }
}

function stateOf(framing: Exclude<Framing, "none"> | undefined): State {
  if (framing === undefined) return "unreadable";
  if (framing === "chunked") return "chunk size";
  return framing === "until close" ? "content until close" : "sized content";
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const longestHeadBytes = 64 * 1024;

/**
 * Length of the head that the bytes begin with, its empty line included; 0 when it has not ended. Lines
 * may end without carriage return, as some servers allow, and empty lines may come first.
 *
 * @throws {SyntaxError} When the bytes cannot be a head.
 */
function findHeadEnd(bytes: Buffer): number {
  const start = skipEmptyLines(bytes);
  if (start < bytes.length && !isWordAt(bytes, start)) throw new SyntaxError("This is no HTTP");
  let end = bytes.indexOf(lineFeed, start) + 1;
  while (end > 0) {
    const length = skipLineEnd(bytes, end);
    if (length > end) return length;
    end = bytes.indexOf(lineFeed, end) + 1;
  }
  if (bytes.length > longestHeadBytes) throw new SyntaxError("The head is too long");
  return 0;
}

/** @throws {SyntaxError} When it is none. */
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

/** Whether a method, or a version, can begin here. */
function isWordAt(bytes: Buffer, start: number): boolean {
  return /[A-Za-z!#$%&'*+.^_`|~-]/.test(String.fromCharCode(bytes[start] ?? 0));
}
