import { readFile } from "node:fs/promises";
import {
  createFlipClient,
  type HttpError,
  InvalidArgumentError,
  listFactories,
  listVideos,
  TelestreamCloud,
  TimeoutError,
} from "flip-pili/flip";
import { Hub } from "flip-pili/pili";
import { expect, test } from "vitest";
import { userAgentHeaders, version } from "../../src/http/user-agent.ts";
import { connect, credentials, type FlipServer, startServer } from "../helpers/flip-server.ts";
import {
  hubOf,
  isSignedCorrectly,
  credentials as piliCredentials,
} from "../helpers/pili-server.ts";

const retryNow = { status: 429, headers: { "Retry-After": "0" }, json: {} };

/** The same call at each level. */
const levels = {
  "level 1": (server: FlipServer, options: object, client: object = {}) =>
    listVideos(createFlipClient(settingsOf(server, client)), options),
  "level 2": async (server: FlipServer, options: object, client: object = {}) => {
    const { factories } = connect(server, client).getResource("flip");
    return factories.find("f", options);
  },
  "level 3": (server: FlipServer, options: object, client: object = {}) =>
    connect(server, client).get("/videos.json", {}, options),
};
const each = test.each(Object.entries(levels));

function settingsOf({ port }: FlipServer, options: object) {
  return { ...credentials, apiHost: "127.0.0.1", apiPort: port, retries: 0, ...options };
}

each("retries of a call replace those of the client (%s)", async (_, call) => {
  const server = await startServer((request) =>
    server.requests.indexOf(request) === 0 ? retryNow : { json: { id: "f" } },
  );

  await call(server, { retries: 1 });
  const isRepeated = server.requests.length === 2;
  await call(server, { retries: 0 }, { retries: 5 });

  expect(isRepeated).toBe(true);
  expect(server.requests).toHaveLength(3);
});

each("retries of 0 disable those of the client (%s)", async (_, call) => {
  const server = await startServer(() => retryNow);

  await call(server, { retries: 0 }, { retries: 5 }).catch(() => {});

  expect(server.requests).toHaveLength(1);
});

each("timeoutMs of a call replaces that of the client (%s)", async (_, call) => {
  const server = await startServer(() => undefined); // Never responds.

  const failure = await call(server, { timeoutMs: 20 }).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(TimeoutError);
  expect(failure).toMatchObject({ timeoutMs: 20 });
});

each("headers of a call are added to those of the client (%s)", async (_, call) => {
  const server = await startServer(() => ({ json: { id: "f" } }));
  const client = { headers: { "X-App": "a", "X-Tenant": "client", "X-None": undefined } };

  await call(server, { headers: { "x-tenant": "call", "X-Number": 7 } }, client);

  const { headers } = server.requests[0] ?? {};
  expect(headers).toMatchObject({ "x-app": "a", "x-tenant": "call", "x-number": "7" });
  expect(headers).not.toHaveProperty("x-none");
});

each("signal aborts a call (%s)", async (_, call) => {
  const controller = new AbortController();
  const server = await startServer(() => controller.abort("enough") as undefined);

  await expect(call(server, { signal: controller.signal })).rejects.toBe("enough");
});

const invalid = [
  { options: { retries: -1 }, argument: "retries" },
  { options: { retries: "2" }, argument: "retries" },
  { options: { timeoutMs: 0 }, argument: "timeoutMs" },
  { options: { timeoutMs: Number.NaN }, argument: "timeoutMs" },
  { options: { headers: { "a b": "c" } }, argument: "headers" },
  { options: { headers: { "X-A": "1\r\nX-B: 2" } }, argument: "headers.X-A" },
  { options: { headers: { "X-A": "€" } }, argument: "headers.X-A" },
  { options: { headers: { "X-A": {} } }, argument: "headers.X-A" },
  { options: { signal: "stop" }, argument: "signal" },
];

for (const { options, argument } of invalid) {
  each(`invalid ${argument} of a call is rejected before a request (%s)`, async (_, call) => {
    const server = await startServer(() => ({ json: [] }));

    const failure = await call(server, options).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(InvalidArgumentError);
    expect(failure).toMatchObject({ argument });
    expect(server.requests).toHaveLength(0);
  });
}

