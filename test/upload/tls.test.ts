import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type RestoreOptions, restoreUploadSession, type UploadSession } from "flip-pili/flip";
import { HttpsProxyAgent } from "https-proxy-agent";
import { expect, onTestFinished, test, vi } from "vitest";
import { fetchFailure, outcomeOf } from "../helpers/network-faults.ts";
import {
  createUpload,
  expectStored,
  expectUploaded,
  restoreLocally,
  startUploads,
  type Upload,
} from "./start-uploads.ts";
import {
  certificate,
  type HandshakeHandler,
  handlers,
  startFront,
  type TlsFront,
} from "./tls-front.ts";

/** Creates an upload to a server that speaks TLS, whose locations do not tell so. */
async function encryptedUpload(options: object = {}, isTrusted = true): Promise<Upload> {
  const uploads = await startUploads(
    { tls: certificate, locationScheme: "http" },
    isTrusted ? { ca: certificate.cert } : {},
  );
  return createUpload(uploads, options);
}

/** Creates an upload behind a server that handles TLS handshakes itself. */
async function uploadBehind(
  handler: HandshakeHandler,
  { scheme = "http", ...options }: RestoreOptions & { scheme?: string } = {},
): Promise<Upload & { front: TlsFront }> {
  const uploads = await startUploads();
  const upload = await createUpload(uploads);
  const front = await startFront(uploads.server, handler);
  const location = front.locationOf(upload.session.location).replace(/^http/, scheme);
  const state = { ...upload.session.state, location };
  const session = restoreUploadSession(state, upload.bytes, {
    ...restoreLocally,
    attempts: 2,
    ...options,
  });
  return { ...upload, session, front, progress: [] };
}

for (const multiChunk of [true, false]) {
  test(`UploadSession encrypts if the server of an http location speaks TLS, multiChunk: ${multiChunk}`, async () => {
    const upload = await encryptedUpload({ multiChunk });
    const { session } = upload;
    const before = [session.encrypted, session.location];

    await session.start();

    expect(before).toEqual([undefined, expect.stringMatching(/^http:/)]);
    expect([session.encrypted, session.location]).toEqual([true, before[1]]);
    await expectUploaded(upload);
  });
}

test("UploadSession.abort() of a session that was not started is encrypted, too", async () => {
  const { session, stored } = await encryptedUpload();

  await session.abort();

  expect(session.encrypted).toBe(true);
  expect(stored.deletes).toBe(1);
});

test.each(["httpReply", "sshReply"] as const)(
  "UploadSession sends plain http if the reply to the TLS handshake is %s",
  async (name) => {
    const upload = await uploadBehind(handlers[name]);

    await upload.session.resume();

    expect(upload.session.encrypted).toBe(false);
    expect(upload.front.handshakes).toBe(1);
    expectStored(upload);
  },
);

test("UploadSession sends plain http if there is no TLS connection in time", async () => {
  const upload = await uploadBehind(handlers.silence, { connectMs: 300 });

  await upload.session.resume();

  expect(upload.session.encrypted).toBe(false);
  expectStored(upload);
});

/** Creates a `fetch` for which https fails. */
function fetchWithout(failure: unknown): { fetch: typeof fetch; requests: string[] } {
  const requests: string[] = [];
  const send = (url: string, init: RequestInit) => {
    requests.push(url);
    return url.startsWith("https:") ? Promise.reject(failure) : fetch(url, init);
  };
  return { fetch: send as typeof fetch, requests };
}

test.each([
  ["is refused", fetchFailure("ECONNREFUSED")],
  ["times out", fetchFailure("UND_ERR_CONNECT_TIMEOUT")],
  ["fails for a reason that is not shown", new TypeError("Failed to fetch")],
])("UploadSession sends plain http if the TLS connection %s", async (_, failure) => {
  const uploads = await startUploads({}, { fetch: fetchWithout(failure).fetch });
  const upload = await createUpload(uploads);

  await upload.session.start();

  expect(upload.session.encrypted).toBe(false);
  expectStored(upload);
});

