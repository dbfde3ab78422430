import { UploadError } from "./upload-error.ts";

/** What ends the wait for a source. */
export interface SourcePatience {
  readonly signal: AbortSignal;
  /** Milliseconds that a source may take to answer. */
  readonly limitMs: number;
}

/**
 * Waits for a source, whose reads no signal can end: a disk on a network may hang for ever.
 *
 * @throws {UploadError} When it takes too long. When the signal ends the wait, it is its reason.
 */
export async function awaitSource<Value>(
  value: Promise<Value>,
  { signal, limitMs }: SourcePatience,
): Promise<Value> {
  let giveUp = (_: unknown): void => {};
  const given = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const message = `The file did not answer for ${limitMs} ms`;
  const stop = (): void => giveUp(signal.reason);
  const timer = setTimeout(() => giveUp(new UploadError("source-unreadable", message)), limitMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([value, given]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
