import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type FlipOptions, restoreUploadSession, type UploadState } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  createUpload,
  expectStored,
  expectUploaded,
  quick,
  restoreLocally,
  startUploads,
} from "./start-uploads.ts";
import { certificate } from "./tls-front.ts";

/** Returns the hosts of requests, in the order of arrival. */
function hostsOf(requests: readonly { headers: { host?: string | undefined } }[]): unknown[] {
  return requests.map(({ headers }) => headers.host);
}

test("UploadSession moves to the Location of a response on the same origin", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "moved", part: 1 }]);
  const upload = await createUpload(uploads, { concurrency: 1 });
  const { location } = upload.session;

  await upload.session.start();

  const [first, , third] = upload.stored.requests;
  expect(first?.url).not.toContain("moved=1");
  expect(third?.url).toContain("moved=1");
  expect(upload.session.location).toBe(`${location}&moved=1`);
  await expectUploaded(upload);
});

for (const multiChunk of [true, false]) {
  test(`UploadSession moves to another host, and reports its state, multiChunk: ${multiChunk}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([{ kind: "moved", method: "PUT", to: "otherOrigin", leaves: true }]);
    const states: UploadState[] = [];
    const onStateChange = (state: UploadState) => states.push(state);
    const bytes = randomBytes(multiChunk ? 3_000 : 6_000_000);
    const options = { multiChunk, bytes, concurrency: 1, onStateChange };
    const upload = await createUpload(uploads, options);
    const { state } = upload.session;

    await upload.session.start();

    const { location } = upload.session;
    const [first, second] = hostsOf(upload.stored.requests);
    expect(second).not.toBe(first);
    expect(second).toBe(new URL(location).host);
    expect(states).toEqual([{ ...state, location }]);
    expect(upload.session.state).toEqual({ ...state, location });
    await expectUploaded(upload);
  });
}

test("UploadSession sends parts again that were in flight when the upload moved", async () => {
  const allInFlight = createGate();
  const moved = createGate();
  const sent: string[] = [];
  const receivePart = async (path: string, part: number) => {
    sent.push(`${path} ${part}`);
    if (path === "/b") return { json: {} };
    if (sent.length === 4) allInFlight.open();
    await (part === 0 ? allInFlight : moved).opened;
    return part === 0 ? { headers: { Location: "/b" }, json: {} } : { status: 404 };
  };
  const server = await startServer(({ method, path, headers }) => {
    if (method === "PUT") return receivePart(path, Number(headers["x-part"]));
    if (method === "GET") return { json: { id: "f", missing_parts: [], media_id: "v" } };
    const location = `http://127.0.0.1:${server.port}/a`;
    return { json: { location, parts: 4, part_size: 1, max_connections: 4 } };
  });
  const factory = await connect(server).getResource("flip").factories.find("f");
  const options = { ...quick, onStateChange: moved.open };
  const session = await factory.uploadSession(new Uint8Array(4), options);

  await session.start();

  expect(sent.sort()).toEqual(["/a 0", "/a 1", "/a 2", "/a 3", "/b 1", "/b 2", "/b 3"]);
});

test("UploadSession moves when the previous location rejects a part before the response that moves it arrives", async () => {
  const rejected = createGate();
  const sent: string[] = [];
  const server = await startServer(async ({ method, path, headers }, response) => {
    const location = `http://127.0.0.1:${server.port}/a`;
    if (method === "POST") return { json: { location, parts: 2, part_size: 1 } };
    if (method === "GET") return { json: { id: "f", missing_parts: [], media_id: "v" } };
    const part = Number(headers["x-part"]);
    sent.push(`${path} ${part}`);
    if (path === "/b") return { json: {} };
    if (part === 1) return void response.writeHead(404).end(rejected.open);
    await rejected.opened;
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    return { headers: { Location: "/b" }, json: {} };
  });
  const factory = await connect(server).getResource("flip").factories.find("f");
  const options = { ...quick, retryMs: 60_000 };
  const session = await factory.uploadSession(new Uint8Array(2), options);

  await session.start();

  expect(sent.sort()).toEqual(["/a 0", "/a 1", "/b 1"]);
});

/** Creates a promise that is resolved from outside. */
function createGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test("UploadSession moves with the Location of an error, too", async () => {
  const uploads = await startUploads();
  const upload = await createUpload(uploads, { concurrency: 1 });
  const location = `${upload.session.location}&moved=5`;
  uploads.server.script([
    { kind: "status", part: 1, status: 404, headers: { Location: location } },
    { kind: "status", part: 2, status: 503, headers: { Location: `${location}0` } },
  ]);

  await upload.session.start();

  expect(upload.session.location).toBe(`${location}0`);
  await expectUploaded(upload);
});

