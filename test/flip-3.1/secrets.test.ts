import { inspect } from "node:util";
import {
  createFlipClient,
  listVideos,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
  TelestreamCloud,
} from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { apiKey, connect, openFactory } from "../helpers/flip-3.1-server.ts";
import { closedPort, startServer, startSocketServer } from "../helpers/flip-server.ts";
import { fetchFailure, outcomeOf, responseOf } from "../helpers/network-faults.ts";

/** Expects that nothing that a program may print of a value contains the key. */
function expectNoKey(value: unknown): void {
  const shown = [inspect(value, { depth: 20, showHidden: true, getters: true }), String(value)];
  const seen = new Set<unknown>();
  shown.push(
    JSON.stringify(value, (_, item) => {
      if (typeof item !== "object" || item === null) return item;
      if (seen.has(item)) return undefined;
      seen.add(item);
      return item instanceof Error ? { ...item, message: item.message, stack: item.stack } : item;
    }) ?? "",
  );
  for (const text of shown) {
    expect(text).not.toContain(apiKey);
    expect(text).not.toContain(apiKey.slice(4));
  }
}

/** Failures of a network that show the request. */
const failures: { what: string; respond: (init: RequestInit) => Promise<Response> }[] = [
  { what: "a 401", respond: async () => responseOf(401) },
  { what: "a 404", respond: async () => responseOf(404) },
  { what: "a 500", respond: async () => responseOf(500) },
  { what: "a redirect", respond: async () => responseOf(302, { Location: "/other" }) },
  { what: "an HTML page", respond: async () => new Response("<html>") },
  { what: "an object instead of a list", respond: async () => Response.json({ id: 1 }) },
  { what: "no response", respond: () => new Promise(() => {}) },
  { what: "a refused connection", respond: () => Promise.reject(fetchFailure("ECONNREFUSED")) },
  {
    what: "a failure that shows the header in its message",
    respond: ({ headers }) =>
      Promise.reject(new Error(`sent ${JSON.stringify([...new Headers(headers)])}`)),
  },
  {
    what: "a failure with the headers as a property",
    respond: ({ headers }) => Promise.reject(Object.assign(new Error("failed"), { headers })),
  },
  {
    what: "a failure with the key as a property",
    respond: ({ headers }) =>
      Promise.reject(
        Object.assign(new Error("failed"), { key: new Headers(headers).get("X-Api-Key") }),
      ),
  },
  {
    what: "a failure whose cause shows the key",
    respond: ({ headers }) =>
      Promise.reject(
        new TypeError("failed", { cause: new Error(`${new Headers(headers).get("X-Api-Key")}`) }),
      ),
  },
  {
    what: "a string that shows the key",
    respond: ({ headers }) => Promise.reject(`${new Headers(headers).get("X-Api-Key")}`),
  },
];

test.each(failures)("an error after $what does not contain the key", async ({ respond }) => {
  const fetch = (_url: string, init: RequestInit) => respond(init);
  const tc = new TelestreamCloud({ apiKey, factoryId: "f", fetch, retries: 0, timeoutMs: 20 });

  const errors = [
    await outcomeOf(tc.getResource("flip").factories.all().then(undefined)),
    await outcomeOf(tc.post("/videos.json", { source_url: "http://a" })),
  ];

  expect(errors[0]).toBeInstanceOf(Error);
  for (const error of errors) expectNoKey(error);
});

test.each([
  {
    what: "its message",
    respond: (key: string) => ({ json: { error: "E", message: `no ${key}` } }),
  },
  { what: "a nested field", respond: (key: string) => ({ json: { error: { sent: [{ key }] } } }) },
  { what: "a page", respond: (key: string) => ({ text: `<html>${key}</html>` }) },
])(
  "an error of the service that repeats the key in $what does not show it",
  async ({ respond }) => {
    const server = await startServer(({ headers }) => ({
      status: 401,
      ...respond(String(headers["x-api-key"])),
    }));
    const tc = connect(server, { apiKey: async () => apiKey, factoryId: "f" });
    const client = createFlipClient({
      apiKey,
      factoryId: "f",
      apiHost: "127.0.0.1",
      apiPort: server.port,
      https: false,
    });

    const error = await outcomeOf(tc.get("/videos.json"));
    const result = await listVideos(client);

    expect(error).toMatchObject({ name: "HttpError", status: 401 });
    expect(inspect(error, { depth: 20 })).toContain("(apiKey)");
    // Only the response itself, a hidden property, still has the body as received.
    for (const shown of [error, JSON.stringify(error), result.error])
      expect(inspect(shown, { depth: 20 })).not.toContain(apiKey);
  },
);

test("errors of a real network do not contain the key", async () => {
  const servers = [
    await startServer(() => ({ status: 302, headers: { Location: "/elsewhere.json" } })),
    await startServer(() => ({ status: 502, text: "<html>" })),
    await startSocketServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
    await startSocketServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 junk"))),
    { port: await closedPort() },
  ];

  for (const server of servers) {
    const error = await outcomeOf(connect(server, { factoryId: "f" }).get("/videos.json"));
    expect(error).toBeInstanceOf(Error);
    expectNoKey(error);
  }
});

test("clients, objects, results and sessions do not show the key", async () => {
  const { server, factory } = await openFactory({
    "GET /videos.json": { videos: [{ id: "v" }], page: 1, per_page: 100, total: 1 },
    "POST /videos/upload.json": {
      id: "s",
      location: "http://127.0.0.1:1/upload",
      parts: 1,
      part_size: 100,
      max_connections: 1,
    },
  });
  const tc = connect(server, { factoryId: "f" });
  const client = createFlipClient({
    apiKey,
    apiHost: "127.0.0.1",
    apiPort: server.port,
    factoryId: "f",
  });
  const result = await listVideos(client);
  const session = await factory.uploadSession(new Uint8Array(10));

  const shown = [
    tc,
    tc.getResource("flip"),
    factory,
    factory.videos,
    factory.workflows,
    factory.workOrders,
    ...(await factory.videos.all()),
    client,
    result,
    session,
    session.state,
  ];

  for (const value of shown) expectNoKey(value);
});

test("hooks and their events do not show the key, also one of the caller's headers", async () => {
  const server = await startServer(() => ({ status: 503, json: { error: "Busy", message: "x" } }));
  const events: (RequestEvent | ResponseEvent | RetryEvent)[] = [];
  const record = (event: RequestEvent | ResponseEvent | RetryEvent) => void events.push(event);
  const hooks = { onRequest: record, onResponse: record, onRetry: record };
  const tc = connect(server, {
    factoryId: "f",
    retries: 1,
    headers: { "X-Api-Key": apiKey },
    ...hooks,
  });

  await outcomeOf(tc.get("/videos.json", {}, { headers: { "x-api-key": apiKey } }));

  expect(events).toHaveLength(5);
  for (const event of events) expectNoKey(event);
});
