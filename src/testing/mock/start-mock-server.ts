import { readConnectionOptions } from "#transport";
import {
  describe,
  requireBoolean,
  requireFunction,
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireOneOf,
  requireText,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import { createAccessCheck, requireAllowHosts } from "../exchange/check-access.ts";
import { type ListenOptions, requireBind } from "../exchange/listen.ts";
import { loadSpec } from "../spec/load-spec.ts";
import { allowsOrigin, requireCors } from "../upload-server/cors.ts";
import {
  requireUploadServerOptions,
  type UploadServerOptions,
} from "../upload-server/upload-server-options.ts";
import { type ApiCredentials, type ApiName, requireApi } from "./apis.ts";
import { MockClock } from "./clock.ts";
import { createRequestHandler } from "./handle-request.ts";
import { type ErrorsAs, errorForms, type NotLiveAs, notLiveForms } from "./mock-api.ts";
import { type MockServer, startServer } from "./mock-server.ts";
import { FailurePlan, ResponsePlan } from "./planned-responses.ts";

/**
 * Options of {@link startMockServer}.
 *
 * @typeParam Name - Name of the API.
 */
export interface MockServerOptions<Name extends ApiName = ApiName> extends ListenOptions {
  /**
   * Port to listen on. With 0 a free port is chosen.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * Pages of other origins that may call the API and send uploads: all, none, or those of the listed
   * origins, such as `http://localhost:3000`.
   *
   * @default false
   */
  cors?: boolean | readonly string[] | undefined;
  /**
   * Keys that calls are verified with. Without them a signature, or for Flip 3.1 an API key, must be
   * present, but is not checked.
   */
  credentials?: ApiCredentials[Name] | undefined;
  /**
   * The server's clock, used for the age of signatures and the header `Date`.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
  /**
   * Whether a request that violates the spec is rejected with 400 although the service accepts it, such
   * as one with an unknown parameter. Otherwise it is served, and {@link RecordedRequest.findings} and
   * the log report the violation.
   *
   * @default false
   */
  strict?: boolean | undefined;
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
  /**
   * Both versions of Pili only: name of the hub. With it, other hubs are unknown. Without it, any name is a
   * hub.
   */
  hub?: string | undefined;
  /**
   * Pili v1 only: content of the field `error` in errors. With `"text"` they have the form
   * `{"error":"not found","errno":404001}`, which the service has sent since about October 2016; with
   * `"number"`, they have the earlier form `{"error":404001,"message":"not found"}`.
   *
   * @default "text"
   */
  errorsAs?: ErrorsAs | undefined;
  /**
   * Pili v2 only: response to a call for the live status of a stream that is not live. It is status 619
   * with the error `no live`, status 404 with the error `not found`, or status 200 with zeros. The service
   * has sent all three.
   *
   * @default "619"
   */
  notLiveAs?: NotLiveAs | undefined;
  /** Flip only: options of {@link MockServer.uploads}. */
  uploads?: UploadServerOptions | undefined;
  /** Agent for the webhooks and callbacks that the server sends, as for a client. */
  agent?: ConnectionOptions["agent"];
  /**
   * Trusted certificate authorities in PEM format, instead of those of Node, for the receivers of webhooks
   * and callbacks.
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
 * What the service rejects is rejected: wrong signatures, unknown ids, values that the spec does not
 * allow. What merely violates the spec, such as an unknown parameter, is served as by the service, and
 * reported in {@link RecordedRequest.findings} and in the log; with `strict` it is rejected. Request
 * other responses with {@link MockServer.answerNext} and {@link MockServer.fail}, or with the header
 * `Prefer` of a request: `code=404`, or `code=200, example=name`.
 *
 * @throws {MissingPackageError} When a required package is not installed.
 * @throws {InvalidArgumentError} When an option is invalid.
 * @example
 * const mock = await startMockServer("flip", { credentials });
 * const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
 */
export async function startMockServer<Name extends ApiName>(
  name: Name,
  options: MockServerOptions<Name> = {},
): Promise<MockServer> {
  const settings = readOptions(options);
  const { now, stateless, strict, errorsAs, speed, log, access } = settings;
  const { credentials } = options;
  const api = requireApi(name);
  if (credentials !== undefined) api.requireCredentials(credentials);
  const spec = await loadSpec(api.spec);
  const { operations } = spec;
  const clock = new MockClock(now, speed);
  const account = { ...settings.account, operations, clock, log, credentials, now };
  const service = stateless ? undefined : api.createService(account);
  const createVerifier = () => api.createVerifier({ credentials, now });
  const responses = new ResponsePlan(operations.map(({ id }) => id));
  const failures = new FailurePlan();
  let verifier = createVerifier();
  const handle = createRequestHandler({
    api,
    spec,
    strict,
    errorsAs,
    responses,
    failures,
    service,
    verify: (call) => verifier(call),
  });
  // A new verifier also forgets which signatures were used.
  const reset = () => {
    verifier = createVerifier();
  };
  return startServer({ ...access, handle, responses, failures, clock, service, now, log, reset });
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = {
  port: true,
  bind: true,
  allowHosts: true,
  cors: true,
  credentials: true,
  now: true,
  strict: true,
  stateless: true,
  speed: true,
  factoryId: true,
  hub: true,
  errorsAs: true,
  notLiveAs: true,
  uploads: true,
  agent: true,
  ca: true,
  log: true,
} satisfies Record<keyof MockServerOptions, true>;

function readOptions(options: MockServerOptions) {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { now = () => new Date(), uploads = {}, errorsAs = "text", notLiveAs = "619" } = options;
  const { stateless = false, strict, speed = 1, factoryId, hub, log = () => {} } = options;
  const { agent, ca } = options;
  requireUploadServerOptions("uploads", uploads);
  if (factoryId !== undefined) requireText("factoryId", factoryId);
  if (hub !== undefined) requireText("hub", hub);
  return {
    stateless,
    strict: requireBoolean("strict", strict) ?? false,
    errorsAs: requireOneOf("errorsAs", errorsAs, errorForms),
    access: readAccess(options),
    account: {
      factoryId,
      hub,
      notLiveAs: requireOneOf("notLiveAs", notLiveAs, notLiveForms),
      uploads: { ...inherited(options), ...uploads },
      connection: readConnectionOptions({ agent, ca }),
    },
    now: requireFunction("now", now),
    log: requireFunction("log", log),
    speed: requireSpeed(speed),
  };
}

/** Checks the options that say where the server listens, and who may use it. */
function readAccess({ port = 0, cors = false, ...options }: MockServerOptions) {
  const bind = requireBind(options.bind);
  const allowHosts = requireAllowHosts(options.allowHosts);
  requireCors(cors);
  const checkAccess = createAccessCheck({
    bind,
    allowHosts,
    allowsOrigin: (origin) => allowsOrigin(origin, cors),
  });
  return { port: requireInteger("port", port, 0, 65_535), bind, cors, checkAccess };
}

/** Returns the options that the upload server has, too, unless it has others. */
function inherited({ bind, allowHosts, cors }: MockServerOptions): UploadServerOptions {
  return { bind, allowHosts, cors };
}

function requireSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0) return speed;
  throw new InvalidArgumentError("speed", `must be a number from 0 up, not ${describe(speed)}`);
}
