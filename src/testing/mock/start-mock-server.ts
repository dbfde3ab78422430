import { readConnectionOptions } from "#transport";
import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
  requireText,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import { loadSpec } from "../spec/load-spec.ts";
import type { UploadServerOptions } from "../upload-server/upload-server-options.ts";
import { type ApiName, requireApi } from "./apis.ts";
import { MockClock } from "./clock.ts";
import { createRequestHandler } from "./handle-request.ts";
import { type MockCredentials, requireMockCredentials } from "./mock-api.ts";
import { type MockServer, startServer } from "./mock-server.ts";
import { FailurePlan, ResponsePlan } from "./planned-responses.ts";

/** Options of {@link startMockServer}. */
export interface MockServerOptions {
  /**
   * Port on 127.0.0.1. With 0 a free port is chosen.
   *
   * @default 0
   */
  port?: number | undefined;
  /** Keys that signatures are verified with. Without them a signature must be present, but is not checked. */
  credentials?: MockCredentials | undefined;
  /**
   * The server's clock, used for the age of signatures and the header `Date`.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
  /**
   * Whether every response is the example of the spec, without any state.
   *
   * @default false
   */
  stateless?: boolean | undefined;
  /**
   * Speed of the service's clock compared with real time: how soon videos are encoded, jobs finish and
   * messages are resent. With 0 only {@link MockServer.advance} moves it. Signatures age in real time.
   *
   * @default 1
   */
  speed?: number | undefined;
  /**
   * Flip only: id of the factory that exists from the start. With it, other factories must have been
   * created. Without it, every unknown id stands for that factory.
   */
  factoryId?: string | undefined;
  /** Pili only: name of the hub. With it, other hubs are unknown. Without it, any name is a hub. */
  hub?: string | undefined;
  /** Flip only: options of {@link MockServer.uploads}. */
  uploads?: UploadServerOptions | undefined;
  /** Agent for the webhooks and callbacks that the server sends, as of a client. Node only. */
  agent?: ConnectionOptions["agent"];
  /**
   * Certificate authorities that are trusted instead of the default ones, for the receivers of webhooks
   * and callbacks. Node only.
   */
  ca?: ConnectionOptions["ca"];
  /**
   * Receives the lines of the log: one for each request, followed by its violations of the spec and, for
   * a rejected signature, by the string to sign.
   */
  log?: ((line: string) => void) | undefined;
}

/**
 * Starts a server that behaves as described by the API's spec and the service's documentation. It
 * checks and records every request, and remembers what was created, changed and deleted. Its initial
 * state consists of the spec's examples.
 *
 * A request that violates the spec is rejected with 400 and a message that names the violation. Request
 * other responses with {@link MockServer.answerNext} and {@link MockServer.fail}, or with the header
 * `Prefer` of a request: `code=404`, or `code=200, example=name`.
 *
 * @throws {MissingPackageError} When a required package is not installed.
 * @throws {InvalidArgumentError} When an option is invalid.
 * @example
 * const mock = await startMockServer("flip", { credentials });
 * const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
 */
export async function startMockServer(
  name: ApiName,
  options: MockServerOptions = {},
): Promise<MockServer> {
  const { port, credentials, now, stateless, speed, log, ...serviceOptions } = readOptions(options);
  const api = requireApi(name);
  const spec = await loadSpec(api.spec);
  const { operations } = spec;
  const clock = new MockClock(now, speed);
  const service = stateless
    ? undefined
    : api.createService({ ...serviceOptions, operations, clock });
  const createVerifier = () => api.createVerifier({ credentials, now });
  const responses = new ResponsePlan(operations.map(({ id }) => id));
  const failures = new FailurePlan();
  let verifier = createVerifier();
  const handle = createRequestHandler({
    api,
    spec,
    responses,
    failures,
    service,
    verify: (call) => verifier(call),
  });
  // A new verifier also forgets which signatures were used.
  const reset = () => {
    verifier = createVerifier();
  };
  return startServer({ port, handle, responses, failures, clock, service, now, log, reset });
}

function readOptions(options: MockServerOptions) {
  requireObject("options", options);
  const { port = 0, credentials, now = () => new Date(), uploads = {} } = options;
  const { stateless = false, speed = 1, factoryId, hub, agent, ca, log = () => {} } = options;
  if (credentials !== undefined) requireMockCredentials(credentials);
  if (factoryId !== undefined) requireText("factoryId", factoryId);
  if (hub !== undefined) requireText("hub", hub);
  return {
    credentials,
    stateless,
    factoryId,
    hub,
    uploads,
    connection: readConnectionOptions({ agent, ca }),
    port: requireInteger("port", port, 0, 65_535),
    now: requireFunction("now", now),
    log: requireFunction("log", log),
    speed: requireSpeed(speed),
  };
}

function requireSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0) return speed;
  throw new InvalidArgumentError("speed", `must be a number from 0 up, not ${describe(speed)}`);
}
