import { TimeoutError } from "../errors.ts";
import { type Answer, requestLine } from "./answer.ts";
import type { Attempt } from "./attempt.ts";
import { ControllerPool } from "./controller-pool.ts";

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
