import { createHash, type Hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isDeeperThan, maxJsonDepth } from "../../http/wire/parse-json.ts";
import { type FormPart, MultipartReader, readBoundary } from "./multipart.ts";
import { type ReceivedPair, readPairs, toReceivedPair } from "./params.ts";

const defaultMaxBytes = 1024 * 1024;

/** Media type of a form without files. */
export const urlencoded = "application/x-www-form-urlencoded";

/** Receives a whole body of any size, in constant memory. */
export async function receiveBody(request: IncomingMessage): Promise<ReceivedBody> {
  const receiver = new BodyReceiver(request.headers["content-type"]);
  for await (const chunk of request as AsyncIterable<Buffer>) receiver.write(chunk);
  return receiver.end();
}

/** Receives a body of any size chunk by chunk, in constant memory. */
export class BodyReceiver {
  readonly #mediaType: string;
  readonly #reading: GuardedReader;
  readonly #hash: Hash = createHash("sha256");
  #size = 0;

  /** @param maxBytes - Maximum size of a form or of JSON. */
  constructor(contentType: string = "", maxBytes: number = defaultMaxBytes) {
    const mediaType = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
    this.#mediaType = mediaType;
    this.#reading = new GuardedReader(() => createReader(mediaType, contentType, maxBytes));
  }

  write(chunk: Buffer): void {
    this.#size += chunk.length;
    this.#hash.update(chunk);
    this.#reading.write(chunk);
  }

  end(): ReceivedBody {
    const size = this.#size;
    const empty = { head: Buffer.alloc(0), fields: [], files: [], fault: undefined };
    const content = size === 0 ? empty : this.#reading.end();
    return {
      mediaType: size === 0 ? undefined : this.#mediaType,
      size,
      sha256: this.#hash.digest("hex"),
      ...content,
    };
  }
}

/** A reader that stores its first fault, so that the rest of a malformed body is still received. */
class GuardedReader {
  readonly #create: () => BodyReader;
  #reader: BodyReader | undefined;
  #fault: string | undefined;

  constructor(create: () => BodyReader) {
    this.#create = create;
  }

  write(chunk: Buffer): void {
    this.#run((reader) => reader.write(chunk));
  }

  end(): Content & Pick<ReceivedBody, "fault"> {
    const content = this.#run((reader) => reader.end());
    const fault = this.#fault ?? content?.fault;
    return { head: Buffer.alloc(0), fields: [], files: [], ...content, fault };
  }

  #run<Result>(step: (reader: BodyReader) => Result): Result | undefined {
    if (this.#fault !== undefined) return undefined;
    try {
      this.#reader ??= this.#create();
      return step(this.#reader);
    } catch (fault) {
      this.#fault = fault instanceof Error ? fault.message : String(fault);
      return undefined;
    }
  }
}

/** A body that was received completely. */
export interface ReceivedBody {
  /** Media type without parameters, in lower case; `undefined` when the body is empty. */
  readonly mediaType: string | undefined;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** Start of the body; empty for a form with files. */
  readonly head: Buffer;
  /** Value of a JSON body. */
  readonly json?: unknown;
  /** Text fields of a form. */
  readonly fields: readonly ReceivedPair[];
  /** Files of a multipart form. */
  readonly files: readonly FormPart[];
  /** Reason why the body is malformed, if it is. */
  readonly fault: string | undefined;
}

/** Maximum number of bytes that are stored of a body that is neither a form nor JSON. */
const storedBytes = 64 * 1024;

/** Parses a body while it arrives. */
interface BodyReader {
  write(chunk: Buffer): void;
  end(): Content;
}

/** Content of a body. */
type Content = Pick<ReceivedBody, "head" | "json" | "fields" | "files"> & {
  fault?: string | undefined;
};

/**
 * Creates the reader for a media type.
 *
 * @param maxBytes - Maximum size of a form or of JSON.
 * @throws {SyntaxError} When the boundary of a form is missing.
 */
function createReader(mediaType: string, contentType: string, maxBytes: number): BodyReader {
  if (mediaType === "multipart/form-data") return multipartReader(contentType);
  if (mediaType === urlencoded) return formReader(maxBytes);
  const isJson = /^application\/(.+\+)?json$/.test(mediaType);
  return isJson ? jsonReader(maxBytes) : headReader(storedBytes);
}

function headReader(limit: number): BodyReader {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    write(chunk) {
      if (size < limit) chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
    },
    end: () => ({ head: Buffer.concat(chunks), fields: [], files: [] }),
  };
}

function formReader(maxBytes: number): BodyReader {
  const reader = headReader(maxBytes + 1);
  return {
    write: reader.write,
    end() {
      const { head } = reader.end();
      if (head.length > maxBytes) {
        throw new RangeError(`The form is longer than ${maxBytes} bytes`);
      }
      // The signatures of Pili cover its bytes.
      return { head, fields: readPairs(head.toString()), files: [] };
    },
  };
}

function jsonReader(maxBytes: number): BodyReader {
  const reader = headReader(maxBytes + 1);
  return {
    write: reader.write,
    end() {
      const content = reader.end();
      if (content.head.length > maxBytes) {
        throw new RangeError(`The JSON is longer than ${maxBytes} bytes`);
      }
      return { ...content, ...parseJson(content.head.toString()) };
    },
  };
}

/** Parses JSON. Even bytes that are not JSON are stored, because they are signed. */
function parseJson(text: string): Pick<Content, "json" | "fault"> {
  try {
    const json: unknown = JSON.parse(text);
    return isDeeperThan(json, maxJsonDepth) ? { fault: "The body is nested too deeply" } : { json };
  } catch {
    return { fault: "The body is not JSON" };
  }
}

function multipartReader(contentType: string): BodyReader {
  const reader = new MultipartReader(readBoundary(contentType));
  return {
    write: (chunk) => reader.write(chunk),
    end() {
      reader.end();
      const files = reader.parts.filter(({ fileName }) => fileName !== undefined);
      const texts = reader.parts.filter(({ fileName }) => fileName === undefined);
      const fields = texts.map(
        ({ name, head }): ReceivedPair => toReceivedPair(name, head.toString()),
      );
      return { head: Buffer.alloc(0), fields, files };
    },
  };
}
