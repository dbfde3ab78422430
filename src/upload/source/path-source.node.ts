import type { BigIntStats, StatsBase } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { InvalidArgumentError } from "../../http/errors.ts";
import { UploadError } from "../upload-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { toBaseName } from "./file-name.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { countSamples, hashSamples } from "./hash-samples.ts";

type FileSystem = typeof import("node:fs");

/**
 * Module that is loaded with the first file, as is `node:url`: imports would take a third of the load time
 * of this package.
 */
let loadedFileSystem: FileSystem | undefined;

function fileSystem(): FileSystem {
  loadedFileSystem ??= process.getBuiltinModule("node:fs");
  return loadedFileSystem;
}

/**
 * Opens a file by its path. FIFOs and devices are not opened: that may wait forever, or have effects.
 *
 * @param argument - Name of the argument, for error messages.
 * @throws {InvalidArgumentError} When there is no readable file at the path.
 */
export async function openPath(argument: string, location: string | URL): Promise<ByteSource> {
  const path = location instanceof URL ? toPath(argument, location) : location;
  try {
    requireFile(argument, path, await fileSystem().promises.stat(path));
    const handle = await openNonBlocking(path);
    try {
      const stats = await handle.stat({ bigint: true });
      requireFile(argument, path, stats);
      return new PathSource(path, handle, stats);
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (cause) {
    if (cause instanceof InvalidArgumentError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new InvalidArgumentError(argument, `must be a readable file: ${code} ${path}`);
  }
}

/** What may be at a path, apart from a file. */
const otherKinds = [
  ["isDirectory", "a folder"],
  ["isFIFO", "a FIFO"],
  ["isSocket", "a socket"],
  ["isCharacterDevice", "a device"],
  ["isBlockDevice", "a device"],
] as const;

function requireFile(argument: string, path: string, stats: StatsBase<number | bigint>): void {
  if (stats.isFile()) return;
  const [, kind] = otherKinds.find(([isKind]) => stats[isKind]()) ?? [];
  throw new InvalidArgumentError(
    argument,
    `must be a file, not ${kind ?? "something else"}: ${path}`,
  );
}

/**
 * Opens a file for reading. Without `O_NONBLOCK`, a FIFO that has replaced it in the meantime would wait for
 * a writer. Windows has neither.
 */
function openNonBlocking(path: string): Promise<FileHandle> {
  const { constants, promises } = fileSystem();
  return promises.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
}

function toPath(argument: string, url: URL): string {
  if (url.protocol !== "file:") {
    throw new InvalidArgumentError(argument, `must be a file: URL, not ${url.protocol}`);
  }
  try {
    return process.getBuiltinModule("node:url").fileURLToPath(url);
  } catch {
    throw new InvalidArgumentError(argument, "must be a file: URL with a path on this machine");
  }
}

/** One open file with positioned reads. Each read detects whether the file has changed. */
class PathSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  samplesRead = 0;
  readonly #path: string;
  readonly #handle: FileHandle;
  #stats: BigIntStats;
  #content: { readonly sample: string; readonly samples?: number } | undefined;
  #currentCheck: Promise<void> = Promise.resolve();
  /** A check that has not started yet: it covers every read that ends before it starts. */
  #nextCheck: Promise<void> | undefined;

  constructor(path: string, handle: FileHandle, stats: BigIntStats) {
    this.name = toBaseName(path);
    this.size = Number(stats.size);
    this.#path = path;
    this.#handle = handle;
    this.#stats = stats;
  }

  async fingerprint(samples = countSamples(this.size)): Promise<Fingerprint> {
    if (this.#content === undefined || this.#content.samples !== samples) {
      const sample = await this.#hashSamples(samples);
      this.#content = { sample, ...(samples !== undefined && { samples }) };
    }
    const { mtimeNs, ctimeNs, ino } = this.#stats;
    return {
      ...this.#content,
      modified: String(mtimeNs),
      changed: String(ctimeNs),
      inode: String(ino),
    };
  }

  adopt({ sample, samples, modified, changed, inode }: Fingerprint): boolean {
    const { mtimeNs, ctimeNs, ino } = this.#stats;
    const isUntouched =
      modified === String(mtimeNs) && changed === String(ctimeNs) && inode === String(ino);
    const isAdopted = isUntouched && samples === countSamples(this.size);
    if (isAdopted) this.#content = { sample, ...(samples !== undefined && { samples }) };
    return isAdopted;
  }

  async isUntouched(): Promise<boolean> {
    const now = await this.#stat().catch(() => undefined);
    return now !== undefined && now.size === this.#stats.size && hasTimes(now, this.#stats);
  }

  async read(start: number, end: number, buffer: Uint8Array): Promise<Uint8Array> {
    const bytes = await this.#fill(buffer, start, end);
    await this.#requireUnchanged();
    return bytes;
  }

  async #fill(buffer: Uint8Array, start: number, end: number): Promise<Uint8Array> {
    const length = end - start;
    for (let filled = 0; filled < length; ) {
      const bytesRead = await this.#pread(buffer, filled, length - filled, start + filled);
      if (bytesRead === 0) throw sourceChanged("has become shorter");
      filled += bytesRead;
    }
    return buffer.subarray(0, length);
  }

  /** Uses a callback: the promises of a `FileHandle` cost as much as reading a small part. */
  #pread(buffer: Uint8Array, offset: number, length: number, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      fileSystem().read(this.#handle.fd, buffer, offset, length, position, (cause, bytesRead) => {
        if (cause) reject(sourceUnreadable(cause));
        else resolve(bytesRead);
      });
    });
  }

  #requireUnchanged(): Promise<void> {
    this.#nextCheck ??= this.#currentCheck.then(() => {
      this.#nextCheck = undefined;
      this.#currentCheck = this.#detectChange();
      return this.#currentCheck;
    });
    return this.#nextCheck;
  }

  /**
   * Compares size, times and inode. Where only times differ, the sample of the content decides; where
   * none was taken, the time of the last change of the content.
   */
  async #detectChange(): Promise<void> {
    const now = await this.#stat();
    const { size, mtimeNs, ino } = this.#stats;
    if (now.size !== size) throw sourceChanged("has another size");
    if (hasTimes(now, this.#stats)) return;
    if (now.ino !== ino) throw sourceChanged("was replaced by another file");
    const isModified =
      this.#content === undefined
        ? now.mtimeNs !== mtimeNs
        : (await this.#hashSamples(this.#content.samples)) !== this.#content.sample;
    if (isModified) throw sourceChanged("has other content");
    this.#stats = now;
  }

  #stat(): Promise<BigIntStats> {
    return new Promise((resolve, reject) => {
      fileSystem().stat(this.#path, { bigint: true }, (cause, stats) => {
        if (cause) reject(sourceUnreadable(cause));
        else resolve(stats);
      });
    });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #hashSamples(samples: number | undefined): Promise<string> {
    return hashSamples(this.size, samples, async (start, end, buffer) => {
      const bytes = await this.#fill(buffer, start, end);
      this.samplesRead++;
      return bytes;
    });
  }
}

/** Returns whether times and inode are the same. */
function hasTimes(one: BigIntStats, { mtimeNs, ctimeNs, ino }: BigIntStats): boolean {
  return one.mtimeNs === mtimeNs && one.ctimeNs === ctimeNs && one.ino === ino;
}

function sourceChanged(how: string): UploadError {
  return new UploadError("source-changed", `The file ${how} since the upload began`);
}

function sourceUnreadable(cause: NodeJS.ErrnoException): UploadError {
  return new UploadError("source-unreadable", `The file cannot be read: ${cause.code}`, { cause });
}
