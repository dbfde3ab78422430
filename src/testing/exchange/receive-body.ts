import { createHash, type Hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type FormPart, MultipartReader } from "./multipart.ts";
import { type Pair, readPairs, toPair } from "./params.ts";

const longestTextBytes = 1024 * 1024;

/** Receives a whole body, of whatever size, in constant memory. */
export async function receiveBody(request: IncomingMessage): Promise<ReceivedBody> {
  const receiver = new BodyReceiver(request.headers["content-type"]);
  for await (const chunk of request as AsyncIterable<Buffer>) receiver.write(chunk);
  return receiver.end();
}

/** Takes a body piece by piece, of whatever size, in constant memory. */
export class BodyReceiver {
  readonly #mediaType: string;
  readonly #reading: GuardedReader;
  readonly #hash: Hash = createHash("sha256");
  #size = 0;

  /** @param longestBytes - The longest form, and the longest JSON. */
  constructor(contentType: string = "", longestBytes: number = longestTextBytes) {
    const mediaType = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
    this.#mediaType = mediaType;
    this.#reading = new GuardedReader(() => readerFor(mediaType, contentType, longestBytes));
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

/** A reader whose first fault is kept, so that the rest of a bad body can be received all the same. */
class GuardedReader {
  readonly #create: () => BodyReader;
  #reader: BodyReader | undefined;
  #fault: string | undefined;

  constructor(create: () => BodyReader) {
    this.#create = create;
  }

  write(chunk: Buffer): void {
    this.#try((reader) => reader.write(chunk));
  }

  end(): Content & Pick<ReceivedBody, "fault"> {
    const content = this.#try((reader) => reader.end());
    const fault = this.#fault ?? content?.fault;
    return { head: Buffer.alloc(0), fields: [], files: [], ...content, fault };
  }

  #try<Result>(step: (reader: BodyReader) => Result): Result | undefined {
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

/** A body that has been received. */
export interface ReceivedBody {
  /** Type without parameters, in lower case. `undefined` when the body is empty. */
  readonly mediaType: string | undefined;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** Its beginning. */
  readonly head: Buffer;
  /** What a JSON body says. */
  readonly json?: unknown;
  /** Text fields of a form. */
  readonly fields: readonly Pair[];
  /** Files of a multipart form. */
  readonly files: readonly FormPart[];
  /** What is wrong with a form. */
  readonly fault: string | undefined;
}

/** Bytes kept of a body that is no form. */
const keptBytes = 64 * 1024;

/** Reads what a body holds while it arrives. */
interface BodyReader {
  write(chunk: Buffer): void;
  end(): Content;
}

/** What a body holds. */
type Content = Pick<ReceivedBody, "head" | "json" | "fields" | "files"> & {
  fault?: string | undefined;
};

/**
 * Chooses the reader of a body.
 *
 * @param longestTextBytes - The longest form, and the longest JSON.
 * @throws {SyntaxError} When it is a form that cannot be read.
 */
function readerFor(mediaType: string, contentType: string, longestTextBytes: number): BodyReader {
  if (mediaType === "multipart/form-data") return multipartReader(contentType);
  if (mediaType === "application/x-www-form-urlencoded") return formReader(longestTextBytes);
  const isJson = /^application\/(.+\+)?json$/.test(mediaType);
  return isJson ? jsonReader(longestTextBytes) : headReader(keptBytes);
}

function headReader(limit: number): BodyReader {
  const kept: Buffer[] = [];
  let size = 0;
  return {
    write(chunk) {
      if (size < limit) kept.push(chunk.subarray(0, limit - size));
      size += chunk.length;
    },
    end: () => ({ head: Buffer.concat(kept), fields: [], files: [] }),
  };
}

function formReader(longestBytes: number): BodyReader {
  const reader = headReader(longestBytes + 1);
  return {
    write: reader.write,
    end() {
      const { head } = reader.end();
      if (head.length > longestBytes) {
        throw new RangeError(`The form is longer than ${longestBytes} bytes`);
      }
      return { head: Buffer.alloc(0), fields: readPairs(head.toString()), files: [] };
    },
  };
}

function jsonReader(longestBytes: number): BodyReader {
  const reader = headReader(longestBytes + 1);
  return {
    write: reader.write,
    end() {
      const content = reader.end();
      if (content.head.length > longestBytes) {
        throw new RangeError(`The JSON is longer than ${longestBytes} bytes`);
      }
      return { ...content, ...parseJson(content.head.toString()) };
    },
  };
}

/** The bytes of a body that is no JSON are kept all the same: they are signed. */
function parseJson(text: string): Pick<Content, "json" | "fault"> {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { fault: "The body is not JSON" };
  }
}

function multipartReader(contentType: string): BodyReader {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i
    .exec(contentType)
    ?.slice(1)
    .find(Boolean);
  if (boundary === undefined) throw new SyntaxError("The form's Content-Type has no boundary");
  const reader = new MultipartReader(boundary);
  return {
    write: (chunk) => reader.write(chunk),
    end() {
      reader.end();
      const files = reader.parts.filter(({ fileName }) => fileName !== undefined);
      const texts = reader.parts.filter(({ fileName }) => fileName === undefined);
      const fields = texts.map(({ name, head }): Pair => toPair(name, head.toString()));
      return { head: Buffer.alloc(0), fields, files };
    },
  };
}
