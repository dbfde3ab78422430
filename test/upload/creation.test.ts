import { expect, test } from "vitest";
import { closedPort, connect, type RequestHandler, startServer } from "../helpers/flip-server.ts";
import { createUpload, expectClean, expectUploaded, quick, startUploads } from "./start-uploads.ts";

const bytes = new Uint8Array(9_500);
const valid = { id: "s", location: "http://127.0.0.1:9/s", parts: "10", part_size: "1000" };

/** Returns a factory whose API responds with this to the creation of a session. */
async function factoryOf(json: unknown, apiHost = "127.0.0.1") {
  const respond: RequestHandler = ({ method }) => ({
    json: method === "GET" ? { id: "f", name: "F" } : json,
  });
  const server = await startServer(respond);
  const fetchThere = (url: string, init: RequestInit) =>
    fetch(url.replace(apiHost, "127.0.0.1"), init);
  const options = { apiHost, https: false, fetch: fetchThere as typeof fetch };
  return connect(server, options).getResource("flip").factories.find("f");
}

test.each([
  [{}],
  [null],
  [[]],
  [{ ...valid, location: undefined }],
  [{ ...valid, location: 5 }],
  [{ ...valid, parts: "ten" }],
  [{ ...valid, parts: -1 }],
  [{ ...valid, parts: 2 ** 53 }],
  [{ ...valid, parts: 9 }],
  [{ ...valid, part_size: undefined }],
  [{ ...valid, part_size: "0" }],
  [{ ...valid, part_size: Number.NaN }],
  [{ ...valid, max_connections: "0" }],
  [{ ...valid, max_connections: {} }],
])("uploadSession() rejects the session %j", async (json) => {
  const factory = await factoryOf(json);

  const creation = factory.uploadSession(bytes);

  await expect(creation).rejects.toMatchObject({
    name: expect.stringMatching(/UploadError|HttpError/),
  });
});

test("uploadSession() accepts numbers as numbers and as strings", async () => {
  const strings = await factoryOf({ ...valid, max_connections: "3" });
  const numbers = await factoryOf({ ...valid, parts: 10, part_size: 1_000, max_connections: 3 });

  const sessions = [await strings.uploadSession(bytes), await numbers.uploadSession(bytes)];

  expect(sessions.map(({ state }) => state)).toMatchObject([
    { parts: 10, partSize: 1_000, maxConnections: 3 },
    { parts: 10, partSize: 1_000, maxConnections: 3 },
  ]);
});

test.each([null, undefined, ""])(
  "uploadSession() sends as many parts at a time as the caller allows with max_connections %j",
  async (max_connections) => {
    const uploads = await startUploads();
    uploads.server.script([{ kind: "delay", ms: 50, method: "PUT", times: 10 }]);
    const stored = uploads.server.createSession({
      fileName: "file",
      fileSize: 9_500,
      partSize: 1_000,
    });
    const factory = await factoryOf({ ...stored.response, max_connections });

    const session = await factory.uploadSession(new Uint8Array(9_500), { concurrency: 5 });
    await session.start();

    expect(stored.mostAtOnce).toBe(5);
  },
);

test.each([{ parts: null }, { parts: undefined }, { parts: "" }])(
  "uploadSession() sends ranges when the session has %j",
  async (fields) => {
    const uploads = await startUploads();
    const file = { fileName: "file", fileSize: 9_500, multiChunk: false };
    const stored = uploads.server.createSession(file);
    const factory = await factoryOf({ ...stored.response, ...fields, part_size: null });

    const session = await factory.uploadSession(new Uint8Array(9_500));
    await session.start();

    expect(session.parts).toBe(0);
    expect(stored.isComplete).toBe(true);
  },
);

test.each([
  { parts: 50 * 1024 * 1024, part_size: 1 },
  { parts: String(50 * 1024 * 1024), part_size: "1" },
  { parts: 262_144, part_size: 200 },
])("uploadSession() rejects a session of more than 100,000 parts: %j", async (numbers) => {
  const factory = await factoryOf({ ...valid, ...numbers });

  const creation = factory.uploadSession(Buffer.alloc(50 * 1024 * 1024));

  await expect(creation).rejects.toMatchObject({
    name: "UploadError",
    reason: "protocol",
    message: expect.stringContaining("the maximum is 100000 parts"),
  });
});

