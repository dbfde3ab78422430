import { wait } from "../../http/send/wait.ts";

/** A pause that all workers of an upload keep: the server asked one of them for it. */
export class Pause {
  #until = 0;

  /** Prolongs the pause, never shortens it. */
  ask(milliseconds: number): void {
    this.#until = Math.max(this.#until, performance.now() + milliseconds);
  }

  /** Waits until the pause is over, also where it is prolonged meanwhile. */
  async over(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      await waitUntilOnline(signal);
      const left = this.#until - performance.now();
      if (left <= 0) return;
      await wait(left, signal);
    }
  }
}

/** Browsers tell when there is no network at all: then trying is of no use, and no attempt is lost. */
async function waitUntilOnline(signal: AbortSignal): Promise<void> {
  if (globalThis.navigator?.onLine !== false || typeof addEventListener !== "function") return;
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      removeEventListener("online", goOn);
      reject(signal.reason);
    };
    const goOn = (): void => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
    addEventListener("online", goOn, { once: true });
  });
}
