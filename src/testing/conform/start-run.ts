import { randomBytes } from "node:crypto";
import { readErrorBody } from "../../http/errors.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import { idsOf, type ReceivedAnswer } from "./answer.ts";
import { type Caller, createCaller } from "./caller.ts";
import { Belongings } from "./clean-up.ts";
import type { ConformApi } from "./conform-api.ts";
import { ConformanceError } from "./conformance-error.ts";
import type { ReadConformanceOptions } from "./conformance-options.ts";
import { Journal } from "./journal.ts";
import type { TrialSettings } from "./trial.ts";

/** A run against a service that has been greeted. */
export interface Run {
  readonly settings: TrialSettings;
  readonly journal: Journal;
  readonly belongings: Belongings;
  /** Makes the calls of the trials, until the run is ended. */
  readonly send: Caller;
  /** Makes those that clean up, whatever happens. */
  readonly sendAnyway: Caller;
}

/** @throws {ConformanceError} When the service cannot be reached, or refuses the keys. */
export async function startRun(
  api: ConformApi,
  operations: ReadonlyMap<string, SpecOperation>,
  options: ReadConformanceOptions,
): Promise<Run> {
  const { credentials, url, jobUrl, hub, timeoutMs, signal, now } = options;
  const journal = new Journal();
  const createCallerFor = (factoryId: string | undefined, end: AbortSignal | undefined) =>
    createCaller({
      ...{ operations, journal, address: { url, jobUrl } },
      sign: api.createSigner({ ...credentials, factoryId, now }),
      limits: { timeoutMs, signal: end },
    });
  const greeting = await greet(createCallerFor(options.factoryId, signal), api, hub);
  const factoryId = options.factoryId ?? onlyFactory(greeting);
  return {
    settings: toSettings({ ...options, factoryId }),
    journal,
    belongings: new Belongings(),
    send: createCallerFor(factoryId, signal),
    sendAnyway: createCallerFor(factoryId, undefined),
  };
}

function toSettings(options: ReadConformanceOptions): TrialSettings {
  const { factoryId, hub, sourceUrl, recordedStream, timeoutMs, signal } = options;
  const runName = `flip-pili-conform-${randomBytes(4).toString("hex")}`;
  let names = 0;
  const newName = () => `${runName}-${++names}`;
  return {
    ...{ runName, newName, factoryId, hub, sourceUrl, recordedStream, timeoutMs, signal },
  };
}

/**
 * Asks a service something simple, before anything is tried.
 *
 * @returns Its answer, whatever that is.
 * @throws {ConformanceError} When there is none, or the keys are refused.
 */
async function greet(send: Caller, { greeting }: ConformApi, hub: string): Promise<ReceivedAnswer> {
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
function onlyFactory({ body }: ReceivedAnswer): string | undefined {
  const [id, ...others] = idsOf(body);
  return others.length === 0 ? id : undefined;
}
