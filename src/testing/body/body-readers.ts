import { type Pair, readPairs, toPair } from "../params.ts";
import { MultipartReader } from "./multipart-reader.ts";
import type { ReceivedBody } from "./received-body.ts";

/** Bytes kept of a body that is no form. */
const keptBytes = 64 * 1024;

/** Reads what a body holds while it arrives. */
export interface BodyReader {
  write(chunk: Buffer): void;
  end(): Content;
}

/** What a body holds. */
export type Content = Pick<ReceivedBody, "head" | "json" | "fields" | "files"> & {
  fault?: string | undefined;
};

/**
 * Chooses the reader of a body.
 *
 * @param longestTextBytes - The longest form, and the longest JSON.
 * @throws {SyntaxError} When it is a form that cannot be read.
 */
export function readerFor(
  mediaType: string,
  contentType: string,
  longestTextBytes: number,
): BodyReader {
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
