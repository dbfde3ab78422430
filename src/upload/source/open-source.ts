import { openPath } from "#path-source";
import { describe } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { UploadError } from "../upload-error.ts";
import type { ByteSource } from "./byte-source.ts";
import type { FileInput } from "./file-input.ts";
import { toBaseName } from "./file-name.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { countSamples, hashSamples } from "./hash-samples.ts";
import { isStream } from "./stream-input.ts";

/**
 * Opens a file for reading.
 *
 * Bytes are sent as they are at the time of sending: do not change them in the meantime.
 *
 * @param argument - Name of the argument, for error messages.
 * @throws {InvalidArgumentError} When it is not a file, or cannot be opened.
 */
export async function openSource(argument: string, file: FileInput): Promise<ByteSource> {
  if (typeof file === "string" || file instanceof URL) return openPath(argument, file);
  if (file instanceof Blob) return new BlobSource(file);
  if (file instanceof ArrayBuffer || ArrayBuffer.isView(file)) {
    return new BlobSource(new Blob([file as Uint8Array<ArrayBuffer>]));
  }
  const allowed = "a path, a file: URL, a Blob, a File or bytes";
  const given = isStream(file) ? "a stream: pass it to uploadSession()" : describe(file);
  throw new InvalidArgumentError(argument, `must be ${allowed}, not ${given}`);
}

/** A `Blob`, a `File`, or bytes. The platform itself detects that a `File` has changed on disk. */
class BlobSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  samplesRead = 0;
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.name = toBaseName(blob instanceof File ? blob.name : "");
    this.size = blob.size;
    this.#blob = blob;
  }

  async fingerprint(samples = countSamples(this.size)): Promise<Fingerprint> {
    const sample = await hashSamples(this.size, samples, async (start, end) => {
      const bytes = await this.read(start, end);
      this.samplesRead++;
      return bytes;
    });
    return { sample, ...(samples !== undefined && { samples }) };
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.#blob.slice(start, end).arrayBuffer());
    } catch (cause) {
      const message = "The file cannot be read, or has changed";
      throw new UploadError("source-unreadable", message, { cause });
    }
  }

  slice(start: number, end: number): Blob {
    return this.#blob.slice(start, end);
  }

  async close(): Promise<void> {}
}
