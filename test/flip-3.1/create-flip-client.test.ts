import {
  createFlipClient,
  createVideo,
  type FlipOptions,
  getFactory,
  listVideos,
  TelestreamCloud,
  unwrap,
} from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { apiKey, connect, serve, summarize } from "../helpers/flip-3.1-server.ts";
import { startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

const empty = { videos: [], page: 1, per_page: 100, total: 0 };

/** Creates a client of the generated functions. */
function clientOf({ port }: { port: number }, options: Partial<FlipOptions> = {}) {
  return createFlipClient({ apiKey, apiHost: "127.0.0.1", apiPort: port, retries: 0, ...options });
}

test("createFlipClient() sends the key in a header, and the factory in the query of every method", async () => {
  const server = await serve({ "GET /videos.json": empty, "POST /videos.json": { id: "v" } });
  const client = clientOf(server, { factoryId: "tg 01" });

  await unwrap(listVideos(client, { query: { page: 2 } }));
  await unwrap(createVideo(client, { body: { source_url: "http://a" } }));

  expect(summarize(server.requests)).toEqual([
    "GET /videos.json page=2&factory_id=tg%2001",
    'POST /videos.json factory_id=tg%2001 {"source_url":"http://a"}',
  ]);
  expect(server.requests.map(({ headers }) => headers["x-api-key"])).toEqual([apiKey, apiKey]);
  expect(server.requests[1]?.headers["content-type"]).toBe("application/json");
});

test("createFlipClient() replaces a factory_id of the caller by its own, and keeps it without one", async () => {
  const server = await serve({ "GET /videos.json": empty });
  const query = { factory_id: "other" } as object;

  await unwrap(listVideos(clientOf(server, { factoryId: "own" }), { query }));
  await unwrap(listVideos(clientOf(server), { query }));

  expect(server.requests.map(({ query: sent }) => sent)).toEqual([
    "factory_id=own",
    "factory_id=other",
  ]);
});

test("createFlipClient() sends calls of factories without a factory_id", async () => {
  const server = await serve({ "GET /factories/a.json": { id: "a" } });

  await unwrap(getFactory(clientOf(server, { factoryId: "own" }), { path: { id: "a" } }));

  expect(server.requests[0]?.query).toBe("");
});

test("a call without a factory is rejected before it is sent", async () => {
  const server = await serve({ "GET /videos.json": empty });

  const errors = [
    await outcomeOf(listVideos(clientOf(server))),
    await outcomeOf(connect(server).get("/videos.json")),
  ];

  for (const error of errors) {
    expect(error).toMatchObject({ name: "InvalidArgumentError", argument: "factoryId" });
  }
  expect(server.requests).toEqual([]);
});

test.each([
  { what: "a function", source: (keys: string[]) => () => keys.shift() ?? "" },
  { what: "an asynchronous function", source: (keys: string[]) => async () => keys.shift() ?? "" },
])("apiKey may be $what, which is called for each attempt", async ({ source }) => {
  const server = await startServer(({ headers }) =>
    headers["x-api-key"] === "tcs_new" ? { json: empty } : { status: 503, json: {} },
  );
  const keys = ["tcs_old", "tcs_new"];

  await unwrap(
    listVideos(clientOf(server, { apiKey: source(keys), factoryId: "f", retries: 1 }), {}),
  );

  expect(server.requests.map(({ headers }) => headers["x-api-key"])).toEqual([
    "tcs_old",
    "tcs_new",
  ]);
});

test("the error of a function that returns the key reaches the caller, and is not retried", async () => {
  const server = await serve({});
  let calls = 0;
  const failing = () => {
    calls++;
    throw new Error("vault is sealed");
  };

  const error = await outcomeOf(
    listVideos(clientOf(server, { apiKey: failing, factoryId: "f", retries: 3 })),
  );

  expect(error).toMatchObject({ message: "vault is sealed" });
  expect(calls).toBe(1);
});

test("the key is not sent to another host", async () => {
  const server = await serve({ "GET /videos.json": empty });
  const other = await startServer(() => ({ json: empty }));
  const client = clientOf(server, { factoryId: "f" });

  await client.GET("/videos.json", { baseUrl: `http://127.0.0.1:${other.port}/flip/3.1` });

  expect(other.requests[0]?.headers).not.toHaveProperty("x-api-key");
  expect(other.requests[0]?.query).toBe("");
});

test("a header of the caller does not replace the key", async () => {
  const server = await serve({ "GET /videos.json": empty });
  const headers = { "X-Api-Key": "tcs_other", Accept: "application/json" };

  await unwrap(listVideos(clientOf(server, { factoryId: "f", headers }), {}));

  expect(server.requests[0]?.headers).toMatchObject({
    "x-api-key": apiKey,
    accept: "application/json",
  });
});

test("new TelestreamCloud() has the documented defaults", () => {
  const tc = new TelestreamCloud({ apiKey });

  expect({ ...tc }).toEqual({
    factoryId: undefined,
    apiHost: "api.cloud.telestream.net",
    apiPort: 443,
    https: true,
  });
});

test("the default URL is https://api.cloud.telestream.net:443/flip/3.1", async () => {
  const urls: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    urls.push(url);
    return Response.json(empty);
  };

  await new TelestreamCloud({ apiKey, factoryId: "f", fetch }).get("/videos.json");

  expect(urls).toEqual(["https://api.cloud.telestream.net:443/flip/3.1/videos.json?factory_id=f"]);
});

