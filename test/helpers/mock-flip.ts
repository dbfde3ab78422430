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

/** Starts a mock of Flip that knows {@link credentials}, and ends with the test. */
export async function startFlip(options: MockServerOptions = {}): Promise<MockServer> {
  const mock = await startMockServer("flip", { credentials, ...options });
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

/** Signed parameters as a query, without question mark. */
export function signedQuery(
  method: string,
  path: string,
  params: Record<string, unknown> = {},
  { host = "127.0.0.1", timestamp, ...keys }: SigningOptions = {},
): string {
  const tc = new TelestreamCloud({ ...credentials, ...keys, apiHost: host });
  return canonicalQuery(tc.signedParams(method, path, params, { timestamp }));
}

/** A query without one of its parameters. */
export function without(name: string, query: string): string {
  return query.replace(new RegExp(`(^|&)${name}=[^&]*`), "").replace(/^&/, "");
}

/** What a mock has answered. */
export interface MockAnswer {
  readonly status: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: unknown;
}

interface SendOptions {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** By default each request has a connection of its own. */
  readonly agent?: Agent | false;
}

/** Sends a request exactly as given, `Host` included, and reads the JSON of the answer. */
export async function send(
  { url }: Pick<MockServer, "url">,
  method: string,
  target: string,
  { headers = {}, body, agent = false }: SendOptions = {},
): Promise<MockAnswer> {
  const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
  const request = sendRequest(url, {
    ...{ method, path: target, agent },
    headers: { ...headers, ...length },
  });
  request.end(body);
  const [response] = await once(request, "response");
  const answer = await text(response);
  const parsed = answer === "" ? undefined : JSON.parse(answer);
  return { status: response.statusCode, headers: response.headers, body: parsed };
}

/** Signs and sends a request without body. */
export function sendSigned(
  mock: MockServer,
  method: string,
  path: string,
  params: Record<string, unknown> = {},
  options: SigningOptions = {},
): Promise<MockAnswer> {
  return send(mock, method, `/v3.0${path}?${signedQuery(method, path, params, options)}`);
}

/** The headers of a form, with the body that `form` stands for. */
export async function encodeForm(
  form: FormData | URLSearchParams,
): Promise<{ headers: OutgoingHttpHeaders; body: Uint8Array }> {
  const response = new Response(form);
  const type = response.headers.get("Content-Type") ?? "";
  return { headers: { "Content-Type": type }, body: new Uint8Array(await response.arrayBuffer()) };
}
