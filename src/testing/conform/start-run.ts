import { randomBytes } from "node:crypto";
import type { SpecOperation } from "../prism/read-spec.ts";
import { Belongings } from "./belongings.ts";
import { type Caller, createCaller } from "./caller.ts";
import type { ConformApi } from "./conform-api.ts";
import type { ReadConformanceOptions } from "./conformance-options.ts";
import { greet, onlyFactory } from "./greet.ts";
import { Journal } from "./journal.ts";
import type { TrialSettings } from "./trial-settings.ts";

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