test("UploadSession stays at its location if the new one is invalid", async () => {
  const uploads = await startUploads();
  const states: UploadState[] = [];
  const onStateChange = (state: UploadState) => states.push(state);
  const upload = await createUpload(uploads, { concurrency: 1, onStateChange });
  const named = new URL(upload.session.location);
  named.username = "me";
  const headers = (Location: string) =>
    ({ kind: "status", status: 500, headers: { Location } }) as const;
  uploads.server.script([
    { kind: "moved", part: 1, to: named },
    { ...headers("ftp://127.0.0.1/s"), part: 2 },
    { ...headers("https://:x"), part: 3 },
    { ...headers(""), part: 4 },
  ]);

  await upload.session.start();

  expect(upload.session.location).toBe(upload.stored.location);
  expect(states).toEqual([]);
  await expectUploaded(upload);
});

/** Returns options of a client that reaches a public host on this machine. */
function publicHost(name: string): Partial<FlipOptions> & { requests: string[] } {
  const requests: string[] = [];
  const send = (url: string, init: RequestInit) => {
    requests.push(url);
    return fetch(url.replace(name, "127.0.0.1"), init);
  };
  return { fetch: send as typeof fetch, requests };
}

test.each(["http://10.0.0.1/s", "http://169.254.169.254/s", "http://localhost:1/s"])(
  "UploadSession at a public host does not move to the private location %s",
  async (to) => {
    const { session, stored, bytes, uploads } = await createUpload(await startUploads());
    const { fetch, requests } = publicHost("upload.example.com");
    const location = session.location.replace("127.0.0.1", "upload.example.com");
    uploads.server.script([{ kind: "moved", part: 1, to: new URL(to) }]);
    const states: UploadState[] = [];
    const restored = restoreUploadSession({ ...session.state, location }, bytes, {
      ...restoreLocally,
      fetch,
      onStateChange: (state) => states.push(state),
    });

    await restored.resume();

    expect(stored.isComplete).toBe(true);
    expect(new Set(requests.map((url) => new URL(url).hostname))).toEqual(
      new Set(["upload.example.com"]),
    );
    expect(states).toEqual([]);
  },
);

test("UploadSession stays encrypted when it moves to an http location", async () => {
  const uploads = await startUploads(
    { tls: certificate, locationScheme: "http" },
    { ca: certificate.cert },
  );
  uploads.server.script([{ kind: "moved", part: 1, to: "otherOrigin", leaves: true }]);
  const upload = await createUpload(uploads, { concurrency: 1 });

  await upload.session.start();

  expect(upload.session.encrypted).toBe(true);
  expect(upload.session.location).toMatch(/^http:.*moved=1$/);
  await expectUploaded(upload);
});

test("UploadSession never moves from https to plain http", async () => {
  const plain = await startUploads();
  const uploads = await startUploads({ tls: certificate }, { ca: certificate.cert });
  const to = new URL(`${plain.server.url}/upload/session?id=1`);
  uploads.server.script([{ kind: "moved", part: 1, to }]);
  const { session } = await createUpload(uploads, { concurrency: 1, attempts: 2 });

  const run = session.start();

  await expect(run).rejects.toMatchObject({ reason: "retries-exhausted" });
  expect(session.encrypted).toBe(true);
  expect(plain.server.requests).toEqual([]);
});

test("restoreUploadSession() continues where the upload has moved", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "moved", part: 2, to: "otherOrigin", leaves: true },
    { kind: "status", part: 5, status: 403 },
  ]);
  let stored = "";
  const onStateChange = (state: UploadState) => {
    stored = JSON.stringify(state);
  };
  const upload = await createUpload(uploads, { concurrency: 1, onStateChange });
  await outcomeOf(upload.session.start());

  const session = restoreUploadSession(JSON.parse(stored), upload.bytes, restoreLocally);
  await session.resume();

  expectStored({ ...upload, session, progress: [] });
});

test("restoreUploadSession() rejects a moved state that was changed to a private host", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "moved", part: 1, to: "otherOrigin" }]);
  const { session, bytes } = await createUpload(uploads);
  await session.start();

  const restore = () => restoreUploadSession(session.state, bytes);

  expect(restore).toThrow(/allowPrivateHost/);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("disk full");
    },
  ],
  ["rejects", () => Promise.reject(new Error("disk full"))],
])("UploadSession continues when onStateChange %s", async (_, onStateChange) => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "moved", part: 1, to: "otherOrigin" }]);
  const upload = await createUpload(uploads, { onStateChange });

  await upload.session.start();

  await expectUploaded(upload);
});

test("UploadSession with restart reports the state of the session that replaces it", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "expire", method: "PUT", nth: 5 }]);
  const states: UploadState[] = [];
  const onStateChange = (state: UploadState) => states.push(state);
  const { session } = await createUpload(uploads, { restart: true, onStateChange });

  await session.start();

  expect(states).toEqual([session.state]);
  expect(session.location).toBe(uploads.server.sessions[1]?.location);
});

test("uploadSession() rejects an onStateChange that is no function", async () => {
  const { factory } = await startUploads();

  const creation = factory.uploadSession(new Uint8Array(5), { onStateChange: {} as never });

  await expect(creation).rejects.toMatchObject({ argument: "onStateChange" });
});
