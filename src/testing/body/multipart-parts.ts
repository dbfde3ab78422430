import { createHash, type Hash } from "node:crypto";

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
export class ArrivingPart {
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
