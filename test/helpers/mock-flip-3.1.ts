import { type MockServer, type MockServerOptions, startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";

/** Ids of the spec's examples, the initial state of a mock of Flip 3.1. */
export const seeds = {
  factory: "tg01xxxxxxxxxxxx",
  otherFactory: "tg01yyyyyyyyyyyy",
  video: "4147fd6f38fb552c38aba1e2b6923892",
  processingVideo: "f4c526e2c15a57aebc9721aad258adbd",
  failedVideo: "db3f22e498dbbe4bfe631ac39251297e",
  encoding: "6e2a18dfa05645cc759f9b9bd51d8c94",
  failedEncoding: "73216519c2ff772c668bb85da5976895",
  profile: "aaaabbbbccccddddeeeeffff00001111",
  workflow: "eeeeffff000011112222333344445555",
} as const;

export const apiKey = "tcs_0123456789abcdefghijklmn";

/** A record of the service. */
export interface Item extends Record<string, unknown> {
  readonly id: string;
}

/** A response of a mock. */
export interface KeyResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a call sends. */
export interface KeyCall {
  readonly query?: Readonly<Record<string, string>>;
  /** Body that is sent as JSON. */
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts a mock of Flip 3.1 with a stopped clock, and creates functions that call it with `fetch`. */
export async function startKeyWorld(options: MockServerOptions<"flip-3.1"> = {}) {
  const mock = await startMockServer("flip-3.1", {
    credentials: { apiKey },
    speed: 0,
    now: () => new Date("2026-01-02T03:04:05Z"),
    ...options,
  });
  onTestFinished(() => mock.close());
  return { mock, ...keyCallsTo(mock) };
}

/** Creates functions that send requests with the key and a factory. They return the body of a success. */
export function keyCallsTo(mock: MockServer, factoryId: string = seeds.factory) {
  const call = (method: string, path: string, sent: KeyCall = {}) => {
    const { query, headers, ...others } = sent;
    return sendWithKey(mock, method, path, {
      query: { factory_id: factoryId, ...query },
      headers: { "X-Api-Key": apiKey, ...headers },
      ...others,
    });
  };
  const take = async <Body>(method: string, path: string, sent: KeyCall): Promise<Body> => {
    const { status, body } = await call(method, path, sent);
    if (status !== 200 && status !== 201) {
      throw new Error(`${method} ${path} returned ${status}: ${JSON.stringify(body)}`);
    }
    return body as Body;
  };
  return {
    call,
    get: <Body = Item>(path: string, query: Record<string, string> = {}) =>
      take<Body>("GET", path, { query }),
    post: <Body = Item>(path: string, json?: unknown) => take<Body>("POST", path, { json }),
    put: <Body = Item>(path: string, json?: unknown) => take<Body>("PUT", path, { json }),
    patch: <Body = Item>(path: string, json?: unknown) => take<Body>("PATCH", path, { json }),
    del: <Body = Item>(path: string) => take<Body>("DELETE", path, {}),
  };
}

/** Sends a request, with JSON or a form, exactly with these headers and this query. */
export async function sendWithKey(
  { url }: Pick<MockServer, "url">,
  method: string,
  path: string,
  { query = {}, json, form, headers = {} }: KeyCall = {},
): Promise<KeyResponse> {
  const target = new URL(`/flip/3.1${path}`, url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const type = json === undefined ? {} : { "Content-Type": "application/json" };
  const body = json === undefined ? form : JSON.stringify(json);
  const response = await fetch(target, {
    method,
    headers: { ...type, ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const parsed: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: parsed };
}
