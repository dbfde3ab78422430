import { describe } from "./argument-checks.ts";
import { FlipPiliError, InvalidArgumentError } from "./errors.ts";

/** Body as it arrived, before it is parsed. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/** Maximum size of a body that is read from a request, in bytes. No notification comes near it. */
export const maxBodyBytes: number = 1024 * 1024;

/** Returns whether a value is the `Request` of a platform: of this realm, of another, or of a library. */
export function isRequest(value: unknown): value is Request {
  if (typeof value !== "object" || value === null) return false;
  const { bodyUsed, arrayBuffer } = value as Partial<Request>;
  return typeof bodyUsed === "boolean" && typeof arrayBuffer === "function";
}

/**
 * Reads the body of a request as text.
 *
 * @throws {InvalidArgumentError} When the body has been read already.
 * @throws {BodyTooLargeError} When it is larger than 1 MiB.
 * @throws {FlipPiliError} When reading fails, for example because the sender has disconnected.
 */
export async function readRequestText(argument: string, request: Request): Promise<string> {
  if (request.bodyUsed || request.body?.locked) {
    const expectation = "must be a Request whose body has not been read: pass the body itself";
    throw new InvalidArgumentError(argument, expectation);
  }
  const text = new BodyText(argument);
  try {
    for await (const chunk of chunksOf(request)) text.add(chunk);
    return text.end();
  } catch (cause) {
    throw cause instanceof InvalidArgumentError ? cause : createReadError(cause);
  }
}

/** The part of a request of `node:http` that holds the body. */
export interface BodyStream {
  on(event: "data" | "end" | "error" | "close", listener: (...values: never[]) => void): unknown;
  readonly destroyed?: boolean;
}

/**
 * Reads the body of a request of `node:http` as text. The rest of a body that is too large is discarded, so that the
 * sender can receive a response.
 *
 * @throws {BodyTooLargeError} When the body is larger than 1 MiB.
 * @throws {FlipPiliError} When reading fails, for example because the sender has disconnected.
 */
export function readStreamText(argument: string, stream: BodyStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = new BodyText(argument);
    const fail = (cause?: unknown): void => reject(createReadError(cause));
    if (stream.destroyed === true) fail();
    stream.on("data", (chunk: Uint8Array | string) => {
      try {
        text.add(chunk);
      } catch (error) {
        reject(error);
      }
    });
    stream.on("end", () => resolve(text.end()));
    stream.on("error", fail);
    stream.on("close", () => fail());
  });
}

/** Thrown for a body that is larger than {@link maxBodyBytes}. */
export class BodyTooLargeError extends InvalidArgumentError {
  constructor(argument: string) {
    super(argument, `must have a body of at most ${maxBodyBytes} bytes`);
  }
}

/** Text of a body of limited size that arrives in chunks. */
class BodyText {
  readonly #argument: string;
  readonly #decoder = new TextDecoder();
  #text = "";
  #size = 0;

  constructor(argument: string) {
    this.#argument = argument;
  }

  add(chunk: Uint8Array | string): void {
    this.#size += chunk.length;
    if (this.#size > maxBodyBytes) throw new BodyTooLargeError(this.#argument);
    // A string is what a decoder that the caller has set returns.
    this.#text += typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true });
  }

  end(): string {
    return this.#text + this.#decoder.decode();
  }
}

function createReadError(cause: unknown): FlipPiliError {
  return new FlipPiliError("The body of the request could not be read", { cause });
}

/** Chunks of a body. Ending early cancels the rest. */
async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  // Some libraries have a Node stream here, and some browsers nothing.
  const body = request.body as Partial<ReadableStream<Uint8Array>> | null | undefined;
  if (body === null) return;
  if (typeof body?.getReader === "function") yield* readStream(body.getReader());
  else if (body && Symbol.asyncIterator in body) yield* body as AsyncIterable<Uint8Array>;
  else yield new Uint8Array(await request.arrayBuffer());
}

async function* readStream(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Returns the bytes of a buffer or of a view of one, also of another realm. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  const isBuffer = Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array(value as ArrayBuffer) : undefined;
}

/** Returns a raw body as text, or `undefined` for a value of another type. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const bytes = bytesOf(value);
  return bytes && new TextDecoder().decode(bytes);
}

/** Returns whether a value is the request of a web framework or of Node, or a context that holds one. */
export function isFrameworkRequest(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ["headers", "req", "raw"].some((name) => name in value);
}

/** Creates the error for a value that is not a body. */
export function createBodyError(
  argument: string,
  value: unknown,
  allowed: string,
): InvalidArgumentError {
  if (isFrameworkRequest(value)) {
    const places = "req.body (Express, Fastify), ctx.request.body (Koa) or c.req.raw (Hono)";
    return new InvalidArgumentError(argument, `must be the body, not the request: pass ${places}`);
  }
  const hint = value === undefined ? ": the body has not been parsed, or is not in this field" : "";
  return new InvalidArgumentError(argument, `must be ${allowed}, not ${describe(value)}${hint}`);
}
