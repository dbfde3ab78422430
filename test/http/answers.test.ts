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
const broken = '{"id": "v", ';

const faults: { what: string; reply: Reply; error: object }[] = [
  {
    what: "an error of the service",
    reply: { status: 404, json: { error: "RecordNotFound", message: "Couldn't find Video" } },
    error: {
      status: 404,
      code: "RecordNotFound",
      message: expect.stringMatching(/ returned 404 RecordNotFound: Couldn't find Video$/),
      body: { error: "RecordNotFound", message: "Couldn't find Video" },
    },
  },
  {
    what: "an HTML page with 502",
    reply: { status: 502, text: page, headers: html },
    error: { status: 502, code: undefined, body: page, message: expect.stringMatching(/ 502$/) },
  },
  {
    what: "nothing with 500",
    reply: { status: 500 },
    error: { status: 500, code: undefined, body: undefined },
  },
  {
    what: "nothing with 500, of known length",
    reply: { status: 500, text: "", headers: { "Content-Length": "0" } },
    error: { status: 500, body: undefined },
  },
  {
    what: "a status beyond 599",
    reply: { status: 614, json: { error: "AlreadyExists", message: "file exists" } },
    error: { status: 614, code: "AlreadyExists" },
  },
  {
    what: "broken JSON with 400",
    reply: { status: 400, text: broken, headers: json },
    error: { status: 400, body: broken },
  },
  {
    what: "null with 400",
    reply: { status: 400, json: null },
    error: { status: 400, code: undefined, body: null },
  },
  {
    what: "a list with 400",
    reply: { status: 400, json: ["no"] },
    error: { status: 400, code: undefined, body: ["no"] },
  },
  {
    what: "an HTML page with 200",
    reply: { text: page, headers: html },
    error: { status: 200, body: page, message: expect.stringMatching(/ a body that is not JSON$/) },
  },
  {
    what: "broken JSON with 200",
    reply: { text: broken, headers: json },
    error: { status: 200, body: broken },
  },
  {
    what: "broken JSON with 200, of known length",
    reply: { text: broken, headers: { ...json, "Content-Length": String(broken.length) } },
    error: { status: 200, body: broken },
  },
  {
    what: "bytes with 200",
    reply: { text: "\u0000\u0001", headers: { "Content-Type": "application/octet-stream" } },
    error: { status: 200, body: undefined },
  },
  {
    what: "bytes with 500",
    reply: { status: 500, text: "oops", headers: { "Content-Type": "application/octet-stream" } },
    error: { status: 500, body: "oops" },
  },
  {
    what: "a film that never ends with 200, of known length",
    reply: { text: "\u0000", headers: { "Content-Type": "video/mp4", "Content-Length": "1" } },
    error: { status: 200 },
  },
  {
    what: "nothing with 200",
    reply: { text: "" },
    error: { status: 200, message: expect.stringMatching(/ with an unexpected body$/) },
  },
  { what: "nothing with 204", reply: { status: 204 }, error: { status: 204 } },
  { what: "a number with 200", reply: { json: 5 }, error: { status: 200, body: 5 } },
  { what: "null with 200", reply: { json: null }, error: { status: 200, body: null } },
  { what: "a list with 200", reply: { json: [] }, error: { status: 200, body: [] } },
  {
    what: "an object without id with 200",
    reply: { json: { name: "x" } },
    error: { status: 200, body: { name: "x" } },
  },
  {
    what: "an error object with 200",
    reply: { json: { error: "RecordNotFound", message: "Couldn't find Video" } },
    error: {
      status: 200,
      code: "RecordNotFound",
      message: expect.stringMatching(/ returned 200 RecordNotFound: Couldn't find Video$/),
    },
  },
];

test.each(faults)("$what in place of an object is an HttpError", async ({ reply, error }) => {
  const server = await startServer(() => reply);

  const found = await outcomeOf(connect(server).getResource("flip").factories.find("f"));

  expect(found).toBeInstanceOf(HttpError);
  expect(found).toMatchObject({
    name: "HttpError",
    method: "GET",
    url: `http://127.0.0.1:${server.port}/v3.0/factories/f.json`,
    ...error,
  });
});

test.each([
  { what: "an object", json: { id: "v" } },
  { what: "null", json: null },
  { what: "a list of numbers", json: [1] },
  { what: "a list with an object without id", json: [{ id: "v" }, {}] },
  { what: "an error object", json: { error: "BadRequest", message: "no" } },
])("$what in place of a list is an HttpError", async ({ json: body }) => {
  const server = await startServer(() => ({ json: body }));

  const list = connect(server).getResource("flip").factories.all();

  await expect(list).rejects.toMatchObject({ name: "HttpError", status: 200, body });
});

test.each(["deleteSourceFile", "delete", "metadata"] as const)(
  "an error object with 200 in answer to video.%s() is an HttpError",
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

test("an error object with 200 in answer to a raw call is an HttpError", async () => {
  const server = await startServer(() => ({ json: { error: "BadRequest", message: "no" } }));

  const call = connect(server).get("/videos/count.json");

  await expect(call).rejects.toMatchObject({ name: "HttpError", status: 200, code: "BadRequest" });
});

test("an HttpError carries the response, out of sight", async () => {
  const server = await startServer(() => ({ status: 403, json: {}, headers: { "X-Own": "here" } }));

  const error = (await outcomeOf(connect(server).get("/videos.json"))) as HttpError;

  expect(error.response.headers.get("X-Own")).toBe("here");
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
])("the number $json arrives unrounded", async ({ json: text, value, rest }) => {
  const isPair = rest !== undefined;
  const body = isPair ? `{"id":"f","n":${text.replace(",", ',"m":')}}` : `{"id":"f","n":${text}}`;
  const server = await startServer(() => ({ text: body, headers: json }));

  const { details } = await connect(server).getResource("flip").factories.find("f");

  expect(details).toEqual({ id: "f", n: value, ...(isPair ? { m: rest } : {}) });
});

test("a long text with many digits is no burden", async () => {
  const log = '1234567890123456 "'.repeat(1_000_000);
  const server = await startServer(() => ({ json: { id: "f", log } }));

  const { details } = await connect(server).getResource("flip").factories.find("f");

  expect(details).toEqual({ id: "f", log });
});

test("__proto__ in an answer harms nothing", async () => {
  const text = '{"id":"f","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":1}}}';
  const server = await startServer(() => ({ text, headers: json }));

  const factory = await connect(server).getResource("flip").factories.find("f");
  await factory.reload();
  await factory.save();

  expect({}).not.toHaveProperty("isAdmin");
  expect(factory).not.toHaveProperty("isAdmin");
  expect(factory.constructor.name).toBe("Factory");
});

test("a generated function gives data, error and response, and does not throw", async () => {
  const replies = [Response.json([{ id: "v" }]), responseOf(404)];
  const { fetch } = observedFetch(() => replies.shift() ?? Response.json([]));
  const client = createFlipClient({ ...credentials, fetch });

  const good = await listVideos(client);
  const bad = await listVideos(client);

  expect(good).toEqual({ data: [{ id: "v" }], response: expect.any(Response) });
  expect(bad).toEqual({
    error: { error: "Fault", message: "Not now" },
    response: expect.objectContaining({ status: 404 }),
  });
});

async function videoOf(server: FlipServer): Promise<Video> {
  const factory = await connect(server).getResource("flip").factories.find("f");
  return factory.videos.find("v");
}
