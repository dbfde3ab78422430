import type { ClientRequest, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { requireKind, requireThat } from "../argument-checks.ts";
import { FlipPiliError } from "../errors.ts";
import { type FetchBody, StreamedBody, type WriteChunk } from "../files/streamed-body.ts";
import type { ResponseHeaders } from "./response.ts";

type Zlib = typeof import("node:zlib");

/**
 * Decompresses a response like `fetch`: gzip, deflate and br, also several of them. Other encodings are
 * passed on.
 */
export function decompress(incoming: IncomingMessage, headers: ResponseHeaders): Readable {
  const encodings = headers.get("content-encoding");
  if (encodings === null) return incoming;
  const zlib = process.getBuiltinModule("node:zlib");
  let stream: Readable = incoming;
  for (const encoding of encodings.toLowerCase().split(",").reverse()) {
    const decoder = createDecoder(zlib, encoding.trim(), stream);
    if (decoder === undefined) return stream;
    stream = decoder;
  }
  return stream;
}

/** Adds a decoder to a stream. A failure of one closes the other. */
function createDecoder(zlib: Zlib, encoding: string, source: Readable): Readable | undefined {
  // Servers may leave out the end of the compressed data.
  const flush = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };
  const decoder = chooseDecoder(zlib, encoding, flush);
  if (decoder === undefined) return undefined;
  source.on("error", (error) => decoder.destroy(error));
  decoder.on("close", () => source.destroy());
  return source.pipe(decoder);
}

function chooseDecoder(zlib: Zlib, encoding: string, flush: object): DuplexDecoder | undefined {
  if (encoding === "gzip" || encoding === "x-gzip") return zlib.createGunzip(flush);
  if (encoding === "deflate") return createInflate(zlib, flush);
  if (encoding !== "br") return undefined;
  const operation = zlib.constants.BROTLI_OPERATION_FLUSH;
  return zlib.createBrotliDecompress({ flush: operation, finishFlush: operation });
}

type DuplexDecoder = import("node:stream").Transform;

/** Creates a decoder for `deflate` with the header of RFC 1950 or, as some servers send it, without. */
function createInflate(zlib: Zlib, flush: object): DuplexDecoder {
  const { Transform } = process.getBuiltinModule("node:stream");
  let inflate: DuplexDecoder | undefined;
  const start = (decoder: DuplexDecoder, [first = 0]: Uint8Array): DuplexDecoder => {
    const hasHeader = (first & 0x0f) === 0x08;
    const stream = hasHeader ? zlib.createInflate(flush) : zlib.createInflateRaw(flush);
    stream.on("data", (chunk) => decoder.push(chunk));
    stream.on("error", (error) => decoder.destroy(error));
    return stream;
  };
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      inflate ??= start(this, chunk);
      inflate.write(chunk, done);
    },
    flush(done) {
      if (inflate === undefined) return done();
      inflate.once("end", done);
      inflate.end();
    },
  });
}

/** A body that is written in chunks. */
export interface ChunkedBody {
  writeTo(write: WriteChunk): Promise<void>;
  /** Ends the source of the body. Has no effect once it was read. */
  cancel?(): void;
}

/** Serializes a body like `fetch`, and sets the headers that describe it. */
export function serializeBody(
  body: FetchBody | StreamedBody,
  request: ClientRequest,
): Uint8Array | ChunkedBody {
  if (body instanceof StreamedBody) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) return toBytes(body);
  if (body instanceof Blob) return serializeBlob(body, body.type, request);
  if (body instanceof FormData) {
    const { blob, contentType } = serializeForm(body);
    return serializeBlob(blob, contentType, request);
  }
  if (body instanceof ReadableStream) return openStream(body);
  if (body instanceof URLSearchParams) {
    setContentType(request, "application/x-www-form-urlencoded;charset=UTF-8");
  }
  return new TextEncoder().encode(String(body));
}

function toBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function serializeBlob(blob: Blob, contentType: string, request: ClientRequest): ChunkedBody {
  if (contentType !== "") setContentType(request, contentType);
  request.setHeader("content-length", blob.size);
  return openStream(blob.stream());
}

function setContentType(request: ClientRequest, contentType: string): void {
  if (!request.hasHeader("content-type")) request.setHeader("content-type", contentType);
}

/** Returns a stream as a body. A chunk is read when the network has taken the previous one. */
export function openStream(stream: ReadableStream<unknown>): ChunkedBody {
  const { isDisturbed } = process.getBuiltinModule("node:stream").Readable;
  const isRead = isDisturbed?.(stream as unknown as NodeJS.ReadableStream) ?? false;
  requireThat(!isRead, "body", "must be a stream that nobody has read");
  const reader = stream.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  return {
    cancel,
    async writeTo(write) {
      try {
        for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) {
          await write(chunk);
        }
      } finally {
        cancel();
      }
    },
  };
}

async function readChunk(
  reader: ReadableStreamDefaultReader<unknown>,
): Promise<Uint8Array | undefined> {
  const { value } = await reader.read().catch((cause) => {
    throw new FlipPiliError("The stream of the body failed", { cause });
  });
  const isBytes = value === undefined || value instanceof Uint8Array;
  return requireKind(isBytes, "body", value, "a stream of Uint8Array") as Uint8Array | undefined;
}

/** Serializes a form like `fetch` (RFC 7578). Its files are not read yet. */
function serializeForm(form: FormData): { blob: Blob; contentType: string } {
  const boundary = `flip-pili-${crypto.randomUUID()}`;
  const parts: (string | Blob)[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`;
    if (typeof value === "string") parts.push(`${head}\r\n\r\n${toCrlf(value)}\r\n`);
    else {
      const type = value.type || "application/octet-stream";
      const file = `${head}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`;
      parts.push(file, value, "\r\n");
    }
  }
  const blob = new Blob([...parts, `--${boundary}--\r\n`]);
  return { blob, contentType: `multipart/form-data; boundary=${boundary}` };
}

function escapeName(name: string): string {
  return toCrlf(name).replaceAll("\r\n", "%0D%0A").replaceAll('"', "%22");
}

function toCrlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}
