import type { ByteSource } from "./byte-source.ts";

/** Time in milliseconds that a file stays open after it was described. */
const keepMs = 1_000;

/** A file that stays open after it was described: an upload that starts soon need not open it again. */
export class DescribedSource {
  #source: ByteSource | undefined;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#timer = setTimeout(() => void this.close().catch(() => {}), keepMs);
    // Browsers have numbers, and nothing that a timer keeps running.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  /** Returns the open file, once. */
  take(): ByteSource | undefined {
    clearTimeout(this.#timer);
    const source = this.#source;
    this.#source = undefined;
    return source;
  }

  async close(): Promise<void> {
    await this.take()?.close();
  }
}
