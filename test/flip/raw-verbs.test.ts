import { expect, test } from "vitest";
import { connect, credentials, startServer } from "../helpers/flip-server.ts";
import { routes, summarize } from "../helpers/routes.ts";
import { isSignedCorrectly } from "../helpers/verify-signature.ts";

test("the raw verbs call any path and return the parsed body", async () => {
  const server = await startServer(
    routes({
      "GET /videos.json": [{ id: "v" }],
      "POST /profiles.json": { id: "p" },
      "PUT /profiles/p.json": { id: "p", width: 320 },
      "DELETE /videos/v.json": { deleted: true },
      "GET /not/in/the/spec.json": "anything",
    }),
  );
  const tc = connect(server, { factoryId: "f" });

  const bodies = [
    await tc.get("/videos.json"),
    await tc.post("/profiles.json", { title: "My custom profile", width: 320 }),
    await tc.put("/profiles/p.json", { width: 320 }),
    await tc.delete("/videos/v.json"),
    await tc.get("/not/in/the/spec.json", { status: "success" }),
  ];

  expect(bodies).toEqual([
    [{ id: "v" }],
    { id: "p" },
    { id: "p", width: 320 },
    { deleted: true },
    "anything",
  ]);
  expect(summarize(server.requests)).toEqual([
    "GET /videos.json factory_id=f",
    "POST /profiles.json factory_id=f title=My custom profile width=320",
    "PUT /profiles/p.json factory_id=f width=320",
    "DELETE /videos/v.json factory_id=f",
    "GET /not/in/the/spec.json factory_id=f status=success",
  ]);
});

test.each([
  { what: "the caller's, when the client has none", own: undefined, sent: "f1" },
  { what: "the client's, when it has one", own: "f2", sent: "f2" },
])("the factory_id that is signed and sent is $what", async ({ own, sent }) => {
  const server = await startServer(routes({ "GET /videos.json": [], "POST /videos.json": {} }));
  const tc = connect(server, { factoryId: own });
  const host = "127.0.0.1";

  await tc.get("/videos.json", { factory_id: "f1", status: "success" });
  await tc.post("/videos.json", { factory_id: "f1", source_url: "http://files.com/a.mp4" });
  const params = tc.signedParams("GET", "/videos.json", { factory_id: "f1" });

  expect(params.factory_id).toBe(sent);
  expect(server.requests.map(({ params: { factory_id } }) => factory_id)).toEqual([sent, sent]);
  for (const { method, path, query } of server.requests) {
    const evidence = { method, host, path: path.replace("/v3.0", ""), query };
    expect(isSignedCorrectly({ ...evidence, secretKey: credentials.secretKey })).toBe(true);
  }
});

test.each(["3.0beta", "3.1", "4", "3.0-rc.1"])("apiVersion can be %j", async (apiVersion) => {
  const server = await startServer(() => ({ json: [] }));

  await connect(server, { apiVersion }).get("/videos.json");

  expect(server.requests[0]?.path).toBe(`/v${apiVersion}/videos.json`);
});

test("parameters named in the path are inserted there and not sent in the query", async () => {
  const server = await startServer(routes({ "GET /videos/a%2Fb/encodings.json": [] }));
  const params = Object.freeze({ id: "a/b", page: 2 });

  await connect(server).get("/videos/{id}/encodings.json", params);

  expect(summarize(server.requests)).toEqual(["GET /videos/a%2Fb/encodings.json page=2"]);
});

test.each(["videos.json", "/videos.json/", "//videos.json", " /videos.json\n"])(
  "the path %j is equivalent to /videos.json",
  async (path) => {
    const server = await startServer(routes({ "GET /videos.json": [] }));

    await connect(server).get(path);

    expect(server.requests).toHaveLength(1);
  },
);

test("a path with spaces and non-ASCII letters is escaped once", async () => {
  const server = await startServer(() => ({ json: {} }));
  const tc = connect(server);

  await tc.get("/profiles/mein Profil é.json");
  await tc.get("/profiles/already%20escaped.json");
  await tc.get("/profiles/100%.json");

  expect(server.requests.map(({ path }) => path)).toEqual([
    "/v3.0/profiles/mein%20Profil%20%C3%A9.json",
    "/v3.0/profiles/already%20escaped.json",
    "/v3.0/profiles/100%25.json",
  ]);
});

test.each([
  { path: "/videos", argument: "path" },
  { path: "/videos.xml", argument: "path" },
  { path: "/videos/../factories.json", argument: "path" },
  { path: "/videos/%2e%2E/factories.json", argument: "path" },
  { path: "/./videos.json", argument: "path" },
  { path: "/videos.json?page=2", argument: "path" },
  { path: "/videos.json#top", argument: "path" },
  { path: "", argument: "path" },
  { path: " / ", argument: "path" },
  { path: 5, argument: "path" },
  { path: null, argument: "path" },
  { path: undefined, argument: "path" },
  { path: "/videos/\uD800.json", argument: "path" },
  { path: "/videos/{id}.json", argument: "id" },
  { path: "/videos/{toString}.json", argument: "toString" },
])("the path $path is rejected before any request", async ({ path, argument }) => {
  const server = await startServer(() => ({ json: {} }));

  const call = connect(server).get(path as string);

  await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(server.requests).toHaveLength(0);
});

test.each([{ id: "" }, { id: ".." }, { id: "%2E" }, { id: {} }, { id: null }])(
  "the path parameter $id is rejected",
  async (params) => {
    const server = await startServer(() => ({ json: {} }));

    const call = connect(server).get("/videos/{id}.json", params);

    await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "id" });
    expect(server.requests).toHaveLength(0);
  },
);

test.each([null, 5, "page=1", ["page"], new URLSearchParams("page=1"), new Map()])(
  "the parameters %s are rejected before any request",
  async (params) => {
    const server = await startServer(() => ({ json: {} }));

    const call = connect(server).get("/videos.json", params as never);

    await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "params" });
    expect(server.requests).toHaveLength(0);
  },
);

test("tc.post() sends a file as multipart and signs the other parameters", async () => {
  const server = await startServer(() => ({ json: { id: "v" } }));
  const file = new File(["panda"], "panda.mp4");

  await connect(server).post("/videos.json", { file, profiles: ["h264", "webm"] });

  expect(summarize(server.requests)).toEqual(["POST /videos.json profiles=h264,webm"]);
  const { headers, body } = server.requests[0] ?? {};
  expect(headers?.["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(body?.toString()).toContain('name="file"; filename="panda.mp4"');
});

test.each(["get", "put", "delete"] as const)("tc.%s() rejects a file", async (verb) => {
  const server = await startServer(() => ({ json: {} }));

  const call = connect(server)[verb]("/videos.json", { file: new Blob(["x"]) });

  await expect(call).rejects.toMatchObject({ argument: "params.file" });
  expect(server.requests).toHaveLength(0);
});

test("the raw verbs never throw synchronously", () => {
  const server = { port: 1 };

  const call = connect(server).get("");

  return expect(call).rejects.toThrow("Invalid argument path");
});
