import { createFlipClient, listVideos } from "flip-pili/flip";
import { expect, test } from "vitest";
import { credentials, type FlipServer, startServer } from "../helpers/flip-server.ts";
import { isSignedCorrectly } from "../helpers/verify-signature.ts";

test("a generated function signs its query", async () => {
  const server = await startServer(() => ({ json: [{ id: "v" }] }));
  const client = clientOf(server);

  const { data } = await listVideos(client, { query: { status: "success", per_page: 20 } });

  expect(data).toEqual([{ id: "v" }]);
  expect(server.requests[0]?.params).toMatchObject({ status: "success", per_page: "20" });
  expect(isVerified(server)).toBe(true);
});

test("a query that the caller serializes is signed and sent as a whole", async () => {
  const server = await startServer(() => ({ json: [] }));
  const querySerializer = () => "title=where? here?&events[a]=1&list=a,b";

  await clientOf(server).GET("/videos.json", { querySerializer });
  await clientOf(server).GET("/factories.json");

  expect(server.requests[0]?.params).toMatchObject({
    title: "where? here?",
    "events[a]": "1",
    list: "a,b",
  });
  expect(isVerified(server)).toBe(true);
  expect(server.requests[1]?.params).not.toHaveProperty("title");
});

test("middleware can serialize a query without an effect on requests", async () => {
  const server = await startServer(() => ({ json: [] }));
  const client = clientOf(server);
  const texts: unknown[] = [];
  client.use({
    onRequest({ options }) {
      if (typeof options.querySerializer !== "function") return;
      texts.push(options.querySerializer({ page: 2, events: { a: true } }));
    },
  });

  await client.GET("/videos.json", { params: { query: { page: 1 } } });
  await client.GET("/videos.json", { querySerializer: () => "" });

  expect(texts[0]).toBe("events[a]=true&page=2");
  expect(server.requests.map(({ params }) => params.page)).toEqual(["1", undefined]);
});

test("a request to another base URL is not signed", async () => {
  const server = await startServer(() => ({ json: [] }));
  const other = await startServer(() => ({ json: [] }));
  const client = clientOf(server);

  await client.GET("/videos.json", { baseUrl: `http://127.0.0.1:${other.port}/v3.0` });
  await client.GET("/videos.json", { baseUrl: `http://127.0.0.1:${server.port}/v3.01` });

  const queries = [...other.requests, ...server.requests].map(({ query }) => query);
  expect(queries).toEqual(["", ""]);
});

const form = new FormData();
form.append("title", "panda");

const bodies: { what: string; type?: string; body: unknown; sent: RegExp; sentType: RegExp }[] = [
  {
    what: "an object",
    body: { title: "é", at: new Date(0), none: undefined },
    sent: /^\{"title":"é","at":"1970-01-01T00:00:00.000Z"\}$/,
    sentType: /^application\/json$/,
  },
  {
    what: "a form",
    type: "application/x-www-form-urlencoded",
    body: { title: "a b&c", events: { x: true }, list: [1, 2], none: null },
    sent: /^title=a%20b%26c&events\[x\]=true&list=1%2C2$/,
    sentType: /^application\/x-www-form-urlencoded$/,
  },
  {
    what: "the fields of a multipart body",
    type: "multipart/form-data",
    body: { file: new Blob(["panda"]), bytes: new Uint8Array([65]), fps: 5, none: null },
    sent: /name="file"; filename="blob".*panda.*name="bytes".*A.*name="fps"\r\n\r\n5\r\n/s,
    sentType: /^multipart\/form-data; boundary=/,
  },
  {
    what: "a FormData",
    body: form,
    sent: /name="title"\r\n\r\npanda\r\n/,
    sentType: /^multipart\/form-data; boundary=/,
  },
  {
    what: "a Blob",
    type: "video/mp4",
    body: new Blob(["abc"]),
    sent: /^abc$/,
    sentType: /^video\/mp4$/,
  },
  {
    what: "bytes",
    type: "application/octet-stream",
    body: new Uint8Array([97, 98]),
    sent: /^ab$/,
    sentType: /^application\/octet-stream$/,
  },
  { what: "a string", type: "text/plain", body: "abc", sent: /^abc$/, sentType: /^text\/plain$/ },
];

test.each(bodies)("$what is serialized according to the content type", async (entry) => {
  const server = await startServer(() => ({ json: { id: "v" } }));
  const headers = entry.type === undefined ? {} : { "Content-Type": entry.type };

  await clientOf(server).POST("/videos.json", { body: entry.body as never, headers });

  const [request] = server.requests;
  expect(request?.body.toString()).toMatch(entry.sent);
  expect(request?.headers["content-type"]).toMatch(entry.sentType);
  expect(isVerified(server)).toBe(true);
});

test.each([
  { what: "an object as bytes", type: "video/mp4", body: { a: 1 } },
  { what: "a string as a form", type: "application/x-www-form-urlencoded", body: "a=1" },
  { what: "an array as multipart", type: "multipart/form-data", body: ["a"] },
])("$what is rejected before any request", async ({ type, body }) => {
  const server = await startServer(() => ({ json: {} }));
  const headers = { "Content-Type": type };

  const call = clientOf(server).POST("/videos.json", { body: body as never, headers });

  await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "body" });
  expect(server.requests).toHaveLength(0);
});

function clientOf({ port }: FlipServer) {
  return createFlipClient({ ...credentials, apiHost: "127.0.0.1", apiPort: port, retries: 0 });
}

function isVerified({ requests }: FlipServer): boolean {
  const evidence = { method: "", path: "", query: "", host: "127.0.0.1", ...requests[0] };
  return isSignedCorrectly({ ...evidence, secretKey: credentials.secretKey });
}
