import type { Answer } from "./answer.ts";
import type { Attempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";

/** Recognises the answer by which a service says that the request's timestamp is off. */
export type IsExpired = (answer: Answer) => boolean;

/**
 * Corrects the clock and tries once more when the service finds the timestamp expired.
 *
 * The service's time is taken from the `Date` of its answer, compared with the middle of the
 * request. An answer with `Age` comes from a cache and tells nothing.
 */
export function withClockSkew(attempt: Attempt, clock: Clock, isExpired: IsExpired): Attempt {
  return (request, context) => {
    const sentAt = clock.localNow();
    return attempt(request, context).then((answer) => {
      if (answer.response.ok || !isExpired(answer)) return answer;
      const serviceTime = readDate(answer.response);
      if (serviceTime === undefined) return answer;
      clock.setOffset(serviceTime - (sentAt + clock.localNow()) / 2);
      return attempt(request, context);
    });
  };
}

function readDate({ headers }: Response): number | undefined {
  const time = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(time) || headers.has("Age") ? undefined : time;
}
