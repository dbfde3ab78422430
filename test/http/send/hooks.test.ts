import { inspect } from "node:util";
import {
  type FlipOptions,
  NetworkError,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import {
  closedPort,
  connect,
  credentials,
  type FlipServer,
  startServer,
} from "../../helpers/flip-server.ts";
import { hubOf, keys } from "../../helpers/pili-server.ts";

/** Creates hooks that record all events in order. */
function recordEvents() {
  const requests: RequestEvent[] = [];
  const responses: ResponseEvent[] = [];
  const retries: RetryEvent[] = [];
  const order: string[] = [];
  const hooks = {
    onRequest: (event: RequestEvent) => {
      requests.push(event);
      order.push(`request ${event.attempt}`);
    },
    onResponse: (event: ResponseEvent) => {
      responses.push(event);
      order.push(`response ${event.request.attempt}`);
    },
    onRetry: (event: RetryEvent) => {
      retries.push(event);
      order.push(`retry ${event.request.attempt}`);
    },
  } satisfies Partial<FlipOptions>;
  return { requests, responses, retries, order, hooks };
}

/** Starts a server whose first response is 503 with `Retry-After: 0`. */
async function startBusyServer(): Promise<FlipServer> {
  const busy = {
    status: 503,
    headers: {
      "Retry-After": "0",
      "Set-Cookie": "c=secret-cookie",
      Location: "/?a=secret-location",
    },
    json: {},
  };
  const server = await startServer(() => {
    const headers = { "X-Request-Id": `r-${server.requests.length}` };
    return server.requests.length === 1 ? busy : { headers, json: [] };
  });
  return server;
}

test("hooks see each attempt, its response and the retry between them", async () => {
  const server = await startBusyServer();
  const { requests, responses, retries, order, hooks } = recordEvents();

  await connect(server, { retries: 1, ...hooks }).get("/videos.json", { page: 2 });

  const url = `http://127.0.0.1:${server.port}/v3.0/videos.json`;
  expect(order).toEqual(["request 1", "response 1", "retry 1", "request 2", "response 2"]);
  expect(requests).toMatchObject([
    { method: "GET", url, attempt: 1 },
    { method: "GET", url, attempt: 2 },
  ]);
  expect(responses).toMatchObject([
    { status: 503, error: undefined, requestId: undefined },
    { status: 200, error: undefined, requestId: "r-2" },
  ]);
  expect(responses.map(({ request }) => request)).toEqual(requests);
  expect(responses[0]?.request).toBe(requests[0]);
  expect(responses.every(({ durationMs }) => durationMs > 0)).toBe(true);
  expect(retries).toEqual([
    { request: requests[0], status: 503, error: undefined, delayMs: expect.any(Number) },
  ]);
});

test("attempts of concurrent calls are counted separately", async () => {
  const server = await startServer(() => ({ json: [] }));
  const { requests, hooks } = recordEvents();
  const tc = connect(server, hooks);

  await Promise.all([tc.get("/videos.json"), tc.get("/videos.json")]);

  expect(requests.map(({ attempt }) => attempt)).toEqual([1, 1]);
});

test("onResponse and onRetry get the error of an attempt without a response", async () => {
  const { responses, retries, hooks } = recordEvents();
  const tc = connect({ port: await closedPort() }, hooks);

  const failure = await tc.post("/videos.json", {}, { retries: 1 }).catch((error) => error);

  expect(failure).toBeInstanceOf(NetworkError);
  expect(responses).toMatchObject([{ status: undefined }, { status: undefined }]);
  expect(responses[1]?.error).toBe(failure);
  expect(retries[0]?.error).toBe(responses[0]?.error);
  expect(retries[0]?.delayMs).toBeGreaterThan(0);
});

test("onRetry reports the attempt with a corrected clock", async () => {
  const expired = { status: 401, json: { error: "Signatures expired" } };
  const server = await startServer(() => (server.requests.length === 1 ? expired : { json: [] }));
  const { order, retries, hooks } = recordEvents();

  await connect(server, hooks).get("/videos.json");

  expect(order).toEqual(["request 1", "response 1", "retry 1", "request 2", "response 2"]);
  expect(retries).toMatchObject([{ status: 401, delayMs: 0 }]);
});

test("events contain no key, signature, query, cookie or Authorization", async () => {
  const flip = await startBusyServer();
  const pili = await startServer(() => ({
    status: 302,
    headers: { Location: "/elsewhere?token=secret-token", "Set-Cookie": "c=secret-cookie" },
  }));
  const { requests, responses, retries, hooks } = recordEvents();
  const headers = { authorization: "secret-header", Cookie: "secret-cookie", "X-App": "a" };

  await connect(flip, { retries: 1, headers, ...hooks }).get("/videos.json", { a: "secret-param" });
  await hubOf(pili, { headers, ...hooks })
    .listStreams({ marker: "secret-marker" })
    .catch(() => {});

  const events = [...requests, ...responses, ...retries];
  const shown = `${inspect(events, { depth: 9 })}${JSON.stringify(events)}`;
  const { signature = "" } = flip.requests[0]?.params ?? {};
  const secrets = ["secret-", keys.secretKey, credentials.secretKey, credentials.accessKey];
  for (const secret of [...secrets, keys.accessKey, signature, encodeURIComponent(signature)]) {
    expect(shown).not.toContain(secret);
  }
  expect(requests[0]?.headers).toHaveProperty("x-app", "a");
  expect(requests).toHaveLength(3);
});

test("errors and rejections of hooks do not affect a call", async () => {
  const server = await startBusyServer();
  const fail = () => {
    throw new Error("broken logger");
  };
  const tc = connect(server, {
    retries: 1,
    onRequest: fail,
    onResponse: async () => fail(),
    onRetry: fail,
  });

  const videos = await tc.get("/videos.json");

  expect(videos).toEqual([]);
});

test("hooks cannot change a request", async () => {
  const server = await startServer(() => ({ json: [] }));
  const onRequest = (event: RequestEvent) =>
    Object.assign(event.headers as Record<string, string>, { "x-added": "1" });

  await connect(server, { onRequest }).get("/videos.json");

  expect(server.requests[0]?.headers).not.toHaveProperty("x-added");
});
