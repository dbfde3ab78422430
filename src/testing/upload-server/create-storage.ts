import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, write, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Intake, Storage, StoredBytes } from "./storage.ts";
import type { ReadOptions } from "./upload-server-options.ts";

/** A place for the bytes of a file. */
export function createStorage(
  fileSize: number,
  { discard, memoryLimit }: Pick<ReadOptions, "discard" | "memoryLimit">,
): Storage {
  if (discard !== false) return discardBytes({ isHashing: discard !== "count" });
  return keepBytes(fileSize <= memoryLimit ? new MemoryBytes(fileSize) : new FileBytes());
}

const hashedAtOnce = 1024 * 1024;

/** A storage that keeps what it gets. */
function keepBytes(stored: StoredBytes): Storage {
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

function openPart(stored: StoredBytes, offset: number): Intake {
  const chunks: Buffer[] = [];
  return {
    add: (bytes) => void chunks.push(bytes),
    finish: () => stored.write(offset, Buffer.concat(chunks)),
  };
}

function openRange(stored: StoredBytes, offset: number): Intake {
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
  for (let done = 0; done < length; done += hashedAtOnce) {
    hash.update(stored.read(offset + done, Math.min(hashedAtOnce, length - done)));
  }
  return hash.digest("hex");
}

/** Hashes of parts, by what they cover. */
type Hashes = Map<string, string>;

/** A storage for benchmarks: it keeps the hash of each part, or nothing at all. */
function discardBytes({ isHashing }: { isHashing: boolean }): Storage {
  const hashes: Hashes = new Map();
  return {
    openPart: (_, offset) => (isHashing ? hashPart(hashes, offset) : ignoring),
    openRange: () => ignoring,
    flipBit() {
      throw new Error("Cannot flip a bit: the server discards what it gets");
    },
    sha256(offset, length) {
      const hash = hashes.get(nameOf(offset, length));
      if (hash !== undefined) return hash;
      throw new Error("Cannot hash the file: the server discards what it gets");
    },
    async close() {},
  };
}

const ignoring: Intake = { add: () => {}, finish: () => {} };

function hashPart(hashes: Hashes, offset: number): Intake {
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

/** A file in memory, made with the first write. */
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

/** A file in the system's directory for temporary files, made with the first write. */
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
    if (this.#isClosed) throw new Error("Cannot open the upload: its server has closed");
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
