import { once } from "node:events";

/** Waits until the program is asked to end. */
export async function waitForInterruption(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
