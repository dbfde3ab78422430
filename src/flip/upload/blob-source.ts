import { nameOf } from "../../http/files/file-input.ts";
import { sampleContent } from "./sample.ts";
import { UploadError } from "./upload-error.ts";
import type { UploadSource } from "./upload-source.ts";
import type { Fingerprint } from "./upload-state.ts";

/** A `Blob`, a `File`, or bytes. The platform itself notices when a `File` changes on disk. */
export class BlobSource implements UploadSource {
  readonly name: string;
  readonly size: number;
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.name = nameOf(blob);
    this.size = blob.size;
    this.#blob = blob;
  }

  async fingerprint(): Promise<Fingerprint> {
    return { sample: await sampleContent(this.size, (start, end) => this.read(start, end)) };
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.#blob.slice(start, end).arrayBuffer());
    } catch (cause) {
      throw new UploadError("source-unreadable", "The file cannot be read, or has changed", {
        cause,
      });
    }
  }

  slice(start: number, end: number): Blob {
    return this.#blob.slice(start, end);
  }

  async close(): Promise<void> {}
}
