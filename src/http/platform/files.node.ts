import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidArgumentError } from "../errors.ts";
import type { FileSource, OpenedFile } from "../files/file-input.ts";

/** Node sends a stream as a request body. */
export const streamsRequestBodies: boolean = true;

const pieceBytes = 256 * 1024;

/**
 * Looks a file up by its path. Nothing is kept open.
 *
 * @throws {InvalidArgumentError} When there is no readable file at the path.
 */
export async function openPath(argument: string, path: string | URL): Promise<FileSource> {
  const location = toPath(argument, path);
  const found = await stat(location).catch((cause: NodeJS.ErrnoException) => {
    throw new InvalidArgumentError(argument, `must be a readable file: ${cause.code} ${location}`);
  });
  if (!found.isFile()) throw new InvalidArgumentError(argument, `must be a file: ${location}`);
  const { size } = found;
  return { name: basename(location), size, open: () => new FileReader(argument, location, size) };
}

/** Reads exactly as many bytes as were announced: a file that has shrunk is an error. */
class FileReader implements OpenedFile {
  readonly #argument: string;
  readonly #path: string;
  readonly #size: number;
  #opening: Promise<FileHandle> | undefined;
  #isClosed = false;
  #position = 0;

  constructor(argument: string, path: string, size: number) {
    this.#argument = argument;
    this.#path = path;
    this.#size = size;
  }

  async read(): Promise<Uint8Array | undefined> {
    const left = this.#size - this.#position;
    if (left === 0) return undefined;
    // The network may ask for one more piece after it has given up.
    if (this.#isClosed) throw new Error(`${this.#path} is closed`);
    this.#opening ??= open(this.#path);
    const handle = await this.#opening;
    const piece = new Uint8Array(Math.min(left, pieceBytes));
    const { bytesRead } = await handle.read(piece, 0, piece.length, this.#position);
    if (bytesRead === 0) {
      throw new InvalidArgumentError(this.#argument, `has shrunk while it was sent: ${this.#path}`);
    }
    this.#position += bytesRead;
    return piece.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // What cannot be opened need not be closed; read() has said so.
    const handle = await this.#opening?.catch(() => undefined);
    await handle?.close();
  }
}

/**
 * The path that a `file:` URL stands for. A path stays as it is.
 *
 * @throws {InvalidArgumentError} When the URL is another one, or has no path on this machine.
 */
export function toPath(argument: string, location: string | URL): string {
  if (!(location instanceof URL)) return location;
  if (location.protocol !== "file:") {
    throw new InvalidArgumentError(argument, `must be a file: URL, not ${location.protocol}`);
  }
  try {
    return fileURLToPath(location);
  } catch {
    throw new InvalidArgumentError(argument, "must be a file: URL with a path on this machine");
  }
}