test.each([
  ["headers", { "X-A": "\n" }, "headers.X-A"],
  ["headers", "X-A: 1", "headers"],
  ["headers", new Headers(), "headers"],
  ["onRequest", "log", "onRequest"],
  ["onResponse", {}, "onResponse"],
  ["onRetry", 1, "onRetry"],
])("invalid %s of a client is rejected", (name, value, argument) => {
  const create = () => createFlipClient({ ...credentials, [name]: value });

  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test.each([
  ["a Headers", new Headers()],
  ["a Map", new Map()],
  ["an array", [["X-A", "1"]]],
])("%s is rejected as headers, and the error says what is allowed", (_, value) => {
  const create = () => createFlipClient({ ...credentials, headers: value as never });

  expect(create).toThrow(/headers: must be a plain object of names and values, not an /);
});

test("Hub signs and sends headers of a call", async () => {
  const server = await startServer(() => ({ json: { items: [], marker: "" } }));
  const apiHost = `127.0.0.1:${server.port}`;
  const hub = new Hub(piliCredentials, "test-hub", { apiHost, headers: { "X-App": "a" } });

  await hub.listStreams({}, { headers: { "X-Trace": "t" } });

  expect(server.requests[0]?.headers).toMatchObject({ "x-app": "a", "x-trace": "t" });
  expect(server.requests.map(isSignedCorrectly)).toEqual([true]);
});

test("User-Agent contains name and version of the package", async () => {
  const server = await startServer(() => ({ json: [] }));
  const packageJson = new URL("../../package.json", import.meta.url);

  await connect(server).get("/videos.json");
  await connect(server, { headers: { "user-agent": "app/1" } }).get("/videos.json");

  const agents = server.requests.map(({ headers }) => headers["user-agent"]);
  expect(agents).toEqual([`flip-pili/${version}`, "app/1"]);
  expect(version).toBe(JSON.parse(await readFile(packageJson, "utf8")).version);
});

const node = { process: { versions: { node: "20.19.0" } } };

test.each([
  ["Node", node, true],
  ["Bun", { ...node, Bun: {} }, true],
  ["Deno", { Deno: {} }, true],
  ["a browser", { document: {} }, false],
  ["Node with jsdom", { ...node, document: {} }, false],
  ["a web worker", { WorkerGlobalScope: {} }, false],
  ["workerd with the API of Node", { ...node, WorkerGlobalScope: {} }, false],
  ["an edge runtime", { process: {} }, false],
])("userAgentHeaders() in %s", (_, scope, isSet) => {
  expect("User-Agent" in userAgentHeaders(scope)).toBe(isSet);
});

test.each(["X-Request-Id", "X-Reqid"])("HttpError.requestId is the header %s", async (name) => {
  const server = await startServer(() => ({ status: 404, headers: { [name]: "r-1" }, json: {} }));

  const failure = await connect(server)
    .get("/videos.json")
    .catch((error: HttpError) => error);

  expect(failure).toMatchObject({ name: "HttpError", requestId: "r-1" });
});

test("uploadSession() creates the session with the settings of the call", async () => {
  const server = await startServer(({ path }) =>
    path.endsWith("/upload.json")
      ? { status: 503, headers: { "Retry-After": "0" }, json: {} }
      : { json: { id: "f" } },
  );
  const factory = await connect(server).getResource("flip").factories.find("f");
  const settings = { retries: 1, timeoutMs: 5_000, headers: { "X-Tenant": "t" } };

  const failure = await factory
    .uploadSession(new Blob(["panda"]), settings)
    .catch((error: unknown) => error);

  const [, first, second] = server.requests;
  expect(failure).toMatchObject({ status: 503 });
  expect(server.requests).toHaveLength(3);
  expect(second?.headers).toHaveProperty("x-tenant", "t");
  expect(Object.keys(first?.params ?? {})).not.toContain("retries");
});

test("done() sends headers and retries requests for the state of a job", async () => {
  const server = await startServer(({ path }) => {
    if (path.endsWith("/snapshot")) return { json: { targetUrl: "u", persistentId: "j" } };
    return server.requests.length === 2 ? retryNow : { json: { id: "j", code: 0 } };
  });
  const stream = hubOf(server).stream("z1.test-hub.title");
  const snapshot = await stream.snapshot({ name: "a.jpg", format: "jpg" });

  const job = await snapshot.done({ retries: 1, headers: { "X-Tenant": "t" } });

  expect(job.id).toBe("j");
  expect(server.requests[2]?.headers).toHaveProperty("x-tenant", "t");
});

test("fetch of the caller receives headers as a plain object", async () => {
  const inits: RequestInit[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    inits.push(init);
    return Response.json([]);
  };
  const cloud = new TelestreamCloud({ accessKey: "access", secretKey: "secret", fetch });

  await cloud.get("/factories.json", {}, { headers: { "X-Tenant": "mine" } });

  expect({ ...inits[0]?.headers }).toMatchObject({ "x-tenant": "mine" });
  expect(Object.getPrototypeOf(inits[0]?.headers)).toBe(Object.prototype);
});

test.each([
  { what: "a Headers", value: new Headers({ "X-Tenant": "mine" }) },
  { what: "pairs", value: [["X-Tenant", "mine"]] },
])("headers of a call and of a client reject $what by name", async ({ value }) => {
  const keys = { accessKey: "access", secretKey: "secret" };
  const headers = value as never;
  const cloud = new TelestreamCloud(keys);
  const expected = { name: "InvalidArgumentError", argument: "headers" };

  await expect(cloud.get("/factories.json", {}, { headers })).rejects.toMatchObject(expected);
  await expect(listFactories(createFlipClient(keys), { headers })).rejects.toMatchObject(expected);
  expect(() => new TelestreamCloud({ ...keys, headers })).toThrow(/headers/);
});