test.each([
  "file:///etc/passwd",
  "ftp://upload.example.com/s",
  "javascript:alert(1)",
  "/relative",
  "http://user@upload.example.com/s",
  "http://user:password@upload.example.com/s",
  "http://:password@upload.example.com/s",
])("uploadSession() rejects the location %s", async (location) => {
  const factory = await factoryOf({ ...valid, location });

  const creation = factory.uploadSession(bytes);

  await expect(creation).rejects.toMatchObject({ name: "UploadError", reason: "protocol" });
});

test.each([
  "http://localhost/s",
  "http://localhost./s",
  "http://upload.localhost/s",
  "http://127.0.0.1/s",
  "http://2130706433/s",
  "http://0x7f.1/s",
  "http://0.0.0.0/s",
  "http://10.0.0.1/s",
  "http://172.16.0.1/s",
  "http://192.168.0.1/s",
  "http://169.254.169.254/latest/meta-data",
  "http://100.64.0.1/s",
  "http://[::1]/s",
  "http://[::]/s",
  "http://[fd00::1]/s",
  "http://[fe80::1]/s",
  "http://[fec0::1]/s",
  "http://[ff02::1]/s",
  "http://[::ffff:127.0.0.1]/s",
  "http://[::ffff:8.8.8.8]/s",
  "http://[::10.0.0.1]/s",
  "http://[::ffff:0:10.0.0.1]/s",
  "http://[64:ff9b::10.0.0.1]/s",
  "http://[64:ff9b:1::1]/s",
  "http://[2002:a00:1::1]/s",
  "http://[2001::1]/s",
  "http://[2001:0:1:2:3:4:5:6]/s",
  "http://0xa9fea9fe/s",
  "http://169.254.169.254/s",
  "http://192.0.0.192/s",
  "http://198.19.0.1/s",
  "http://224.0.0.1/s",
  "http://255.255.255.255/s",
  "http://metadata.google.internal/s",
  "http://METADATA.google.internal./s",
  "http://instance-data/s",
  "http://instance-data.ec2.internal/s",
  "http://printer.local/s",
  "http://router.home.arpa/s",
])("uploadSession() of a public API rejects the private location %s", async (location) => {
  const factory = await factoryOf({ ...valid, location }, "api.example.com");

  const creation = factory.uploadSession(bytes);

  await expect(creation).rejects.toThrow(/private network/);
});

test.each([
  "http://10.example.com/s",
  "http://8.8.8.8/s",
  "http://fd00.example.com/s",
  "http://[2001:db8::1]/s",
  "http://[2a00:1450::1]/s",
  "http://internal.example.com/s",
  "http://223.255.255.1/s",
])("uploadSession() of a public API accepts the public location %s", async (location) => {
  const factory = await factoryOf({ ...valid, location }, "api.example.com");

  const session = await factory.uploadSession(bytes);

  expect(session.location).toBe(location);
});

test("uploadSession() of an https API accepts an http location", async () => {
  const respond = (json: unknown) => Response.json(json, { status: 201 });
  const fetchNothing = async (_: unknown, init?: RequestInit) =>
    respond(init?.method === "GET" ? { id: "f", name: "F" } : valid);
  const options = { apiPort: 443, fetch: fetchNothing as typeof fetch };
  const factory = await connect({ port: 443 }, options).getResource("flip").factories.find("f");

  const { location, encrypted } = await factory.uploadSession(bytes);

  expect({ location, encrypted }).toEqual({ location: valid.location, encrypted: undefined });
});

test.each([
  ["signal", { signal: {} as AbortSignal }],
  ["signal", { signal: null as never }],
  ["multiChunk", { multiChunk: "no" as never }],
])("uploadSession() rejects an invalid %s before any request", async (argument, options) => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;

  const creation = uploads.factory.uploadSession(bytes, options);

  await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(uploads.api.requests).toHaveLength(sent);
});

test("uploadSession() rejects an empty file before any request", async () => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;

  const creation = uploads.factory.uploadSession(new Uint8Array());

  await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError" });
  expect(uploads.api.requests).toHaveLength(sent);
});

test.each([
  ["is not a path", new URL("file:///a%2Fb.mp4")],
  ["is not a file: URL", new URL("http://example.com/a.mp4")],
])("uploadSession() rejects a URL that %s before any request", async (_, source) => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;

  const creation = uploads.factory.uploadSession(source);

  await expect(creation).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "source",
  });
  expect(uploads.api.requests).toHaveLength(sent);
});

