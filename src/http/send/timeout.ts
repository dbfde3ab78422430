import { TimeoutError } from "../errors.ts";
import { type Answer, type Attempt, requestLine } from "./response.ts";

/**
 * Ends an attempt that takes too long, and one whose caller gives up.
 *
 * The time runs from the start to the last byte of the answer. While a streamed body is sent, each
 * piece that the network takes starts it anew: a slow upload is not a dead one.
 */
export function withTimeout(attempt: Attempt, timeoutMs: number): Attempt {
  const pool = new ControllerPool();
  return (request, { signal, onSent }) =>
    new Promise<Answer>((resolve, reject) => {
      const pooled = pool.take();
      const { controller } = pooled;
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
      };
      const stop = (reason: unknown): void => {
        end();
        reject(reason); // Even when `fetch` takes no notice of the signal.
        controller.abort(reason);
      };
      const giveUp = (): void => stop(signal?.reason);
      const startTimer = () =>
        setTimeout(() => stop(new TimeoutError(requestLine(request), timeoutMs)), timeoutMs);

      let timer = startTimer();
      signal?.addEventListener("abort", giveUp);
      const restart = (bytes: number): void => {
        clearTimeout(timer);
        if (controller.signal.aborted) return;
        timer = startTimer();
        onSent(bytes);
      };
      const succeed = (answer: Answer): void => {
        end();
        // A body that was not read yet still hangs on the signal.
        if (answer.text !== undefined) pool.giveBack(pooled);
        resolve(answer);
      };
      const fail = (reason: unknown): void => {
        end();
        reject(reason);
      };
      attempt(request, { signal: controller.signal, onSent: restart }).then(succeed, fail);
    });
}

/** How often a controller is used. `fetch` leaves a listener on its signal until garbage collection. */
const mostUses = 50;

interface Pooled {
  readonly controller: AbortController;
  uses: number;
}

/**
 * Lends abort controllers to one request after the other.
 *
 * Making the signal of one takes Node longer than a signature, and hardly one is ever used.
 */
class ControllerPool {
  readonly #idle: Pooled[] = [];

  take(): Pooled {
    return this.#idle.pop() ?? { controller: new AbortController(), uses: 0 };
  }

  /** To be called when nothing hangs on the signal any more. */
  giveBack(pooled: Pooled): void {
    pooled.uses++;
    if (pooled.uses < mostUses && !pooled.controller.signal.aborted) this.#idle.push(pooled);
  }
}
