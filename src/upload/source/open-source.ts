import { openPathSource } from "#upload";
import { type FileInput, nameOf, readFileInput } from "../../http/files/file-input.ts";
import type { Fingerprint } from "../session/upload-state.ts";
import { UploadError } from "../upload-error.ts";
import { sampleContent, type UploadSource } from "./upload-source.ts";

/**
 * Opens what is to be uploaded.
 *
 * Bytes are taken as they are when they are sent: do not change them meanwhile.
 *
 * @throws {InvalidArgumentError} When it is no file, or cannot be found.
 */
export async function openSource(source: FileInput): Promise<UploadSource> {
  const input = readFileInput("source", source);
  return input instanceof Blob ? new BlobSource(input) : openPathSource(input);
}

/** A `Blob`, a `File`, or bytes. The platform itself notices when a `File` changes on disk. */
class BlobSource implements UploadSource {
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
