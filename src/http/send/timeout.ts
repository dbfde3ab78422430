import { TimeoutError } from "../errors.ts";
import { onAbort } from "../signals.ts";
import { type Attempt, type ReceivedResponse, requestLine } from "./messages.ts";

/**
 * Ends an attempt that takes too long, or whose signal aborts.
 *
 * The time runs from the start to the last byte of the response. Each chunk of a streamed body that
 * is written restarts it: a slow upload is not a dead one.
 */
export function withTimeout(attempt: Attempt, timeoutMs: number): Attempt {
  const pool = new ControllerPool();
  return (request, { signal, onSent }) =>
    new Promise<ReceivedResponse>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const pooled = pool.acquire();
      const { controller } = pooled;
      const end = (): void => {
        clearTimeout(timer);
        unlink();
      };
      const stop = (reason: unknown): void => {
        end();
        reject(reason); // Even when `fetch` ignores the signal.
        controller.abort(reason);
      };
      const startTimer = () =>
        setTimeout(() => stop(new TimeoutError(requestLine(request), timeoutMs)), timeoutMs);

      let timer = startTimer();
      const unlink = onAbort(signal, stop);
      const restart = (bytes: number): void => {
        clearTimeout(timer);
        if (controller.signal.aborted) return;
        timer = startTimer();
        onSent(bytes);
      };
      const succeed = (received: ReceivedResponse): void => {
        end();
        // A body that has not been read yet still depends on the signal.
        if (received.text !== undefined) pool.release(pooled);
        resolve(received);
      };
      const fail = (reason: unknown): void => {
        end();
        reject(reason);
      };
      attempt(request, { signal: controller.signal, onSent: restart }).then(succeed, fail);
    });
}

/** Maximum uses of a controller. `fetch` leaves a listener on its signal until garbage collection. */
const maxUses = 50;

interface Pooled {
  readonly controller: AbortController;
  uses: number;
}

/**
 * Reuses abort controllers for one request after another.
 *
 * Creating a signal takes Node longer than a signature, and most signals never abort.
 */
class ControllerPool {
  readonly #idle: Pooled[] = [];

  acquire(): Pooled {
    return this.#idle.pop() ?? { controller: new AbortController(), uses: 0 };
  }

  /** Returns a controller to the pool. Nothing may depend on its signal any longer. */
  release(pooled: Pooled): void {
    pooled.uses++;
    if (pooled.uses < maxUses && !pooled.controller.signal.aborted) this.#idle.push(pooled);
  }
}
