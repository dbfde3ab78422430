import { createFlipClient, HttpError, listVideos, type Video } from "flip-pili/flip";
import { expect, test } from "vitest";
import {
  connect,
  credentials,
  type FlipServer,
  type Reply,
  startServer,
} from "../helpers/flip-server.ts";
import { outcomeOf, responseOf } from "../helpers/network-faults.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";

const html = { "Content-Type": "text/html" };
const json = { "Content-Type": "application/json" };
const page = "<html>Bad gateway</html>";
const invalidJson = '{"id": "v", ';

const unexpected: { description: string; reply: Reply; error: object }[] = [
  {
    description: "an error of the service with 404",
    reply: { status: 404, json: { error: "RecordNotFound", message: "Couldn't find Video" } },
    error: {
      status: 404,
      code: "RecordNotFound",
      message: expect.stringMatching(/ returned 404 RecordNotFound: Couldn't find Video$/),
      body: { error: "RecordNotFound", message: "Couldn't find Video" },
    },
  },
  {
    description: "an HTML page with 502",
    reply: { status: 502, text: page, headers: html },
    error: { status: 502, code: undefined, body: page, message: expect.stringMatching(/ 502$/) },
  },
  {
    description: "an empty body with 500",
    reply: { status: 500 },
    error: { status: 500, code: undefined, body: undefined },
  },
  {
    description: "an empty body with 500 and Content-Length",
    reply: { status: 500, text: "", headers: { "Content-Length": "0" } },
    error: { status: 500, body: undefined },
  },
  {
    description: "a status above 599",
    reply: { status: 614, json: { error: "AlreadyExists", message: "file exists" } },
    error: { status: 614, code: "AlreadyExists" },
  },
  {
    description: "invalid JSON with 400",
    reply: { status: 400, text: invalidJson, headers: json },
    error: { status: 400, body: invalidJson },
  },
  {
    description: "null with 400",
    reply: { status: 400, json: null },
    error: { status: 400, code: undefined, body: null },
  },
  {
    description: "an array with 400",
    reply: { status: 400, json: ["no"] },
    error: { status: 400, code: undefined, body: ["no"] },
  },
  {
    description: "an HTML page with 200",
    reply: { text: page, headers: html },
    error: { status: 200, body: page, message: expect.stringMatching(/ a body that is not JSON$/) },
  },
  {
    description: "invalid JSON with 200",
    reply: { text: invalidJson, headers: json },
    error: { status: 200, body: invalidJson },
  },
  {
    description: "invalid JSON with 200 and Content-Length",
    reply: {
      text: invalidJson,
      headers: { ...json, "Content-Length": String(invalidJson.length) },
    },
    error: { status: 200, body: invalidJson },
  },
  {
    description: "bytes with 200",
    reply: { text: "\u0000\u0001", headers: { "Content-Type": "application/octet-stream" } },
    error: { status: 200, body: undefined },
  },
  {
    description: "bytes with 500",
    reply: { status: 500, text: "oops", headers: { "Content-Type": "application/octet-stream" } },
    error: { status: 500, body: "oops" },
  },
  {
    description: "a video with 200 and Content-Length",
    reply: { text: "\u0000", headers: { "Content-Type": "video/mp4", "Content-Length": "1" } },
    error: { status: 200 },
  },
  {
    description: "an empty body with 200",
    reply: { text: "" },
    error: { status: 200, message: expect.stringMatching(/ with an unexpected body$/) },
  },
  { description: "status 204", reply: { status: 204 }, error: { status: 204 } },
  { description: "a number with 200", reply: { json: 5 }, error: { status: 200, body: 5 } },
  { description: "null with 200", reply: { json: null }, error: { status: 200, body: null } },
  { description: "an array with 200", reply: { json: [] }, error: { status: 200, body: [] } },
  {
    description: "an object without an id with 200",
    reply: { json: { name: "x" } },
    error: { status: 200, body: { name: "x" } },
  },
  {
    description: "an error object with 200",
    reply: { json: { error: "RecordNotFound", message: "Couldn't find Video" } },
    error: {
      status: 200,
      code: "RecordNotFound",
      message: expect.stringMatching(/ returned 200 RecordNotFound: Couldn't find Video$/),
    },
  },
];

test.each(unexpected)("find() throws an HttpError for $description", async ({ reply, error }) => {
  const server = await startServer(() => reply);

  const thrown = await outcomeOf(connect(server).getResource("flip").factories.find("f"));

  expect(thrown).toBeInstanceOf(HttpError);
  expect(thrown).toMatchObject({
    name: "HttpError",
    method: "GET",
    url: `http://127.0.0.1:${server.port}/v3.0/factories/f.json`,
    ...error,
  });
});

test.each([
  { description: "an object", json: { id: "v" } },
  { description: "an array of numbers", json: [1] },
  { description: "an array with an object without an id", json: [{ id: "v" }, {}] },
  { description: "an error object", json: { error: "BadRequest", message: "no" } },
])("all() throws an HttpError for $description", async ({ json: body }) => {
  const server = await startServer(() => ({ json: body }));

  const list = connect(server).getResource("flip").factories.all();

  await expect(list).rejects.toMatchObject({ name: "HttpError", status: 200, body });
});

test.each(["deleteSourceFile", "delete", "metadata"] as const)(
  "video.%s() throws an HttpError for an error object with 200",
  async (method) => {
    const body = { error: "RecordNotFound", message: "Couldn't find Video" };
    const server = await startServer(({ path }) => ({
      json: path.includes("/factories") || server.requests.length === 2 ? { id: "x" } : body,
    }));
    const video = await videoOf(server);

    const call = video[method]();

    await expect(call).rejects.toMatchObject({ name: "HttpError", status: 200, body });
  },
);

test("get() throws an HttpError for an error object with 200", async () => {
  const server = await startServer(() => ({ json: { error: "BadRequest", message: "no" } }));

  const call = connect(server).get("/videos/count.json");

  await expect(call).rejects.toMatchObject({ name: "HttpError", status: 200, code: "BadRequest" });
});

test("HttpError has a response property that is not enumerable", async () => {
  const server = await startServer(() => ({
    status: 403,
    json: {},
    headers: { "X-Custom": "present" },
  }));

  const error = (await outcomeOf(connect(server).get("/videos.json"))) as HttpError;

  expect(error.response.headers.get("X-Custom")).toBe("present");
  expect(Object.keys(error)).not.toContain("response");
});

test.each([
  { json: "12345678901234567890", value: "12345678901234567890" },
  { json: "-9007199254740993", value: "-9007199254740993" },
  { json: "9007199254740991", value: Number.MAX_SAFE_INTEGER },
  { json: "[1,9007199254740993]", value: [1, "9007199254740993"] },
  { json: '"12345678901234567890"', value: "12345678901234567890" },
  { json: String.raw`"\" 12345678901234567890"`, value: '" 12345678901234567890' },
  { json: String.raw`"\\",12345678901234567890`, value: "\\", rest: "12345678901234567890" },
  { json: "0.30000000000000004", value: 0.30000000000000004 },
  { json: "-29.970029970029969", value: -29.970029970029969 },
  { json: "1234567890123456789.5", value: Number("1234567890123456789.5") },
  { json: "1.2345678901234567e5", value: 123456.78901234567 },
  { json: "1234567890123456789e2", value: Number("1234567890123456789e2") },
])("JSON $json is parsed without rounding", async ({ json: text, value, rest }) => {
  const isPair = rest !== undefined;
  const body = isPair ? `{"id":"f","n":${text.replace(",", ',"m":')}}` : `{"id":"f","n":${text}}`;
  const server = await startServer(() => ({ text: body, headers: json }));

  const { details } = await connect(server).getResource("flip").factories.find("f");

  expect(details).toEqual({ id: "f", n: value, ...(isPair ? { m: rest } : {}) });
});

test("a long string with many digits is parsed quickly", async () => {
  const log = '1234567890123456 "'.repeat(1_000_000);
  const server = await startServer(() => ({ json: { id: "f", log } }));

  const { details } = await connect(server).getResource("flip").factories.find("f");

  expect(details).toEqual({ id: "f", log });
});

/** Returns JSON of nested arrays inside an object with an id. */
function nestedJson(depth: number): string {
  return `{"id":"f","deep":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
}

test.each([
  { status: 200, depth: 129 },
  { status: 200, depth: 5_000 },
  { status: 200, depth: 400_000 },
  { status: 400, depth: 400_000 },
])("JSON nested $depth deep with $status is an HttpError with the body as text", async (entry) => {
  const text = nestedJson(entry.depth);
  const server = await startServer(() => ({ status: entry.status, text, headers: json }));

  const error = await outcomeOf(connect(server).getResource("flip").factories.find("f"));

  expect(error).toMatchObject({ name: "HttpError", status: entry.status });
  expect((error as HttpError).body === text).toBe(true);
});

test("JSON nested 128 deep is accepted", async () => {
  const server = await startServer(() => ({ text: nestedJson(128), headers: json }));

  const factory = await connect(server).getResource("flip").factories.find("f");

  expect(JSON.stringify(factory)).toBe(nestedJson(128));
});

test("reload() leaves the object as it was when the response is nested too deeply", async () => {
  const replies = ['{"id":"f","name":"mine"}', nestedJson(5_000)];
  const server = await startServer(() => ({ text: replies.shift() ?? "", headers: json }));
  const factory = await connect(server).getResource("flip").factories.find("f");

  const reload = factory.reload();

  await expect(reload).rejects.toMatchObject({ name: "HttpError", status: 200 });
  expect(factory).toMatchObject({ id: "f", name: "mine" });
  expect(factory.details).toEqual({ id: "f", name: "mine" });
});

test("all() returns a page of 130,000 items", async () => {
  const items = Array.from({ length: 130_000 }, (_, id) => ({ id: String(id) }));
  const server = await startServer(({ path, params }) => {
    if (path.endsWith("/factories/f.json")) return { json: { id: "f" } };
    return { json: params.page ? [] : items };
  });
  const factory = await connect(server).getResource("flip").factories.find("f");

  const profiles = await factory.profiles.all();

  expect(profiles).toHaveLength(130_000);
});

test("__proto__ in a response does not change prototypes", async () => {
  const text = '{"id":"f","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":1}}}';
  const server = await startServer(() => ({ text, headers: json }));

  const factory = await connect(server).getResource("flip").factories.find("f");
  await factory.reload();
  await factory.save();

  expect({}).not.toHaveProperty("isAdmin");
  expect(factory).not.toHaveProperty("isAdmin");
  expect(factory.constructor.name).toBe("Factory");
});

test("a generated function returns data or error with the response, and does not throw", async () => {
  const replies = [Response.json([{ id: "v" }]), responseOf(404)];
  const { fetch } = observedFetch(() => replies.shift() ?? Response.json([]));
  const client = createFlipClient({ ...credentials, fetch });

  const succeeded = await listVideos(client);
  const failed = await listVideos(client);

  expect(succeeded).toEqual({
    data: [{ id: "v" }],
    status: 200,
    response: expect.objectContaining({ ok: true }),
  });
  expect(failed).toEqual({
    error: { error: "Fault", message: "Not now" },
    status: 404,
    response: expect.objectContaining({ status: 404 }),
  });
});

async function videoOf(server: FlipServer): Promise<Video> {
  const factory = await connect(server).getResource("flip").factories.find("f");
  return factory.videos.find("v");
}
