import { inspect } from "node:util";
import {
  createFlipClient,
  createVideo,
  type FlipOptions,
  type HttpError,
  listVideos,
  TelestreamCloud,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { closedPort, connect, startServer, startSocketServer } from "../helpers/flip-server.ts";
import { fetchFailure, outcomeOf, responseOf } from "../helpers/network-faults.ts";
import { observedFetch, type SentRequest } from "../helpers/observed-fetch.ts";
import { routes } from "../helpers/routes.ts";

const secretKey = "canary-5ec4e7-5ec4e7";
const credentials = { accessKey: "my-access-key", secretKey };

/** Returns objects that show a request, each in another form. */
function formsOf({ url, rawUrl, params }: SentRequest): Record<string, unknown> {
  class CustomError extends Error {
    get address(): string {
      return url.href;
    }
  }
  return {
    "a URL": url,
    "a Request": new Request(url),
    "a Headers object": new Headers({ Location: url.href }),
    "a Map": new Map([["url", rawUrl]]),
    "a Set": new Set([rawUrl]),
    "search parameters": url.searchParams,
    "a symbol key": { [Symbol("url")]: rawUrl },
    "a key": { [rawUrl]: 1 },
    "a Buffer": Buffer.from(rawUrl),
    "a function": Object.assign(() => {}, { url: rawUrl }),
    "a getter": Object.defineProperty({}, "url", { get: () => rawUrl, enumerable: true }),
    "a getter of a class": new CustomError("failed"),
    "the decoded query": decodeURIComponent(url.search),
    "the decoded signature": params.signature,
    "nested causes": { a: [{ b: new Error("x", { cause: { rawUrl } }) }] },
  };
}

const formNames = Object.keys(
  formsOf({ url: new URL("http://a"), rawUrl: "http://a", params: {} } as SentRequest),
);

/** Responses and failures of a network. */
const networks: {
  what: string;
  respond: (request: SentRequest) => Response | Promise<Response>;
}[] = [
  { what: "a 401", respond: () => responseOf(401) },
  { what: "a 404", respond: () => responseOf(404) },
  { what: "a 500", respond: () => responseOf(500) },
  {
    what: "an HTML page",
    respond: () => new Response("<html>", { headers: { "Content-Type": "text/html" } }),
  },
  {
    what: "bytes",
    respond: () => new Response("x", { headers: { "Content-Type": "video/mp4" } }),
  },
  { what: "an object instead of a list", respond: () => Response.json({ id: 1 }) },
  { what: "an error object", respond: () => Response.json({ error: "X", message: "y" }) },
  { what: "no response", respond: () => new Promise(() => {}) },
  { what: "a reset", respond: () => Promise.reject(fetchFailure("ECONNRESET")) },
  {
    what: "a failure that shows the URL",
    respond: ({ rawUrl }) => Promise.reject(new Error(`request to ${rawUrl} failed`)),
  },
  {
    what: "a failure that shows the URL as serialized by the platform",
    respond: ({ url }) => Promise.reject(new TypeError(`request to ${url.href} failed`)),
  },
  {
    what: "a failure whose cause shows the URL",
    respond: ({ url }) =>
      Promise.reject(new TypeError("failed", { cause: new Error(`at ${url.href}`) })),
  },
  {
    what: "a failure with several causes, one of which shows the URL",
    respond: ({ url }) =>
      Promise.reject(new AggregateError([new Error("a"), new Error(`at ${url.href}`)], "failed")),
  },
  {
    what: "a failure with the URL as a property",
    respond: ({ url }) => Promise.reject(Object.assign(new Error("failed"), { input: url.href })),
  },
  {
    what: "a failure with the request as a property",
    respond: ({ url }) =>
      Promise.reject(
        Object.assign(new Error("failed"), { request: { options: { path: url.search } } }),
      ),
  },
  {
    what: "a failure of the platform that shows the URL",
    respond: ({ url }) => Promise.reject(new DOMException(`at ${url.href}`, "NetworkError")),
  },
  ...formNames.map((form) => ({
    what: `a failure that has ${form}`,
    respond: (request: SentRequest) =>
      Promise.reject(Object.assign(new Error("failed"), { detail: formsOf(request)[form] })),
  })),
  {
    what: "a message with the decoded query",
    respond: ({ url }) => Promise.reject(new Error(`at ${decodeURIComponent(url.search)}`)),
  },
  {
    what: "a message with the signature encoded twice",
    respond: ({ params }) => {
      const twice = encodeURIComponent(encodeURIComponent(params.signature ?? ""));
      return Promise.reject(new Error(`at ${twice}`));
    },
  },
  {
    what: "an error that fetch throws synchronously",
    respond: ({ url }) => {
      throw new TypeError(`at ${url.href}`);
    },
  },
  { what: "a string that shows the URL", respond: ({ url }) => Promise.reject(`no ${url.href}`) },
  {
    what: "an object that shows the URL",
    respond: ({ url }) => Promise.reject({ url: url.href }),
  },
];

test.each(networks)("an error after $what does not contain the signature", async ({ respond }) => {
  const { fetch, requests } = observedFetch(respond);
  const tc = new TelestreamCloud({ ...credentials, fetch, retries: 0, timeoutMs: 20 });

  const errors = [
    await outcomeOf(tc.getResource("flip").factories.all().then(undefined)),
    await outcomeOf(tc.post("/videos/{id}.json", { id: "v", title: "t" })),
  ];

  expect(requests.length).toBeGreaterThan(0);
  for (const error of errors) expectNoSecret(requests, error);
});

test("a redacted failure preserves name, code and causes", async () => {
  const { fetch } = observedFetch(({ url }) => {
    const cause = Object.assign(new Error(`connect ${url.href}`), { code: "ECONNRESET" });
    return Promise.reject(new TypeError("fetch failed", { cause }));
  });
  const tc = new TelestreamCloud({ ...credentials, fetch, retries: 0 });

  const error = await outcomeOf(tc.get("/videos.json"));

  expect(error).toMatchObject({
    cause: {
      name: "TypeError",
      message: "fetch failed",
      cause: {
        message: "connect https://api-gce.pandastream.com/v3.0/videos.json",
        code: "ECONNRESET",
      },
    },
  });
});

test("a failure without a secret is the cause itself", async () => {
  const failure = fetchFailure("ECONNRESET");
  const { fetch } = observedFetch(() => Promise.reject(failure));
  const tc = new TelestreamCloud({ ...credentials, fetch, retries: 0 });

  await expect(tc.get("/videos.json")).rejects.toHaveProperty("cause", failure);
});

test("errors of a real network do not contain the signature", async () => {
  const redirect = { status: 302, headers: { Location: "/elsewhere.json" } };
  const servers = [
    await startServer(() => redirect),
    await startServer(() => ({ status: 502, text: "<html>" })),
    await startSocketServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
    await startSocketServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 junk"))),
    { port: await closedPort() },
  ];

  for (const server of servers) {
    const requests: SentRequest[] = [];
    const fetch = (url: string, init: RequestInit) => {
      const { searchParams } = new URL(url);
      requests.push({ params: Object.fromEntries(searchParams) } as unknown as SentRequest);
      return globalThis.fetch(url, init);
    };
    const error = await outcomeOf(connect(server, { ...credentials, fetch }).get("/videos.json"));
    expect(requests).toHaveLength(1);
    expectNoSecret(requests, error);
  }
});

test("the response of a result or an HttpError does not contain the signature", async () => {
  const { fetch, requests } = observedFetch((_, index) => responseOf(index === 0 ? 200 : 404));
  const client = createFlipClient({ ...credentials, fetch });

  const good = await listVideos(client);
  const bad = await createVideo(client, { query: { source_url: "http://files.example/a.mp4" } });
  const error = (await outcomeOf(
    new TelestreamCloud({ ...credentials, fetch }).get("/videos.json"),
  )) as HttpError;

  for (const value of [good, bad, good.response, bad.response, error.response]) {
    expectNoSecret(requests, value);
  }
  expect(good.response.url).toBe("https://api-gce.pandastream.com:443/v3.0/videos.json");
});

test("objects do not contain the secret key", async () => {
  const server = await startServer(
    routes({
      "GET /factories.json": [{ id: "f" }],
      "GET /videos/v.json": { id: "v" },
      "GET /encodings/e.json": { id: "e" },
      "GET /profiles/p.json": { id: "p" },
    }),
  );
  const tc = connect(server, credentials);
  const flip = tc.getResource("flip");
  const [factory] = await flip.factories.all();
  const listing = factory?.videos.all();

  const objects = [
    tc,
    flip,
    flip.factories,
    factory,
    factory?.videos,
    listing,
    await factory?.videos.find("v"),
    await factory?.encodings.find("e"),
    await factory?.profiles.find("p"),
    createFlipClient(credentials),
  ];

  for (const object of objects) {
    expect(object).toBeDefined();
    expectNoSecret([], object);
  }
});

test("a secret assigned to a factory is not printed", async () => {
  const server = await startServer(routes({ "GET /factories/f.json": { id: "f" } }));
  const factory = await connect(server).getResource("flip").factories.find("f");

  factory.aws_secret_key = secretKey;
  const error = await outcomeOf(factory.save());

  expectNoSecret([], factory);
  expectNoSecret([], error);
});

test.each<Partial<Record<keyof FlipOptions, unknown>>>([
  { accessKey: "" },
  { accessKey: { secretKey } },
  { factoryId: [secretKey] },
  { apiHost: `https://${secretKey}@api.example.com` },
  { apiVersion: secretKey },
  { apiPort: secretKey },
  { retries: secretKey },
  { fetch: secretKey },
])("an error about the option %o does not repeat it", async (wrong) => {
  const error = await outcomeOf(
    (async () => new TelestreamCloud({ ...credentials, ...wrong } as FlipOptions))(),
  );

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument: Object.keys(wrong)[0] });
  expectNoSecret([], error);
});

/** Checks that nothing a log could show contains the secret key or a signature that was sent. */
function expectNoSecret(requests: readonly SentRequest[], value: unknown): void {
  const { message, stack } = Object(value);
  const shown = [
    String(message),
    String(stack),
    String(value),
    inspect(value, { depth: 12 }),
    inspect(value, { depth: 12, showHidden: true, getters: true }),
    JSON.stringify(value) ?? "",
  ].join("\n");
  const signatures = requests.map(({ params }) => params.signature ?? "no signature was sent");
  for (const secret of [secretKey, ...signatures]) {
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(encodeURIComponent(secret));
  }
}
