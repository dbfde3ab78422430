import { readErrorBody } from "../../http/error-body.ts";
import { idsOf, type ReceivedAnswer } from "./answer.ts";
import type { Caller } from "./caller.ts";
import type { ConformApi } from "./conform-api.ts";
import { ConformanceError } from "./conformance-error.ts";

/**
 * Asks a service something simple, before anything is tried.
 *
 * @returns Its answer, whatever that is.
 * @throws {ConformanceError} When there is none, or the keys are refused.
 */
export async function greet(
  send: Caller,
  { greeting }: ConformApi,
  hub: string,
): Promise<ReceivedAnswer> {
  const { answer, failure } = await send(greeting.operationId, greeting.request({ hub }));
  if (answer === undefined) {
    throw new ConformanceError(`Cannot reach the service: ${failure?.message}`, { cause: failure });
  }
  if (answer.status === 401 || answer.status === 403) {
    const { code, message } = readErrorBody(answer.body);
    const said = [answer.status, code, message].filter(Boolean).join(" ");
    throw new ConformanceError(`The service refuses the keys: ${said}`);
  }
  return answer;
}

/** The only factory of an account. */
export function onlyFactory({ body }: ReceivedAnswer): string | undefined {
  const [id, ...others] = idsOf(body);
  return others.length === 0 ? id : undefined;
}