test("UploadSession sends plain http if a proxy rejects the TLS connection", async () => {
  const proxy = createServer();
  proxy.on("connect", (_, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void proxy.close());
  const agent = new HttpsProxyAgent(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  const upload = await createUpload(await startUploads({}, { agent: { https: agent } }));

  await upload.session.start();

  expect(upload.session.encrypted).toBe(false);
  expectStored(upload);
});

test.each(["alert", "close", "reset"] as const)(
  "UploadSession never sends plain http if the TLS handshake ends with %s",
  async (name) => {
    const { session, front } = await uploadBehind(handlers[name]);

    const run = session.resume();

    await expect(run).rejects.toMatchObject({
      reason: "retries-exhausted",
      attempts: 2,
      message: expect.stringContaining('tls: "as-given"'),
    });
    expect([front.handshakes, front.plain]).toEqual([2, 0]);
    expect(session.encrypted).toBeUndefined();
  },
);

test("UploadSession never sends plain http if the certificate is not trusted", async () => {
  const { session, stored } = await encryptedUpload({}, false);

  const run = session.start();

  await expect(run).rejects.toMatchObject({
    reason: "certificate",
    message: expect.stringMatching(/not trusted: .*; the location is http: tls: "as-given"/),
  });
  expect(stored.requests).toEqual([]);
});

test("UploadSession over fetch never sends plain http if the certificate is not trusted", async () => {
  const { fetch, requests } = fetchWithout(fetchFailure("DEPTH_ZERO_SELF_SIGNED_CERT"));
  const { session } = await createUpload(await startUploads({}, { fetch }));
  requests.length = 0;

  const run = session.start();

  await expect(run).rejects.toMatchObject({ reason: "certificate" });
  expect(requests).toEqual([expect.stringMatching(/^https:/)]);
});

test("UploadSession never sends plain http after TLS has worked", async () => {
  // With several connections, one that the end of the first run has left in its handshake would take a fault.
  const upload = await encryptedUpload({ attempts: 2, concurrency: 1 });
  const { session, uploads } = upload;
  uploads.server.script([{ kind: "status", status: 403, part: 3 }]);
  await outcomeOf(session.start());
  uploads.server.script([{ kind: "handshake", reply: "plain", times: 2 }]);

  const run = session.resume();

  await expect(run).rejects.toMatchObject({ reason: "retries-exhausted" });
  expect(session.encrypted).toBe(true);
  await session.resume();
  await expectUploaded(upload);
});

test('UploadSession with tls: "require" never sends plain http', async () => {
  const { session, front } = await uploadBehind(handlers.httpReply, { tls: "require" });
  const before = session.encrypted;

  const run = session.resume();

  await expect(run).rejects.toMatchObject({ reason: "retries-exhausted" });
  expect([before, session.encrypted]).toEqual([true, true]);
  expect([front.handshakes, front.plain]).toEqual([2, 0]);
});

test('UploadSession with tls: "as-given" does not try TLS', async () => {
  const upload = await uploadBehind(handlers.httpReply, { tls: "as-given" });

  await upload.session.resume();

  expect(upload.front.handshakes).toBe(0);
  expect(upload.session.encrypted).toBe(false);
  expectStored(upload);
});

test.each(["prefer", "as-given"] as const)(
  "UploadSession with tls: %j never sends plain http to an https location",
  async (tls) => {
    const { session, front } = await uploadBehind(handlers.httpReply, { tls, scheme: "https" });

    await expect(session.resume()).rejects.toMatchObject({ reason: "retries-exhausted" });

    expect([front.handshakes, front.plain]).toEqual([2, 0]);
    expect(session.encrypted).toBe(true);
  },
);

test.each(["always", "", true])("uploadSession() rejects tls: %j", async (tls) => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;

  const creation = uploads.factory.uploadSession(new Uint8Array(5), { tls: tls as never });

  await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "tls" });
  expect(uploads.api.requests).toHaveLength(sent);
});

/** Restores a session on a page that was loaded over https, whose browser reaches no server. */
async function sessionOnSecurePage(options: RestoreOptions): Promise<UploadSession> {
  const { session, bytes } = await createUpload(await startUploads());
  vi.stubGlobal("window", { document: {} });
  vi.stubGlobal("origin", "https://app.example.com");
  onTestFinished(() => void vi.unstubAllGlobals());
  const location = "http://vm-1.upload.example.com/upload/session?id=1";
  return restoreUploadSession({ ...session.state, location }, bytes, options);
}

test.each([
  ["prefer", /^https:.*upload.example.com/],
  ["as-given", undefined],
] as const)(
  "UploadSession with tls: %j on a page over https explains mixed content",
  async (tls, tried) => {
    const { fetch, requests } = fetchWithout(new TypeError("Failed to fetch"));
    const session = await sessionOnSecurePage({ tls, fetch });

    const run = session.resume();

    await expect(run).rejects.toMatchObject({
      reason: "mixed-content",
      message: expect.stringContaining("mixed content"),
    });
    expect(requests).toEqual(tried === undefined ? [] : [expect.stringMatching(tried)]);
  },
);

test('UploadSession with tls: "require" on a page over https does not advise plain http', async () => {
  const { fetch } = fetchWithout(new TypeError("Failed to fetch"));
  const session = await sessionOnSecurePage({ tls: "require", fetch, attempts: 1 });

  const outcome = await outcomeOf(session.resume());

  expect(outcome).toMatchObject({ reason: "retries-exhausted" });
  expect(String(outcome)).not.toContain("as-given");
});

for (const reply of ["alert", "plain", "close", "reset"] as const) {
  test(`UploadSession retries when the TLS handshake ends with ${reply}`, async () => {
    const uploads = await startUploads({ tls: certificate }, { ca: certificate.cert });
    uploads.server.script([{ kind: "handshake", reply, times: 2 }]);
    const upload = await createUpload(uploads, { concurrency: 1 });

    await upload.session.start();

    await expectUploaded(upload);
  });
}

for (const reply of ["record", "plain"] as const) {
  test(`UploadSession retries a part after a broken TLS connection (${reply})`, async () => {
    const uploads = await startUploads({ tls: certificate }, { ca: certificate.cert });
    uploads.server.script([
      { kind: "brokenTls", reply, part: 2 },
      { kind: "brokenTls", reply, method: "GET" },
    ]);
    const upload = await createUpload(uploads);

    await upload.session.start();

    expect(upload.session.encrypted).toBe(true);
    await expectUploaded(upload);
  });
}

test("UploadSession limits a TLS handshake that stalls to connectMs", async () => {
  const uploads = await startUploads({ tls: certificate }, { ca: certificate.cert });
  uploads.server.script([{ kind: "handshake", reply: "stall" }]);
  const upload = await createUpload(uploads, { connectMs: 300, attempts: 1 });

  const run = upload.session.start();

  const message = expect.stringContaining("Timed out after 300 ms: no connection");
  await expect(run).rejects.toMatchObject({ reason: "retries-exhausted", message });
  await upload.session.resume();
  await expectUploaded(upload);
});
