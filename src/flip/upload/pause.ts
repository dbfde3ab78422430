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
    signal.throwIfAborted();
    while (isOffline() || this.#until > performance.now()) {
      await waitUntilOnline(signal);
      const left = this.#until - performance.now();
      if (left > 0) await wait(left, signal);
    }
  }
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false && typeof addEventListener === "function";
}

/** Browsers tell when there is no network at all: then trying is of no use, and no attempt is lost. */
async function waitUntilOnline(signal: AbortSignal): Promise<void> {
  if (!isOffline()) return;
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
