import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file to send. */
export interface TestFile {
  readonly path: string;
  readonly fileSize: number;
}

/** Temporary files of zeros that take no disk space. */
export class SparseFiles implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<SparseFiles> {
    return new SparseFiles(await mkdtemp(join(tmpdir(), "flip-pili-upload-")));
  }

  /** Creates a file and reads it once, so that it is cached for every sender. */
  async createFile(fileSize: number): Promise<TestFile> {
    const path = join(this.#folder, `${fileSize}.mp4`);
    const handle = await open(path, "w");
    await handle.truncate(fileSize);
    await handle.close();
    const reading = createReadStream(path, { highWaterMark: 1024 * 1024 });
    for await (const _ of reading);
    return { path, fileSize };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
