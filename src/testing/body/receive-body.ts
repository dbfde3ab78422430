import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Pair, readPairs, toPair } from "../params.ts";
import { MultipartReader } from "./multipart-reader.ts";
import type { ReceivedBody } from "./received-body.ts";

/** Bytes kept of a body that is no form. */
const keptBytes = 64 * 1024;
const longestFormBytes = 1024 * 1024;
const longestJsonBytes = 1024 * 1024;

/** Reads what a body holds while it arrives. */
interface BodyReader {
  write(chunk: Buffer): void;
  end(): Content;
}

type Content = Pick<ReceivedBody, "head" | "json" | "fields" | "files"> & {
  fault?: string | undefined;
};

/** Receives a whole body, of whatever size, in constant memory. */
export async function receiveBody(request: IncomingMessage): Promise<ReceivedBody> {
  const contentType = request.headers["content-type"] ?? "";
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const hash = createHash("sha256");
  const reading = new GuardedReader(() => readerFor(mediaType, contentType));
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
    reading.write(chunk);
  }
  const empty = { head: Buffer.alloc(0), fields: [], files: [], fault: undefined };
  const content = size === 0 ? empty : reading.end();
  return {
    mediaType: size === 0 ? undefined : mediaType,
    size,
    sha256: hash.digest("hex"),
    ...content,
  };
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

function readerFor(mediaType: string, contentType: string): BodyReader {
  if (mediaType === "multipart/form-data") return multipartReader(contentType);
  if (mediaType === "application/x-www-form-urlencoded") return formReader();
  return /^application\/(.+\+)?json$/.test(mediaType) ? jsonReader() : headReader(keptBytes);
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

function formReader(): BodyReader {
  const reader = headReader(longestFormBytes + 1);
  return {
    write: reader.write,
    end() {
      const { head } = reader.end();
      if (head.length > longestFormBytes) {
        throw new RangeError(`The form is longer than ${longestFormBytes} bytes`);
      }
      return { head: Buffer.alloc(0), fields: readPairs(head.toString()), files: [] };
    },
  };
}

function jsonReader(): BodyReader {
  const reader = headReader(longestJsonBytes + 1);
  return {
    write: reader.write,
    end() {
      const content = reader.end();
      if (content.head.length > longestJsonBytes) {
        throw new RangeError(`The JSON is longer than ${longestJsonBytes} bytes`);
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
