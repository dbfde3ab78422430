import { once } from "node:events";
import { type Agent, type OutgoingHttpHeaders, request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { canonicalQuery, TelestreamCloud } from "flip-pili/flip";
import { type MockServer, type MockServerOptions, startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";

export const credentials = {
  accessKey: "my_access_key",
  secretKey: "my_secret_key",
  factoryId: "my_factory_id",
};

/** Starts a mock of Flip with {@link credentials} with a stopped clock. It is closed when the test finishes. */
export async function startFlip(options: MockServerOptions<"flip"> = {}): Promise<MockServer> {
  const mock = await startMockServer("flip", { credentials, speed: 0, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

interface SigningOptions {
  secretKey?: string;
  accessKey?: string;
  factoryId?: string;
  host?: string;
  timestamp?: string;
}

/** Returns signed parameters as a query, without question mark. */
export function signedQuery(
  method: string,
  path: string,
  params: Record<string, unknown> = {},
  { host = "127.0.0.1", timestamp, ...keys }: SigningOptions = {},
): string {
  const tc = new TelestreamCloud({ ...credentials, ...keys, apiHost: host });
  return canonicalQuery(tc.signedParams(method, path, params, { timestamp }));
}

/** Removes a parameter from a query. */
export function without(name: string, query: string): string {
  return query.replace(new RegExp(`(^|&)${name}=[^&]*`), "").replace(/^&/, "");
}

/** A response of a mock. */
export interface MockResponse {
  readonly status: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: unknown;
}

interface SendOptions {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** By default each request opens a connection. */
  readonly agent?: Agent | false;
}

/** Sends a request exactly as given, including `Host`, and parses the JSON of the response. */
export async function send(
  { url }: Pick<MockServer, "url">,
  method: string,
  target: string,
  { headers = {}, body, agent = false }: SendOptions = {},
): Promise<MockResponse> {
  const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
  const request = sendRequest(url, {
    method,
    path: target,
    agent,
    headers: { ...headers, ...length },
  });
  request.end(body);
  const [response] = await once(request, "response");
  const received = await text(response);
  const parsed = received === "" ? undefined : JSON.parse(received);
  return { status: response.statusCode, headers: response.headers, body: parsed };
}

/** Signs and sends a request without body. */
export function sendSigned(
  mock: MockServer,
  method: string,
  path: string,
  params: Record<string, unknown> = {},
  options: SigningOptions = {},
): Promise<MockResponse> {
  return send(mock, method, `/v3.0${path}?${signedQuery(method, path, params, options)}`);
}

/** Encodes a form. Returns its headers and its body. */
export async function encodeForm(
  form: FormData | URLSearchParams,
): Promise<{ headers: OutgoingHttpHeaders; body: Uint8Array }> {
  const response = new Response(form);
  const type = response.headers.get("Content-Type") ?? "";
  return { headers: { "Content-Type": type }, body: new Uint8Array(await response.arrayBuffer()) };
}