test.each([
  { options: { apiKey: "" }, argument: "apiKey" },
  { options: { apiKey: undefined }, argument: "apiKey" },
  { options: { apiKey: " tcs_1" }, argument: "apiKey" },
  { options: { apiKey: "tcs_1\n" }, argument: "apiKey" },
  { options: { apiKey: "tcs_1\r\nX: y" }, argument: "apiKey" },
  { options: { apiKey: "tcs_é" }, argument: "apiKey" },
  { options: { apiKey: 1 }, argument: "apiKey" },
  { options: { apiHost: "https://api.cloud.telestream.net" }, argument: "apiHost" },
  { options: { apiPort: 0 }, argument: "apiPort" },
  { options: { factoryId: ".." }, argument: "factoryId" },
  { options: { https: "yes" }, argument: "https" },
  { options: { accessKey: "a" }, argument: "accessKey" },
])("new TelestreamCloud() rejects $options, and does not show the key", ({ options, argument }) => {
  const create = () => new TelestreamCloud({ apiKey, ...options } as never);

  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
  expect(create).toThrow(expect.objectContaining({ message: expect.not.stringContaining("tcs_") }));
});

test.each([undefined, null, "key"])("new TelestreamCloud() rejects the options %s", (options) => {
  expect(() => new TelestreamCloud(options as never)).toThrow(
    expect.objectContaining({ argument: "options" }),
  );
});

test("raw verbs send JSON bodies, or the query of GET and DELETE, and fill in the path", async () => {
  const server = await serve({
    "GET /videos/a%20b.json": { id: "v" },
    "POST /videos.json": { id: "v" },
    "PUT /profiles/p.json": { id: "p" },
    "PATCH /factories/f.json": { id: "f" },
    "DELETE /videos/v.json": { deleted: true },
    "POST /encodings/e/retry.json": { retried: true },
  });
  const tc = connect(server, { factoryId: "f" });

  await tc.get("/videos/{id}.json", { id: "a b" });
  await tc.post("/videos.json", { source_url: "http://a", extra_variables: { a: "b" } });
  await tc.put("/profiles/{id}.json", { id: "p", upscale: false });
  await tc.patch("/factories/{id}.json", { id: "f", name: "n" });
  await tc.delete("/videos/{id}.json", { id: "v" });
  await tc.post("/encodings/{id}/retry.json", { id: "e" });

  expect(summarize(server.requests)).toEqual([
    "GET /videos/a%20b.json factory_id=f",
    'POST /videos.json factory_id=f {"source_url":"http://a","extra_variables":{"a":"b"}}',
    'PUT /profiles/p.json factory_id=f {"upscale":false}',
    'PATCH /factories/f.json {"name":"n"}',
    "DELETE /videos/v.json factory_id=f",
    "POST /encodings/e/retry.json factory_id=f",
  ]);
});

test("raw verbs send a factory_id in the query, never in the body", async () => {
  const server = await serve({
    "POST /videos.json": { id: "v" },
    "POST /videos/v/cancel.json": { canceled: true },
    "PUT /profiles/p.json": { id: "p" },
    "DELETE /videos/v.json": { deleted: true },
  });
  const tc = connect(server);

  await tc.post("/videos.json", { factory_id: "g", source_url: "http://a" });
  await tc.post("/videos/v/cancel.json", { factory_id: "g" });
  await tc.put("/profiles/p.json", { factory_id: "g", upscale: false });
  await tc.delete("/videos/v.json", { factory_id: "g" });
  await connect(server, { factoryId: "f" }).post("/videos.json", { factory_id: "g", payload: "" });

  expect(summarize(server.requests)).toEqual([
    'POST /videos.json factory_id=g {"source_url":"http://a"}',
    "POST /videos/v/cancel.json factory_id=g",
    'PUT /profiles/p.json factory_id=g {"upscale":false}',
    "DELETE /videos/v.json factory_id=g",
    'POST /videos.json factory_id=f {"payload":""}',
  ]);
});

test.each([
  { path: "/videos", argument: "path" },
  { path: "/videos.json?page=1", argument: "path" },
  { path: "/videos/../factories.json", argument: "path" },
  { path: "", argument: "path" },
])("tc.get() rejects the path $path", async ({ path, argument }) => {
  const server = await serve({});

  const error = await outcomeOf(connect(server, { factoryId: "f" }).get(path));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(server.requests).toEqual([]);
});

test("a body that JSON cannot express is rejected before it is sent", async () => {
  const server = await serve({});
  const tc = connect(server, { factoryId: "f" });
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;

  const errors = [
    await outcomeOf(tc.post("/videos.json", { extra_variables: cycle })),
    await outcomeOf(tc.post("/videos.json", { payload: 1n })),
  ];

  for (const error of errors) {
    expect(error).toMatchObject({ name: "InvalidArgumentError", argument: "body" });
  }
  expect(server.requests).toEqual([]);
});

test("getResource() knows only flip", () => {
  const tc = new TelestreamCloud({ apiKey });

  expect(() => tc.getResource("flop" as never)).toThrow(
    expect.objectContaining({ argument: "name" }),
  );
});
