import { randomBytes } from "node:crypto";
import { createTransport } from "#transport";
import { FlipPiliError, readErrorBody } from "../../http/errors.ts";
import type { Transport } from "../../http/transport/transport.ts";
import type { SpecOperation } from "../spec/operation.ts";
import { type Caller, createCaller } from "./caller.ts";
import { CheckLog } from "./check-log.ts";
import type { ConformApi } from "./conform-api.ts";
import type { ResolvedConformanceOptions, RunSettings } from "./conformance-options.ts";
import { CreatedResources } from "./created-resources.ts";
import { type CallResponse, idsOf } from "./response.ts";

/** A run against a service whose connection has been checked. */
export interface Run {
  readonly settings: RunSettings;
  readonly log: CheckLog;
  readonly resources: CreatedResources;
  readonly transport: Transport;
  /** Makes the calls of the steps, until the run is aborted. */
  readonly send: Caller;
  /** Makes the calls of the cleanup, also after the run is aborted. */
  readonly sendAnyway: Caller;
}

/**
 * Checks the connection to the service and prepares a run.
 *
 * @throws {ConformanceError} When the service cannot be reached or rejects the keys.
 */
export async function startRun<Credentials>(
  api: ConformApi<Credentials>,
  credentials: Credentials,
  operations: ReadonlyMap<string, SpecOperation>,
  options: ResolvedConformanceOptions,
): Promise<Run> {
  const { url, jobUrl, hub, timeoutMs, signal, now } = options;
  const transport = createTransport(options.connection);
  const log = new CheckLog();
  const createCallerFor = (factoryId: string | undefined, end: AbortSignal | undefined) =>
    createCaller({
      operations,
      log,
      address: { url, jobUrl },
      sign: api.createSigner({ credentials, factoryId, now }),
      transport,
      limits: { timeoutMs, signal: end },
      hooks: options.hooks,
    });
  const send = createCallerFor(options.factoryId, signal);
  const response = await checkConnection(send, api, hub);
  const factoryId = options.factoryId ?? onlyFactory(response);
  return {
    settings: toSettings({ ...options, factoryId }),
    log,
    resources: new CreatedResources(),
    transport,
    send: createCallerFor(factoryId, signal),
    sendAnyway: createCallerFor(factoryId, undefined),
  };
}

function toSettings(options: ResolvedConformanceOptions): RunSettings {
  const { factoryId, hub, sourceUrl, recordedStream, timeoutMs, signal } = options;
  const runName = `flip-pili-conform-${randomBytes(4).toString("hex")}`;
  let names = 0;
  const newName = () => `${runName}-${++names}`;
  return { runName, newName, factoryId, hub, sourceUrl, recordedStream, timeoutMs, signal };
}

/**
 * Makes a call that shows whether the service can be reached and accepts the keys.
 *
 * @returns The response, which may also be an error of another kind.
 * @throws {ConformanceError} When there is no response, or the keys are rejected.
 */
async function checkConnection(
  send: Caller,
  { connectionCheck }: Pick<ConformApi<never>, "connectionCheck">,
  hub: string,
): Promise<CallResponse> {
  const { response, failure } = await send(
    connectionCheck.operationId,
    connectionCheck.request({ hub }),
  );
  if (response === undefined) {
    throw new ConformanceError(`Cannot reach the service: ${failure?.message}`, { cause: failure });
  }
  if (response.status === 401 || response.status === 403) {
    const { code, message } = readErrorBody(response.body);
    const details = [response.status, code, message].filter(Boolean).join(" ");
    throw new ConformanceError(`The service rejects the keys: ${details}`);
  }
  return response;
}

/** Returns the id of the factory of an account, if there is exactly one. */
function onlyFactory({ body }: CallResponse): string | undefined {
  const [id, ...others] = idsOf(body);
  return others.length === 0 ? id : undefined;
}

/** Thrown when a service cannot be checked at all: it cannot be reached, or it rejects the keys. */
export class ConformanceError extends FlipPiliError {
  override readonly name = "ConformanceError" as const;
}