test("uploadSession() sends nothing when the signal is already aborted", async () => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;
  const reason = new Error("Cancelled");

  const creation = uploads.factory.uploadSession(bytes, { signal: AbortSignal.abort(reason) });

  await expect(creation).rejects.toBe(reason);
  expect(uploads.api.requests).toHaveLength(sent);
});

test("uploadSession() is signed again with the service's clock, also for concurrent calls", async () => {
  const uploads = await startUploads();
  const { server } = uploads;
  const ahead = 3_600_000;
  const api = await startServer(({ method, params }) => {
    if (method === "GET") return { json: { id: "f", name: "F" } };
    const isLate = Math.abs(Date.parse(params.timestamp ?? "") - Date.now() - ahead) > 60_000;
    const headers = { Date: new Date(Date.now() + ahead).toUTCString() };
    if (isLate) {
      return {
        status: 401,
        headers,
        json: { error: "NotAuthorized", message: "Signatures expired" },
      };
    }
    return { status: 201, json: server.createSession({ fileName: "a", fileSize: 9_500 }).response };
  });
  const factory = await connect(api).getResource("flip").factories.find("f");

  const sessions = await Promise.all(
    Array.from({ length: 5 }, () => factory.uploadSession(bytes, quick)),
  );

  await Promise.all(sessions.map((session) => session.start()));
  expect(server.sessions.map(({ isComplete }) => isComplete)).toEqual(Array(5).fill(true));
});

test("uploadSession() creates no second session when the response to the first is lost", async () => {
  let created = 0;
  const api = await startServer(({ method }, response) => {
    if (method === "GET") return { json: { id: "f", name: "F" } };
    created++;
    response.destroy();
    return undefined;
  });
  const tc = connect(api, { retries: 3 });
  const factory = await tc.getResource("flip").factories.find("f");

  const creation = factory.uploadSession(bytes);

  await expect(creation).rejects.toMatchObject({ name: "NetworkError" });
  expect(created).toBe(1);
});

test("UploadSession retries a refused connection, and stops after its attempts", async () => {
  const port = await closedPort();
  const factory = await factoryOf({ ...valid, location: `http://127.0.0.1:${port}/s` });
  const session = await factory.uploadSession(bytes, { ...quick, attempts: 3 });

  await expect(session.start()).rejects.toMatchObject({ reason: "retries-exhausted", attempts: 3 });

  expect(session.errorMessage).toContain("ECONNREFUSED");
});

test("UploadSession retries when a host has no address", async () => {
  const factory = await factoryOf({ ...valid, location: "http://flip.invalid/s" });
  const session = await factory.uploadSession(bytes, { ...quick, attempts: 2, concurrency: 1 });

  await expect(session.start()).rejects.toMatchObject({ reason: "retries-exhausted", attempts: 2 });

  expect(session.errorMessage).toMatch(/ENOTFOUND|EAI_AGAIN/);
});

test("UploadSession sends no more parts at a time than the server allows", async () => {
  const uploads = await startUploads({ maxConnections: 2 });
  uploads.server.script([{ kind: "delay", ms: 10, method: "PUT", times: 10 }]);
  const upload = await createUpload(uploads, { concurrency: 8 });

  await upload.session.start();

  expect(upload.stored.mostAtOnce).toBeLessThanOrEqual(2);
  await expectUploaded(upload);
});

test("UploadSession sends no credentials to a location", async () => {
  const uploads = await startUploads();
  const upload = await createUpload(uploads);

  await upload.session.start();

  const names = upload.stored.requests.flatMap(({ headers }) => Object.keys(headers));
  const allowed = [
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "host",
    "x-part",
  ];
  expect([...new Set(names)].sort()).toEqual(allowed);
  await expectClean(uploads);
});

test.each([
  [{}, "h264"],
  [{ profiles: "webm,h264" }, "webm,h264"],
  [{ use_all_profiles: true }, undefined],
  [{ use_all_profiles: true, profiles: "webm" }, "webm"],
  [{ use_all_profiles: false }, "h264"],
])("uploadSession() with %j sends the profiles %j", async (options, profiles) => {
  const uploads = await startUploads();

  await createUpload(uploads, options);

  const creation = uploads.api.requests.find(({ path }) => path.endsWith("/videos/upload.json"));
  expect(creation?.params).toMatchObject(profiles === undefined ? {} : { profiles });
  expect(Object.keys(creation?.params ?? {}).includes("profiles")).toBe(profiles !== undefined);
});
