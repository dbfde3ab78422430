import { createHmac } from "node:crypto";
import { Agent } from "node:http";
import { Credentials, Hub } from "flip-pili/pili";
import { type MockServer, type MockServerOptions, startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { type MockResponse, send } from "./mock-flip.ts";

export const keys = { accessKey: "my_access_key", secretKey: "my_secret_key" };

/** Connections are reused: some tests send thousands of requests. */
const agent = new Agent({ keepAlive: true });

/** Name of the hub in the spec's examples. */
export const hubName = "test-hub";

/** Id of the recorded stream in the spec's examples. */
export const recordedId = "z1.test-hub.55d81a72e3ba5723280000ec";

/** Starts a mock of Pili with a stopped clock. It is closed when the test finishes. */
export async function startPili(options: MockServerOptions<"pili"> = {}): Promise<MockServer> {
  const mock = await startMockServer("pili", { credentials: keys, speed: 0, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Starts a mock of Pili v2 with a stopped clock. It is closed when the test finishes. */
export async function startPiliV2(options: MockServerOptions<"pili-v2"> = {}): Promise<MockServer> {
  const mock = await startMockServer("pili-v2", { credentials: keys, speed: 0, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Creates a hub that sends requests to a mock, without retries. */
export function connect({ host, port }: MockServer, name: string = hubName): Hub {
  const address = `${host}:${port}`;
  const credentials = new Credentials(keys.accessKey, keys.secretKey);
  return new Hub(credentials, name, { apiHost: address, jobHost: address, retries: 0 });
}

/** A request of any client. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** Address of a mock, or of a proxy in front of it. */
type Address = Pick<MockServer, "host" | "port" | "url">;

/** Signs a request according to the service's documentation, without our client, and sends it. */
export function sendRaw(mock: Address, request: RawRequest): Promise<MockResponse> {
  const { method, target, contentType, body } = request;
  const type = contentType === undefined ? {} : { "Content-Type": contentType };
  const headers = { ...type, Authorization: authorize(mock, request) };
  return send(mock, method, target, { headers, agent, ...(body !== undefined && { body }) });
}

/** Sends JSON. */
export function sendJson(
  mock: MockServer,
  method: string,
  target: string,
  body?: unknown,
): Promise<MockResponse> {
  const json = { contentType: "application/json", body: JSON.stringify(body) };
  return sendRaw(mock, { method, target, ...(body !== undefined && json) });
}

function authorize({ host, port }: Address, request: RawRequest): string {
  const { method, target, contentType, body = "" } = request;
  const type = contentType === undefined ? "" : `\nContent-Type: ${contentType}`;
  const text = `${method} ${target}\nHost: ${host}:${port}${type}\n\n${body}`;
  const digest = createHmac("sha1", keys.secretKey).update(text).digest("base64");
  return `Qiniu ${keys.accessKey}:${digest.replaceAll("+", "-").replaceAll("/", "_")}`;
}
