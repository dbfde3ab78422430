import type { MockServer, MockServerOptions } from "flip-pili/testing";
import { credentials, type MockResponse, sendSigned, startFlip } from "./mock-flip.ts";

/** Ids of the spec's examples, the initial state of a mock of Flip. */
export const seeds = {
  factory: "abcdeb2cc233daaa26da6e7dd77eabcd",
  otherFactory: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
  video: "4147fd6f38fb552c38aba1e2b6923892",
  processingVideo: "f4c526e2c15a57aebc9721aad258adbd",
  failedVideo: "db3f22e498dbbe4bfe631ac39251297e",
  encoding: "6e2a18dfa05645cc759f9b9bd51d8c94",
  processingEncoding: "0b0cbf12f9541c6c2d5d20fdb494ba17",
  failedEncoding: "73216519c2ff772c668bb85da5976895",
  profile: "aaaabbbbccccddddeeeeffff00001111",
  otherProfile: "bbbbccccddddeeeeffff000011112222",
} as const;

type Fields = Record<string, unknown>;

/** A record of the service. */
export interface Item extends Fields {
  readonly id: string;
}

/** Starts a mock of Flip with a stopped clock, and creates functions that call it. */
export async function startWorld(options: MockServerOptions<"flip"> = {}) {
  const now = () => new Date("2026-01-02T03:04:05Z");
  const mock = await startFlip({ speed: 0, now, ...options });
  return { mock, ...callsTo(mock) };
}

/** Creates functions that send signed requests. They return the body of a success, except for `call`. */
export function callsTo(mock: MockServer, factoryId: string = credentials.factoryId) {
  let count = 0;
  const call = (method: string, path: string, params: Fields = {}): Promise<MockResponse> => {
    // A signature of a POST is accepted once: no two may have the same timestamp.
    const time = new Date(Date.parse("2026-01-02T03:04:05Z") + ++count).toISOString();
    return sendSigned(mock, method, path, params, { timestamp: time, factoryId });
  };
  const take = async <Body>(method: string, path: string, params: Fields = {}): Promise<Body> => {
    const { status, body } = await call(method, path, params);
    if (status !== 200 && status !== 201) {
      throw new Error(`${method} ${path} returned ${status}: ${JSON.stringify(body)}`);
    }
    return body as Body;
  };
  return {
    call,
    get: <Body = Item>(path: string, params?: Fields) => take<Body>("GET", path, params),
    post: <Body = Item>(path: string, params?: Fields) => take<Body>("POST", path, params),
    put: <Body = Item>(path: string, params?: Fields) => take<Body>("PUT", path, params),
    del: <Body = Item>(path: string, params?: Fields) => take<Body>("DELETE", path, params),
    list: (path: string, params?: Fields) => take<Item[]>("GET", path, params),
  };
}
