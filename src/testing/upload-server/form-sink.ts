import { MultipartReader, readBoundary } from "../exchange/multipart.ts";
import type { ByteSink } from "./storage.ts";

/**
 * Takes a form, and passes the content of its file to another sink, as it arrives. Old browsers send a
 * whole file like this. A malformed form is read to its end.
 */
export class FormSink implements ByteSink {
  readonly #file: ByteSink;
  readonly #fileSize: number;
  #reader: MultipartReader | undefined;
  #fault: string | undefined;
  #arrived: Buffer[] = [];
  #size = 0;

  /** @param fileSize - Size of the file, in bytes. */
  constructor(contentType: string, file: ByteSink, fileSize: number) {
    this.#file = file;
    this.#fileSize = fileSize;
    this.#guard(() => {
      const keep = (bytes: Buffer) => void this.#arrived.push(bytes);
      this.#reader = new MultipartReader(readBoundary(contentType), keep);
    });
  }

  /** Reason why the form is malformed or its file has the wrong size, if it has. */
  get fault(): string | undefined {
    return this.#fault;
  }

  async add(bytes: Buffer): Promise<void> {
    this.#guard(() => this.#reader?.write(bytes));
    const arrived = this.#arrived;
    this.#arrived = [];
    for (const chunk of arrived) {
      this.#size += chunk.length;
      if (this.#size <= this.#fileSize) await this.#file.add(chunk);
    }
  }

  async finish(): Promise<void> {
    this.#guard(() => this.#reader?.end());
    if (this.#size !== this.#fileSize) {
      this.#fault ??= `The file has ${this.#fileSize} bytes, not ${this.#size}`;
    }
    await this.#file.finish();
  }

  /** Runs a step unless an earlier one has failed. */
  #guard(step: () => void): void {
    if (this.#fault !== undefined) return;
    try {
      step();
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error);
    }
  }
}
