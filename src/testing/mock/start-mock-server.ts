import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
  requireText,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { createAskPrism } from "../spec/example-response.ts";
import { createFindExample } from "../spec/find-example.ts";
import { loadPrism } from "../spec/prism.ts";
import { createValidator } from "../spec/validator.ts";
import type { UploadServerOptions } from "../upload-server/upload-server-options.ts";
import { AnswerPlan } from "./answer-plan.ts";
import { createAnswerRequest } from "./answer-request.ts";
import { type ApiName, loadOperations, requireApi } from "./apis.ts";
import { Clock } from "./clock.ts";
import { FailurePlan } from "./failure-plan.ts";
import type { MockCredentials } from "./mock-api.ts";
import { listen, type MockServer } from "./mock-server.ts";

/** Options of {@link startMockServer}. */
export interface MockServerOptions {
  /**
   * Port on 127.0.0.1. With 0 it is a free one.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * With them every signature is verified, as the service does. Without them it must be there, but
   * may be any.
   */
  credentials?: MockCredentials | undefined;
  /**
   * The server's clock, for the age of signatures and the header `Date`.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
  /**
   * Answers every call with the spec's example, and remembers nothing.
   *
   * @default false
   */
  stateless?: boolean | undefined;
  /**
   * How much faster than real time the service lives: how soon videos are encoded, jobs are done and
   * messages are sent again. With 0 only {@link MockServer.advance} moves it. Signatures age in real
   * time.
   *
   * @default 1
   */
  speed?: number | undefined;
  /**
   * Of Flip alone: id of the factory that exists from the start. With it, other factories must have
   * been created; without it every id that is not known stands for that factory.
   */
  factoryId?: string | undefined;
  /** Of Pili alone: name of the hub. With it, other hubs are unknown; without it any name will do. */
  hub?: string | undefined;
  /** Of Flip alone: options of {@link MockServer.uploads}. */
  uploads?: UploadServerOptions | undefined;
  /**
   * Takes the lines of the server's log: a line for each request, and below it in what it broke the
   * spec, or what its signature should have been made of.
   */
  log?: ((line: string) => void) | undefined;
}

/**
 * Starts a server that behaves as the API's spec and the service's documentation say. It checks every
 * request, records it, and remembers what has been created, changed and deleted; its state begins with
 * the spec's examples.
 *
 * What differs from the spec is answered with 400 and a message that names it, never with an example.
 * Ask for other answers by {@link MockServer.answerNext} and {@link MockServer.fail}, or by the header
 * `Prefer` of a request: `code=404`, or `code=200, example=name`.
 *
 * @throws {MissingPackageError} When a package that it needs is not installed.
 * @throws {InvalidArgumentError} When an option cannot be used.
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
  const prism = await loadPrism();
  const operations = await loadOperations(prism, api);
  const clock = new Clock(now, speed);
  const findExample = createFindExample(operations);
  const service = stateless
    ? undefined
    : api.createService({ findExample, clock, ...serviceOptions });
  const verifier = () => api.createVerifier({ credentials, now });
  const answers = new AnswerPlan(operations.map(({ id }) => id));
  const failures = new FailurePlan();
  let verify = verifier();
  const answer = createAnswerRequest({
    ...{ api, operations, answers, failures, service },
    validator: createValidator(prism),
    askPrism: createAskPrism(),
    verify: (call) => verify(call),
  });
  // Which signatures were used is forgotten, too.
  const reset = () => {
    verify = verifier();
  };
  return listen({ port, answer, answers, failures, clock, service, now, log, reset });
}

function readOptions(options: MockServerOptions) {
  requireObject("options", options);
  const { port = 0, credentials, now = () => new Date(), uploads = {} } = options;
  const { stateless = false, speed = 1, factoryId, hub, log = () => {} } = options;
  if (credentials !== undefined) {
    requireObject("credentials", credentials);
    requireText("credentials.accessKey", credentials.accessKey);
    requireText("credentials.secretKey", credentials.secretKey);
  }
  if (factoryId !== undefined) requireText("factoryId", factoryId);
  if (hub !== undefined) requireText("hub", hub);
  return {
    ...{ credentials, stateless, factoryId, hub, uploads },
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
