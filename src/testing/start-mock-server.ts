import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
  requireText,
} from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { AnswerPlan } from "./answer-plan.ts";
import { createAnswerRequest } from "./answer-request.ts";
import { flipApi } from "./flip/flip-api.ts";
import type { MockApi, MockCredentials } from "./mock-api.ts";
import { listen, type MockServer } from "./mock-server.ts";
import { piliApi } from "./pili/pili-api.ts";
import { loadPrism } from "./prism/load-prism.ts";
import { readSpec, type SpecOperation } from "./prism/read-spec.ts";
import type { UploadServerOptions } from "./upload/upload-server-options.ts";

/** Name of an API that can be mocked. */
export type ApiName = "flip" | "pili";

const apis: Readonly<Record<ApiName, MockApi<MockCredentials>>> = {
  flip: flipApi,
  pili: piliApi,
};

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
   * may be any. The factory is not looked at: the spec's examples name their own.
   */
  credentials?: MockCredentials | undefined;
  /**
   * The server's clock, for the age of signatures and the header `Date`.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
  /** Of Flip alone: options of {@link MockServer.uploads}. */
  uploads?: UploadServerOptions | undefined;
}

const operationsOf = new Map<ApiName, Promise<SpecOperation[]>>();

/**
 * Starts a server that behaves as the API's spec says: it checks every request, answers with the
 * spec's examples and records what it was asked.
 *
 * What differs from the spec is answered with 400 and a message that names it, never with an example.
 * Ask for other answers by {@link MockServer.answerNext}, or by the header `Prefer` of a request:
 * `code=404`, or `code=200, example=name`.
 *
 * The upload sessions of Flip are real: their locations take the bytes, and the videos that come of
 * them can be asked for.
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
  const { port, credentials, now, uploads } = readOptions(options);
  const api = requireApi(name);
  const live = api.createLiveAnswers?.(uploads);
  const prism = await loadPrism();
  const reading = operationsOf.get(name) ?? readSpec(prism, api.spec);
  operationsOf.set(name, reading);
  const operations = await reading;
  const plan = new AnswerPlan(operations.map(({ id }) => id));
  const verify = api.createVerifier({ credentials, now });
  const answer = createAnswerRequest({ prism, api, operations, verify, plan, live });
  return listen({ port, answer, plan, now, live });
}

function requireApi(name: ApiName): MockApi<MockCredentials> {
  if (Object.hasOwn(apis, name)) return apis[name];
  const names = Object.keys(apis).join(", ");
  throw new InvalidArgumentError("name", `must be one of ${names}, not ${describe(name)}`);
}

function readOptions(options: MockServerOptions) {
  requireObject("options", options);
  const { port = 0, credentials, now = () => new Date(), uploads = {} } = options;
  if (credentials !== undefined) {
    requireObject("credentials", credentials);
    requireText("credentials.accessKey", credentials.accessKey);
    requireText("credentials.secretKey", credentials.secretKey);
  }
  requireInteger("port", port, 0, 65_535);
  return { port, credentials, now: requireFunction("now", now), uploads };
}
