import { onAbort, wait } from "../../http/signals.ts";

/** A pause of all workers of an upload, after a `Retry-After` that one of them received. */
export class SharedPause {
  #until = 0;

  /** Extends the pause, and never shortens it. */
  extend(milliseconds: number): void {
    this.#until = Math.max(this.#until, performance.now() + milliseconds);
  }

  /** Waits until the pause is over, also when it is extended in the meantime. */
  async untilOver(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (isOffline() || this.#until > performance.now()) {
      await waitUntilOnline(signal);
      const restMs = this.#until - performance.now();
      if (restMs > 0) await wait(restMs, signal);
    }
  }
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false && typeof addEventListener === "function";
}

/** Waits while the platform reports that there is no network, so that no attempt is wasted. */
async function waitUntilOnline(signal: AbortSignal): Promise<void> {
  if (!isOffline()) return;
  await new Promise<void>((resolve, reject) => {
    const onOnline = (): void => {
      unlink();
      resolve();
    };
    addEventListener("online", onOnline, { once: true });
    const unlink = onAbort(signal, (reason) => {
      removeEventListener("online", onOnline);
      reject(reason);
    });
  });
}
