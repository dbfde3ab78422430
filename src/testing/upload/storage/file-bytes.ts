import { closeSync, mkdtempSync, openSync, readSync, rmSync, write, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { StoredBytes } from "./stored-bytes.ts";

const writeAt = promisify(write);

interface OpenFile {
  readonly directory: string;
  readonly descriptor: number;
}

/** A file in the system's directory for temporary files, made with the first write. */
export class FileBytes implements StoredBytes {
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
