import { createHash, type Hash } from "node:crypto";

const maxHeaderBytes = 16 * 1024;
const maxParts = 1000;
const headerEnd = "\r\n\r\n";

/** Parses a `multipart/form-data` body (RFC 7578) while it arrives, in constant memory. */
export class MultipartReader {
  readonly parts: FormPart[] = [];
  readonly #delimiter: Buffer;
  // The first delimiter may have no line break in front of it: one is added here.
  #pending: Buffer = Buffer.from("\r\n");
  #part: ArrivingPart | undefined;
  readonly #onFileBytes: ((bytes: Buffer) => void) | undefined;
  #step: "content" | "delimiter" | "header" | "end" = "content";

  /** @param onFileBytes - Receives the content of files. */
  constructor(boundary: string, onFileBytes?: (bytes: Buffer) => void) {
    this.#onFileBytes = onFileBytes;
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  }

  /**
   * @throws {SyntaxError} When the chunk does not continue a form.
   * @throws {RangeError} When the form is too large.
   */
  write(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#advance());
  }

  /** @throws {SyntaxError} When the form is not closed. */
  end(): void {
    if (this.#step !== "end") throw new SyntaxError("The form is not closed by its boundary");
  }

  /** Parses the next section. Returns whether another one may follow. */
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
    // A delimiter may start in this chunk and end in the next one.
    const length = end < 0 ? Math.max(0, this.#pending.length - this.#delimiter.length + 1) : end;
    const content = this.#pending.subarray(0, length);
    this.#part?.append(content);
    if (this.#part?.isFile) this.#onFileBytes?.(content);
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

  /** Reads what follows a delimiter: two dashes at the end of the form, or a line break before a header. */
  #readDelimiter(): boolean {
    if (this.#pending.length < 2) return false;
    const next = this.#pending.toString("latin1", 0, 2);
    if (next !== "--" && next !== "\r\n") throw new SyntaxError("The form's boundary is malformed");
    this.#step = next === "--" ? "end" : "header";
    return true;
  }

  #readHeader(): boolean {
    const end = this.#pending.indexOf(headerEnd);
    if (Math.max(end, this.#pending.length * Number(end < 0)) > maxHeaderBytes) {
      throw new RangeError(`A part's header is longer than ${maxHeaderBytes} bytes`);
    }
    if (end < 0) return false;
    if (this.parts.length === maxParts) {
      throw new RangeError(`The form has more than ${maxParts} parts`);
    }
    this.#part = new ArrivingPart(this.#pending.toString("utf8", 0, end));
    this.#pending = this.#pending.subarray(end + headerEnd.length);
    this.#step = "content";
    return true;
  }
}

/**
 * Returns the boundary of a form.
 *
 * @throws {SyntaxError} When the content type has none.
 */
export function readBoundary(contentType: string): string {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i
    .exec(contentType)
    ?.slice(1)
    .find(Boolean);
  if (boundary === undefined) throw new SyntaxError("The form's Content-Type has no boundary");
  return boundary;
}

/** Maximum number of bytes that are stored of a file. */
const storedFileBytes = 1024;
/** Maximum size of a text field, in bytes. */
const maxTextBytes = 1024 * 1024;

/** A part of a form that was received completely. */
export interface FormPart {
  readonly name: string;
  /** `undefined` if the part is a text field. */
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** The whole content of a text field, or the start of a file. */
  readonly head: Buffer;
}

/** A part that is being received. */
class ArrivingPart {
  readonly #header: Pick<FormPart, "name" | "fileName" | "contentType">;
  readonly #stored: Buffer[] = [];
  readonly #hash: Hash = createHash("sha256");
  #size = 0;

  /** @throws {SyntaxError} When the header has no field name. */
  constructor(header: string) {
    this.#header = readHeader(header);
  }

  get isFile(): boolean {
    return this.#header.fileName !== undefined;
  }

  /** @throws {RangeError} When a text field is too long. */
  append(bytes: Buffer): void {
    const { name, fileName } = this.#header;
    const limit = fileName === undefined ? maxTextBytes : storedFileBytes;
    const room = limit - this.#size;
    this.#size += bytes.length;
    this.#hash.update(bytes);
    // A copy: a slice would keep the whole chunk in memory.
    if (room > 0) this.#stored.push(Buffer.from(bytes.subarray(0, room)));
    if (fileName === undefined && this.#size > maxTextBytes) {
      throw new RangeError(`The field ${name} is longer than ${maxTextBytes} bytes`);
    }
  }

  end(): FormPart {
    const sha256 = this.#hash.digest("hex");
    return { ...this.#header, size: this.#size, sha256, head: Buffer.concat(this.#stored) };
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
