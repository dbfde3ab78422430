import "../../helpers/warm-up.ts";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { Agent, createServer, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { type FlipOptions, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import {
  ExchangeFindingsError,
  type ExchangeValidation,
  startMockServer,
  validateExchanges,
} from "flip-pili/testing";
import { Request as UndiciRequest, fetch as undiciFetch } from "undici";
import { expect, onTestFinished, test } from "vitest";
import {
  closedPort,
  connect,
  credentials as flipKeys,
  type RequestHandler,
  startServer,
} from "../../helpers/flip-server.ts";
import { credentials, startFlip } from "../../helpers/mock-flip.ts";

/** The two connections to a client. */
const connections = {
  fetch: ({ fetch }: ExchangeValidation) => ({ fetch }),
  agent: ({ agent }: ExchangeValidation) => ({ agent }),
} satisfies Record<string, (exchanges: ExchangeValidation) => Partial<FlipOptions>>;
const names = Object.keys(connections) as (keyof typeof connections)[];

/** Starts a validation that ends with the test. */
function startValidation(api: "flip" | "pili" = "flip"): ExchangeValidation {
  const exchanges = validateExchanges(api);
  onTestFinished(() => exchanges.close());
  return exchanges;
}

const { factoryId } = credentials;
const bytes = new Uint8Array(5_000).map((_, index) => index);

test.each(names)(
  "validateExchanges() finds nothing in what a client of Flip sends over %s",
  async (name) => {
    const mock = await startFlip();
    const exchanges = startValidation();
    const options = { ...connections[name](exchanges), apiHost: mock.host, apiPort: mock.port };
    const flip = new TelestreamCloud({ ...credentials, ...options }).getResource("flip");

    const [factory] = await flip.factories.all();
    await factory?.videos.create({ file: new File([bytes], "clip.mp4") });
    await factory?.updateNotifications({ events: { video_created: true } });
    const session = await factory?.uploadSession(bytes);
    await session?.start();
    await expect(factory?.videos.find("unknown")).rejects.toThrow();
    await exchanges.assertNoFindings();

    expect(exchanges.findings).toEqual([]);
    expect(exchanges.calls).toBe(mock.requests.length);
    expect(mock.requests.every(({ signature }) => signature === "valid")).toBe(true);
    expect(session?.status).toBe("uploaded");
    expect(mock.uploads.sessions[0]?.sha256()).toBe(
      createHash("sha256").update(bytes).digest("hex"),
    );
  },
);

test.each(names)(
  "validateExchanges() finds nothing in what a client of Pili sends over %s",
  async (name) => {
    const keys = { accessKey: "key", secretKey: "secret" };
    const mock = await startMockServer("pili", { credentials: keys });
    onTestFinished(() => mock.close());
    const exchanges = startValidation("pili");
    const options = { ...connections[name](exchanges), apiHost: `${mock.host}:${mock.port}` };
    const hub = new Hub(new Credentials("key", "secret"), "test-hub", { ...options, https: false });

    const stream = await hub.createStream({ title: "live-1" });
    await stream.disable();
    await hub.listStreams();
    await expect(hub.getStream("z1.test-hub.unknown")).rejects.toThrow();
    await exchanges.assertNoFindings();

    expect(exchanges.calls).toBe(mock.requests.length);
  },
);

test.each(names)("validateExchanges() collects violations in responses over %s", async (name) => {
  const server = await startServer(() => ({ json: [{ id: 5 }] }));
  const exchanges = startValidation();
  const tc = connect(server, { ...connections[name](exchanges), factoryId });

  const first = await tc.get("/videos.json");
  const second = await tc.get("/videos.json");
  await exchanges.settled();

  expect([first, second]).toEqual([[{ id: 5 }], [{ id: 5 }]]);
  expect(exchanges.findings).toMatchObject([
    { kind: "answer", operationId: "listVideos", method: "GET", status: 200, count: 2 },
  ]);
  const failure = await exchanges.assertNoFindings().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ExchangeFindingsError);
  expect(failure).toMatchObject({ findings: exchanges.findings });
  expect(String(failure)).toMatch(
    /answer, 2x: GET \/v3\.0\/videos\.json 200 \(listVideos\): response/,
  );
});

test.each(names)("validateExchanges() collects violations in requests over %s", async (name) => {
  const server = await startServer(() => ({ json: [] }));
  const exchanges = startValidation();
  const tc = connect(server, { ...connections[name](exchanges), factoryId });

  await tc.get("/videos.json", { page: 0 } as never);
  await tc.post("/videos.json", { colour: "red" } as never).catch(() => {});
  await tc.get("/unknown.json" as never);
  await exchanges.settled();

  const found = exchanges.findings.map(({ kind, path, violations }) => [
    kind,
    path,
    violations.map(({ message }) => message).join(),
  ]);
  expect(found).toEqual(
    expect.arrayContaining([
      ["request", "/v3.0/videos.json", expect.stringContaining("page")],
      ["request", "/v3.0/videos.json", expect.stringContaining("colour")],
      ["route", "/v3.0/unknown.json", expect.stringContaining("no path")],
    ]),
  );
});

test.each(names)(
  "validateExchanges() checks a request whose connection failed over %s",
  async (name) => {
    const exchanges = startValidation();
    const tc = connect(
      { port: await closedPort() },
      { ...connections[name](exchanges), factoryId },
    );

    await expect(tc.get("/videos.json")).rejects.toThrow(/ECONNREFUSED|fetch failed/);
    await exchanges.assertNoFindings();

    expect(exchanges.calls).toBe(1);
  },
);

test.each(names)("validateExchanges() decodes compressed responses over %s", async (name) => {
  const server = await startServer((_, response) => {
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Content-Type", "application/json");
    response.end(gzipSync('[{"id":"a","status":"odd"}]'));
    return undefined;
  });
  const exchanges = startValidation();
  const tc = connect(server, { ...connections[name](exchanges), factoryId });

  const videos = await tc.get("/videos.json");
  await exchanges.settled();

  expect(videos).toEqual([{ id: "a", status: "odd" }]);
  expect(exchanges.findings).toMatchObject([{ kind: "answer", operationId: "listVideos" }]);
});

/** Starts a server, and returns the URL of a signed request to it. */
async function startUrl(handle: RequestHandler): Promise<string> {
  const server = await startServer(handle);
  const { signature, ...params } = connect(server, { factoryId }).signedParams(
    "GET",
    "/videos.json",
  );
  const query = new URLSearchParams({ ...params, signature } as Record<string, string>);
  return `http://127.0.0.1:${server.port}/v3.0/videos.json?${query}`;
}

test("ExchangeValidation.fetch changes nothing that a client sees of a response", async () => {
  const url = await startUrl(() => ({ status: 612, headers: { "X-A": "1" }, text: "no data" }));
  const { fetch } = startValidation();

  const plain = await globalThis.fetch(url);
  const response = await fetch(url);
  const clone = response.clone();

  expect(response).toBeInstanceOf(Response);
  for (const key of ["status", "ok", "statusText", "url", "type", "redirected"] as const) {
    expect(response[key]).toBe(plain[key]);
  }
  expect(response.headers.get("x-a")).toBe("1");
  expect(response.bodyUsed).toBe(false);
  expect(await response.text()).toBe("no data");
  expect(response.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow(TypeError);
  expect([clone.status, clone.url, await clone.text()]).toEqual([612, url, "no data"]);
});

test("ExchangeValidation.fetch takes everything that fetch takes, and sends it unchanged", async () => {
  const bodies: string[] = [];
  const server = await startServer(({ method, headers, body }) => {
    bodies.push(`${method} ${headers["content-type"]} ${body}`);
    return { json: {} };
  });
  const { fetch } = startValidation();
  const url = `http://127.0.0.1:${server.port}/v3.0/videos.json`;
  const stream = new Blob(["streamed"]).stream();

  await fetch(new URL(url), { method: "POST", body: "text" });
  await fetch(url, { method: "PUT", body: new URLSearchParams({ a: "1" }) });
  await fetch(url, { method: "POST", body: stream, duplex: "half" } as RequestInit);
  await fetch(new Request(url, { method: "POST", body: "request", headers: { "X-A": "1" } }));
  await fetch(url, { method: "POST", body: new Uint8Array([97, 98]) });
  await fetch(url);

  expect(bodies).toEqual([
    "POST text/plain;charset=UTF-8 text",
    "PUT application/x-www-form-urlencoded;charset=UTF-8 a=1",
    "POST undefined streamed",
    "POST text/plain;charset=UTF-8 request",
    "POST undefined ab",
    "GET undefined ",
  ]);
});

test("ExchangeValidation.fetch reads a response only as the client does, and passes on its cancellation", async () => {
  const closed: Promise<unknown>[] = [];
  const chunk = Buffer.alloc(64 * 1024);
  let written = 0;
  const url = await startUrl((_, response) => {
    closed.push(once(response, "close"));
    const fill = () => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length;
    };
    response.on("drain", fill);
    fill();
    return undefined;
  });
  const exchanges = startValidation();

  const response = await exchanges.fetch(url);
  const reader = response.body?.getReader({ mode: "byob" });
  const first = await reader?.read(new Uint8Array(10));
  await reader?.cancel();
  await Promise.all(closed);
  await exchanges.assertNoFindings();

  expect(first?.value).toHaveLength(10);
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

test("ExchangeValidation.fetch passes on the errors of fetch, and what is no Response", async () => {
  const fault = new Error("out of order");
  const failing = validateExchanges("flip", { fetch: () => Promise.reject(fault) });
  const throwing = validateExchanges("flip", {
    fetch: () => {
      throw fault;
    },
  });
  const odd = validateExchanges("flip", { fetch: async () => "odd" as never });
  const url = "http://127.0.0.1:1/v3.0/videos.json";

  await expect(failing.fetch(url)).rejects.toBe(fault);
  expect(() => throwing.fetch(url)).toThrow(fault);
  expect(await odd.fetch(url)).toBe("odd");
});

const unsigned = "access_key=a&timestamp=t&signature=s&factory_id=f";

/** Functions whose responses are not those of the platform. */
const foreign: Record<string, NonNullable<FlipOptions["fetch"]>> = {
  // The types of undici are not those of Node.
  undici: (url, init) => undiciFetch(url, init as never) as Promise<unknown> as Promise<Response>,
  "a function without streams": async (url, init) => {
    const { status, headers, ...response } = await globalThis.fetch(url, init);
    const bytes = await globalThis.fetch(url, init).then((again) => again.arrayBuffer());
    const get = (name: string) => headers.get(name);
    return { ...response, status, headers: { get }, arrayBuffer: async () => bytes } as never;
  },
};

test.each(Object.entries(foreign))(
  "ExchangeValidation.fetch over %s compares responses",
  async (_, fetch) => {
    const server = await startServer(() => ({ json: [{ id: 5 }] }));
    const exchanges = validateExchanges("flip", { fetch });
    const tc = connect(server, { fetch: exchanges.fetch, factoryId });

    const videos = await tc.get("/videos.json");
    await exchanges.settled();

    expect(videos).toEqual([{ id: 5 }]);
    expect(exchanges.findings).toMatchObject([{ operationId: "listVideos", status: 200 }]);
  },
);

test.each([
  ["text", "[{}]"],
  ["json", [{}]],
  ["bytes", new TextEncoder().encode("[{}]")],
] as const)(
  "ExchangeValidation.fetch compares what %s() of a stub returns",
  async (read, content) => {
    const headers = { get: () => "application/json" };
    const stub = { status: 200, headers, [read]: async () => content };
    const exchanges = validateExchanges("flip", { fetch: async () => stub as never });
    const response = await exchanges.fetch(`http://127.0.0.1:1/v3.0/videos.json?${unsigned}`);

    const received = await response[read]();
    await exchanges.settled();

    expect(received).toBe(content);
    expect(exchanges.findings).toMatchObject([{ operationId: "listVideos", status: 200 }]);
  },
);

test("ExchangeValidation.fetch takes a request of undici", async () => {
  const mock = await startFlip();
  const fetch = foreign["undici"];
  const exchanges = validateExchanges("flip", { fetch });
  const url = `http://${mock.host}:${mock.port}/v3.0/videos.json?${unsigned}&colour=red`;

  const response = await exchanges.fetch(new UndiciRequest(url, { method: "POST" }) as never);
  await response.text();
  await exchanges.settled();

  expect(exchanges.findings).toMatchObject([{ operationId: "createVideo", method: "POST" }]);
});

/** Sends a request of `node:http`. */
async function sendOver(agent: Agent, port: number, path: string): Promise<string> {
  const request = sendRequest({ agent, port, path, method: "POST" });
  request.setHeader("Content-Type", "text/plain");
  request.write("6162", "hex");
  request.end("c");
  const [response] = await once(request, "response");
  return text(response);
}

test("ExchangeValidation.agent of an Agent is one, for every client of node:http", async () => {
  const server = await startServer(({ body }) => ({ text: String(body) }));
  const agent = new Agent({ keepAlive: true });
  const exchanges = validateExchanges("flip", { agent });
  onTestFinished(() => agent.destroy());

  const first = await sendOver(exchanges.agent, server.port, "/a");
  const second = await sendOver(exchanges.agent, server.port, "/b");
  await exchanges.settled();

  expect([first, second]).toEqual(["abc", "abc"]);
  expect(exchanges.agent).toBeInstanceOf(Agent);
  expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
  expect(exchanges.findings.map(({ kind, method, path }) => [kind, method, path])).toEqual([
    ["route", "POST", "/a"],
    ["route", "POST", "/b"],
  ]);
});

test("ExchangeValidation.agent leaves a response that nobody reads to Node", async () => {
  const server = createServer((_, response) => response.end("x".repeat(100_000)));
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const exchanges = startValidation();

  const request = sendRequest({ agent: exchanges.agent.http, port });
  request.end();
  await once(request, "close");
  await exchanges.settled();

  expect(exchanges.findings).toMatchObject([{ kind: "route", path: "/" }]);
});

test.each([
  ["an object", (agent: Agent) => ({ http: agent })],
  ["a function", (agent: Agent) => () => agent],
])("ExchangeValidation.agent has the form of the option: %s", async (_, toOption) => {
  const server = await startServer(() => ({ json: [] }));
  const agent = new Agent();
  let requests = 0;
  const { createConnection } = agent as unknown as {
    createConnection: (...values: unknown[]) => unknown;
  };
  Object.assign(agent, {
    createConnection(...values: unknown[]) {
      requests += 1;
      return Reflect.apply(createConnection, agent, values);
    },
  });
  const exchanges = validateExchanges("flip", { agent: toOption(agent) });
  onTestFinished(() => exchanges.close());

  await connect(server, { agent: exchanges.agent, factoryId }).get("/videos.json");
  await exchanges.assertNoFindings();

  expect([requests, exchanges.calls]).toEqual([1, 1]);
});

test("ExchangeValidation reports a body that is not JSON, and leaves binary ones alone", async () => {
  const responses = [
    { headers: { "Content-Type": "application/json" }, text: "{" },
    { headers: { "Content-Type": "application/octet-stream" }, text: "\0\x01" },
  ];
  const url = await startUrl(() => responses.shift());
  const exchanges = startValidation();

  const broken = await exchanges.fetch(url);
  const binary = await exchanges.fetch(url);
  const received = [await broken.text(), await buffer(binary.body as never)];
  await exchanges.settled();

  expect(received).toEqual(["{", Buffer.from("\0\x01")]);
  expect(exchanges.findings).toMatchObject([
    { kind: "answer", violations: [{ message: "Response body is not JSON" }] },
    { kind: "answer", violations: [{ message: expect.stringContaining("octet-stream") }] },
  ]);
});

test("validateExchanges() rejects invalid arguments, and its findings hide secrets", async () => {
  const server = await startServer(() => ({ json: [] }));
  const exchanges = startValidation();

  await exchanges.fetch(
    `http://127.0.0.1:${server.port}/x&signature=abc?access_key=${flipKeys.accessKey}`,
  );
  await exchanges.settled();

  expect(JSON.stringify(exchanges.findings)).not.toMatch(/abc|my-access-key/);
  expect(() => validateExchanges("other" as never)).toThrow(/must be one of flip, .*pili/);
  expect(() => validateExchanges("flip", { fetch: 5 as never })).toThrow(/fetch/);
  expect(() => validateExchanges("flip", { agent: {} as never })).toThrow(/agent/);
  expect(() => validateExchanges("flip", { agnet: {} } as never)).toThrow(
    "Invalid argument agnet: is not one of the options: fetch, agent",
  );
});
