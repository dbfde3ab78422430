import { type BigIntStats, constants, read, stat } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidArgumentError } from "../../http/errors.ts";
import { toPath } from "../../http/platform/files.node.ts";
import type { Fingerprint } from "../session/upload-state.ts";
import { UploadError } from "../upload-error.ts";
import { sampleContent, type UploadSource } from "./upload-source.ts";

/**
 * Opens a file by its path.
 *
 * @throws {InvalidArgumentError} When there is no readable file.
 */
export async function openPathSource(path: string | URL): Promise<UploadSource> {
  const location = toPath("source", path);
  try {
    const handle = await open(location, constants.O_RDONLY);
    const stats = await handle.stat({ bigint: true });
    if (stats.isFile()) return new PathSource(location, handle, stats);
    await handle.close();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InvalidArgumentError("source", `must be a readable file: ${code} ${location}`);
  }
  throw new InvalidArgumentError("source", `must be a file: ${location}`);
}

/** One open file, read at any place. */
class PathSource implements UploadSource {
  readonly name: string;
  readonly size: number;
  readonly #path: string;
  readonly #handle: FileHandle;
  #known: BigIntStats;
  #sample: string | undefined;
  #checking: Promise<void> = Promise.resolve();
  /** A check that has not begun: it does for all who have read by then. */
  #nextCheck: Promise<void> | undefined;

  constructor(path: string, handle: FileHandle, stats: BigIntStats) {
    this.name = basename(path);
    this.size = Number(stats.size);
    this.#path = path;
    this.#handle = handle;
    this.#known = stats;
  }

  async fingerprint(): Promise<Fingerprint> {
    this.#sample ??= await this.#readSample();
    const { mtimeNs, ctimeNs, ino } = this.#known;
    return {
      sample: this.#sample,
      modified: String(mtimeNs),
      changed: String(ctimeNs),
      inode: String(ino),
    };
  }

  async read(start: number, end: number, buffer: Uint8Array): Promise<Uint8Array> {
    const bytes = await this.#fill(buffer, start, end);
    await this.#requireUnchanged();
    return bytes;
  }

  async #fill(buffer: Uint8Array, start: number, end: number): Promise<Uint8Array> {
    const length = end - start;
    for (let filled = 0; filled < length; ) {
      const bytesRead = await this.#readOnce(buffer, filled, length - filled, start + filled);
      if (bytesRead === 0) throw changed("has become shorter");
      filled += bytesRead;
    }
    return buffer.subarray(0, length);
  }

  /** With a callback: the promises of a `FileHandle` cost as much as reading a small part. */
  #readOnce(buffer: Uint8Array, offset: number, length: number, place: number): Promise<number> {
    return new Promise((resolve, reject) => {
      read(this.#handle.fd, buffer, offset, length, place, (cause, bytesRead) => {
        if (cause) reject(unreadable(cause));
        else resolve(bytesRead);
      });
    });
  }

  #requireUnchanged(): Promise<void> {
    this.#nextCheck ??= this.#checking.then(() => {
      this.#nextCheck = undefined;
      this.#checking = this.#check();
      return this.#checking;
    });
    return this.#nextCheck;
  }

  /** Compares what the file system says; where that differs, the content decides. */
  async #check(): Promise<void> {
    const now = await this.#askStats();
    const { size, mtimeNs, ctimeNs, ino } = this.#known;
    if (now.size !== size) throw changed("has another size");
    if (now.mtimeNs === mtimeNs && now.ctimeNs === ctimeNs && now.ino === ino) return;
    if (now.ino !== ino) throw changed("was replaced by another file");
    const { sample } = await this.fingerprint();
    if ((await this.#readSample()) !== sample) throw changed("has other content");
    this.#known = now;
  }

  #askStats(): Promise<BigIntStats> {
    return new Promise((resolve, reject) => {
      stat(this.#path, { bigint: true }, (cause, stats) => {
        if (cause) reject(unreadable(cause));
        else resolve(stats);
      });
    });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #readSample(): Promise<string> {
    return sampleContent(this.size, (start, end, buffer) => this.#fill(buffer, start, end));
  }
}

function changed(how: string): UploadError {
  return new UploadError("source-changed", `The file ${how} since the upload began`);
}

function unreadable(cause: NodeJS.ErrnoException): UploadError {
  return new UploadError("source-unreadable", `The file cannot be read: ${cause.code}`, { cause });
}
