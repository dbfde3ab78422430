import { createHash, type Hash } from "node:crypto";

const longestHeaderBytes = 16 * 1024;
const mostParts = 1000;
const headerEnd = "\r\n\r\n";

/** Takes a `multipart/form-data` body (RFC 7578) apart while it arrives, in constant memory. */
export class MultipartReader {
  readonly parts: FormPart[] = [];
  readonly #delimiter: Buffer;
  // The first delimiter may stand without a line break in front: here it gets one.
  #pending: Buffer = Buffer.from("\r\n");
  #part: ArrivingPart | undefined;
  #step: "content" | "delimiter" | "header" | "end" = "content";

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  }

  /**
   * @throws {SyntaxError} When this is no form.
   * @throws {RangeError} When it is one too large.
   */
  write(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#advance());
  }

  /** @throws {SyntaxError} When the form was not closed. */
  end(): void {
    if (this.#step !== "end") throw new SyntaxError("The form is not closed by its boundary");
  }

  /** Takes one step, and says whether another may follow. */
  #advance(): boolean {
    switch (this.#step) {
      case "content":
        return this.#readContent();
      case "delimiter":
        return this.#readDelimiter();
      case "header":
        return this.#readHeader();
      case "end":
        this.#pending = Buffer.alloc(0);
        return false;
    }
  }

  #readContent(): boolean {
    const end = this.#pending.indexOf(this.#delimiter);
    // A delimiter may begin in this piece and end in the next.
    const length = end < 0 ? Math.max(0, this.#pending.length - this.#delimiter.length + 1) : end;
    this.#part?.append(this.#pending.subarray(0, length));
    if (end < 0) {
      this.#pending = this.#pending.subarray(length);
      return false;
    }
    if (this.#part !== undefined) this.parts.push(this.#part.end());
    this.#part = undefined;
    this.#pending = this.#pending.subarray(end + this.#delimiter.length);
    this.#step = "delimiter";
    return true;
  }

  /** After the delimiter: two dashes at the end of all, or a line break, which the header begins with. */
  #readDelimiter(): boolean {
    if (this.#pending.length < 2) return false;
    const next = this.#pending.toString("latin1", 0, 2);
    if (next !== "--" && next !== "\r\n") throw new SyntaxError("The form's boundary is unclear");
    this.#step = next === "--" ? "end" : "header";
    return true;
  }

  #readHeader(): boolean {
    const end = this.#pending.indexOf(headerEnd);
    if (Math.max(end, this.#pending.length * Number(end < 0)) > longestHeaderBytes) {
      throw new RangeError(`A part's header is longer than ${longestHeaderBytes} bytes`);
    }
    if (end < 0) return false;
    if (this.parts.length === mostParts) {
      throw new RangeError(`The form has more than ${mostParts} parts`);
    }
    this.#part = new ArrivingPart(this.#pending.toString("utf8", 0, end));
    this.#pending = this.#pending.subarray(end + headerEnd.length);
    this.#step = "content";
    return true;
  }
}

/** Bytes kept of a file: enough to show that it is one. */
const keptFileBytes = 1024;
/** Longest text field. */
const longestTextBytes = 1024 * 1024;

/** A part of a form that has been received. */
export interface FormPart {
  readonly name: string;
  /** Set when the part is a file. */
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** The whole content of a text, the beginning of a file. */
  readonly head: Buffer;
}

/** A part while it arrives. */
class ArrivingPart {
  readonly #header: Pick<FormPart, "name" | "fileName" | "contentType">;
  readonly #kept: Buffer[] = [];
  readonly #hash: Hash = createHash("sha256");
  #size = 0;

  /** @throws {SyntaxError} When the header names no field. */
  constructor(header: string) {
    this.#header = readHeader(header);
  }

  /** @throws {RangeError} When a text grows too long. */
  append(bytes: Buffer): void {
    const { name, fileName } = this.#header;
    const keptBytes = fileName === undefined ? longestTextBytes : keptFileBytes;
    const room = keptBytes - this.#size;
    this.#size += bytes.length;
    this.#hash.update(bytes);
    // Copied, since a slice would keep the whole chunk in memory.
    if (room > 0) this.#kept.push(Buffer.from(bytes.subarray(0, room)));
    if (fileName === undefined && this.#size > longestTextBytes) {
      throw new RangeError(`The field ${name} is longer than ${longestTextBytes} bytes`);
    }
  }

  end(): FormPart {
    const sha256 = this.#hash.digest("hex");
    return { ...this.#header, size: this.#size, sha256, head: Buffer.concat(this.#kept) };
  }
}

function readHeader(header: string): Pick<FormPart, "name" | "fileName" | "contentType"> {
  const disposition = /^content-disposition: *form-data *;(.*)$/im.exec(header)?.[1] ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) throw new SyntaxError("A part of the form has no name");
  const contentType = /^content-type: *(.+?)\s*$/im.exec(header)?.[1];
  return { name, fileName: parameter(disposition, "filename"), contentType };
}

function parameter(disposition: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`(?:^|;)\\s*${name}=(?:"([^"]*)"|([^\\s;"]+))`, "i").exec(disposition) ?? [];
  return (quoted ?? bare)?.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}
