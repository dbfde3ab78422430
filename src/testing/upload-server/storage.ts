import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, write, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FlipPiliError } from "../../http/errors.ts";

/** Takes the bytes of one request. */
export interface ByteSink {
  add(bytes: Buffer): Promise<void> | void;
  /** Completes the request. Called after the last byte. */
  finish(): Promise<void> | void;
}

/** Storage for the bytes of a session. */
export interface UploadStorage {
  /** Stores a part once all of its bytes have arrived. */
  openPart(part: number, offset: number): ByteSink;
  /** Stores each byte as it arrives. */
  openRange(offset: number): ByteSink;
  /** Flips one stored bit. */
  flipBit(position: number, bit: number): void;
  /**
   * Returns the SHA-256 of stored bytes, in hex.
   *
   * @throws {FlipPiliError} When the bytes were discarded.
   */
  sha256(offset: number, length: number): string;
  /** Releases all bytes. May be called again. */
  close(): Promise<void>;
}

/** Bytes by their position in a file. */
interface StoredBytes {
  write(offset: number, bytes: Buffer): Promise<void> | void;
  read(offset: number, length: number): Buffer;
  /** Replaces one byte. */
  replace(offset: number, byte: number): void;
  close(): Promise<void>;
}

/** Limits and mode of a storage. */
interface StorageOptions {
  /** Whether only the hash of each part is stored, or with `"count"` nothing at all. */
  readonly discard: boolean | "count";
  /** Largest file, in bytes, that is stored in memory. */
  readonly memoryLimit: number;
}

/** Creates the storage for a file. */
export function createStorage(
  fileSize: number,
  { discard, memoryLimit }: StorageOptions,
): UploadStorage {
  if (discard !== false) return discardBytes({ isHashing: discard !== "count" });
  return storeBytes(fileSize <= memoryLimit ? new MemoryBytes(fileSize) : new FileBytes());
}

const hashChunkBytes = 1024 * 1024;

/** Creates a storage that stores all bytes. */
function storeBytes(stored: StoredBytes): UploadStorage {
  return {
    openPart: (_, offset) => openPart(stored, offset),
    openRange: (offset) => openRange(stored, offset),
    flipBit(position, bit) {
      const [byte = 0] = stored.read(position, 1);
      stored.replace(position, byte ^ (1 << bit));
    },
    sha256: (offset, length) => hashStored(stored, offset, length),
    close: () => stored.close(),
  };
}

function openPart(stored: StoredBytes, offset: number): ByteSink {
  const chunks: Buffer[] = [];
  return {
    add: (bytes) => void chunks.push(bytes),
    finish: () => stored.write(offset, Buffer.concat(chunks)),
  };
}

function openRange(stored: StoredBytes, offset: number): ByteSink {
  let next = offset;
  return {
    async add(bytes) {
      await stored.write(next, bytes);
      next += bytes.length;
    },
    finish: () => {},
  };
}

function hashStored(stored: StoredBytes, offset: number, length: number): string {
  const hash = createHash("sha256");
  for (let done = 0; done < length; done += hashChunkBytes) {
    hash.update(stored.read(offset + done, Math.min(hashChunkBytes, length - done)));
  }
  return hash.digest("hex");
}

/** Hashes of parts, by offset and length. */
type Hashes = Map<string, string>;

/** Creates a storage for benchmarks, which stores the hash of each part or nothing at all. */
function discardBytes({ isHashing }: { isHashing: boolean }): UploadStorage {
  const hashes: Hashes = new Map();
  return {
    openPart: (_, offset) => (isHashing ? hashPart(hashes, offset) : ignoring),
    openRange: () => ignoring,
    flipBit() {
      throw new FlipPiliError("Cannot flip a bit: the server discards all bytes");
    },
    sha256(offset, length) {
      const hash = hashes.get(nameOf(offset, length));
      if (hash !== undefined) return hash;
      throw new FlipPiliError("Cannot hash the file: the server discards all bytes");
    },
    async close() {},
  };
}

const ignoring: ByteSink = { add: () => {}, finish: () => {} };

function hashPart(hashes: Hashes, offset: number): ByteSink {
  const hash = createHash("sha256");
  let length = 0;
  return {
    add(bytes) {
      length += bytes.length;
      hash.update(bytes);
    },
    finish: () => void hashes.set(nameOf(offset, length), hash.digest("hex")),
  };
}

function nameOf(offset: number, length: number): string {
  return `${offset}+${length}`;
}

/** A file in memory, allocated by the first write. */
class MemoryBytes implements StoredBytes {
  readonly #size: number;
  #bytes: Buffer | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  write(offset: number, bytes: Buffer): void {
    bytes.copy(this.#allocate(), offset);
  }

  read(offset: number, length: number): Buffer {
    return this.#allocate().subarray(offset, offset + length);
  }

  replace(offset: number, byte: number): void {
    this.#allocate()[offset] = byte;
  }

  async close(): Promise<void> {}

  #allocate(): Buffer {
    this.#bytes ??= Buffer.alloc(this.#size);
    return this.#bytes;
  }
}

const writeAt = promisify(write);

interface OpenFile {
  readonly directory: string;
  readonly descriptor: number;
}

/** A file in the system's directory for temporary files, created by the first write. */
class FileBytes implements StoredBytes {
  #file: OpenFile | undefined;
  #isClosed = false;

  async write(offset: number, bytes: Buffer): Promise<void> {
    await writeAll(this.#open().descriptor, bytes, offset);
  }

  read(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const count = readSync(this.#open().descriptor, bytes, 0, length, offset);
    return bytes.subarray(0, count);
  }

  replace(offset: number, byte: number): void {
    writeSync(this.#open().descriptor, Buffer.of(byte), 0, 1, offset);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    closeSync(file.descriptor);
    rmSync(file.directory, { recursive: true, force: true });
  }

  #open(): OpenFile {
    if (this.#isClosed) throw new FlipPiliError("Cannot open the upload: its server has closed");
    if (this.#file === undefined) {
      const directory = mkdtempSync(join(tmpdir(), "flip-pili-upload-"));
      this.#file = { directory, descriptor: openSync(join(directory, "bytes"), "w+") };
    }
    return this.#file;
  }
}

async function writeAll(descriptor: number, bytes: Buffer, offset: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const length = bytes.length - done;
    const { bytesWritten } = await writeAt(descriptor, bytes, done, length, offset + done);
    done += bytesWritten;
  }
}
