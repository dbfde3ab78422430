import { setImmediate as nextTurn } from "node:timers/promises";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  createUpload,
  expectClean,
  expectUploaded,
  quick,
  shortTimeouts,
  startUploads,
  timesSent,
} from "./start-uploads.ts";

const always = Number.POSITIVE_INFINITY;

for (const status of [500, 502, 503, 504, 408, 429]) {
  test(`UploadSession retries a part after status ${status}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([
      { kind: "status", status, part: 2 },
      { kind: "status", status, method: "GET" },
    ]);
    const upload = await createUpload(uploads);

    await upload.session.start();

    expect(timesSent(upload.stored, 2)).toBe(2);
    await expectUploaded(upload);
  });
}

test("UploadSession doubles the delay before each retry", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 500, part: 0, times: 3 }]);
  const upload = await createUpload(uploads, { concurrency: 1, retryMs: 100 });

  await upload.session.start();

  const starts = upload.stored.requests.filter(({ part }) => part === 0).map((r) => r.startedAt);
  const waits = starts.slice(1).map((start, index) => start - Number(starts[index]));
  const least = [50, 100, 200];
  expect(waits.map((wait, index) => wait >= Number(least[index]) - 5)).toEqual([true, true, true]);
  await expectUploaded(upload);
});

const pauses: [string, number, () => string][] = [
  ["in seconds", 1_000, () => "1"],
  ["as a date", 0, () => new Date(Date.now() + 2_000).toUTCString()],
];

for (const [form, delayMs, retryAfter] of pauses) {
  test(`UploadSession sends nothing at all during a Retry-After ${form}`, async () => {
    const uploads = await startUploads();
    const header = retryAfter();
    uploads.server.script([
      { kind: "status", status: 503, headers: { "Retry-After": header }, part: 5 },
    ]);
    const upload = await createUpload(uploads, { concurrency: 3, bytes: new Uint8Array(40_000) });

    await upload.session.start();

    const { requests } = upload.stored;
    const rejected = requests.findIndex(({ fault }) => fault === "status");
    const from = Number(requests[rejected]?.startedAt);
    const until = delayMs > 0 ? from + delayMs : Date.parse(header) - performance.timeOrigin;
    const early = requests.slice(rejected + 1).filter(({ startedAt }) => startedAt < until - 10);
    // The requests of the two other workers may be in flight already.
    expect(early.length).toBeLessThanOrEqual(2);
    await expectUploaded(upload);
  });
}

test.each(["3600", "-1", "soon", "1e3"])(
  "UploadSession ignores the Retry-After %s",
  async (retryAfter) => {
    const uploads = await startUploads();
    const headers = { "Retry-After": retryAfter };
    uploads.server.script([{ kind: "status", status: 503, headers, part: 5 }]);
    const upload = await createUpload(uploads);

    await upload.session.start();

    await expectUploaded(upload);
  },
);

test("UploadSession doubles the delay also with Retry-After: 0", async () => {
  const uploads = await startUploads();
  const headers = { "Retry-After": "0" };
  uploads.server.script([{ kind: "status", status: 503, headers, part: 0, times: 4 }]);
  const upload = await createUpload(uploads, { concurrency: 1, retryMs: 40 });

  await upload.session.start();

  const starts = upload.stored.requests.slice(0, 5).map(({ startedAt }) => startedAt);
  const delays = starts.slice(1).map((start, index) => start - Number(starts[index]));
  for (const [retry, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual(20 * 2 ** retry - 1);
  }
  await expectUploaded(upload);
});

const reasons: [string, unknown, string][] = [
  ["a message", { message: "The part is too large" }, ": The part is too large"],
  ["an error", { error: "TooLarge", message: "5 MB at most" }, ": TooLarge: 5 MB at most"],
  ["an error without message", { error: "too large" }, ": too large"],
  ["text", "Too large\n", ": Too large"],
  ["control characters", "a\u001b[2Jb", ": a\\u001b[2Jb"],
  ["a page of HTML", "<html>413</html>", ""],
  ["nothing", undefined, ""],
];

for (const [what, body, words] of reasons) {
  test(`UploadSession reports the words of a server that rejects a part with ${what}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([{ kind: "status", status: 413, body, part: 3 }]);
    const { session } = await createUpload(uploads);

    await expect(session.start()).rejects.toMatchObject({
      reason: "refused",
      status: 413,
      message: `The server rejected the request with status 413${words} (part 3)`,
    });
  });
}

test("UploadSession reports the words of a server that fails each time, without the location", async () => {
  const uploads = await startUploads();
  const { session, stored } = await createUpload(uploads, { attempts: 2, concurrency: 1 });
  const body = { message: `Disk full: ${stored.location} (${stored.id})` };
  uploads.server.script([{ kind: "status", status: 500, body, part: 0, times: 2 }]);

  await expect(session.start()).rejects.toMatchObject({
    reason: "retries-exhausted",
    message: "Part 0 failed after 2 attempts: status 500: Disk full: … (…)",
  });
});

test.each<[string, UploadFault]>([
  ["an overloaded server", { kind: "status", status: 429 }],
  ["a server that is too slow", { kind: "stall" }],
])("UploadSession sends fewer parts at a time to %s", async (_, fault) => {
  const uploads = await startUploads();
  uploads.server.script([
    { ...fault, method: "PUT", times: 4 },
    { kind: "delay", ms: 30, method: "PUT", times: 8 },
  ]);
  const upload = await createUpload(uploads, { concurrency: 4, ...shortTimeouts });

  await upload.session.start();

  const delayed = upload.stored.requests.filter((request) => request.fault === "delay");
  const [first, second] = delayed;
  expect(Number(second?.startedAt) - Number(first?.startedAt)).toBeGreaterThan(25);
  await expectUploaded(upload);
});

test("UploadSession stops when a part has failed too often, and can be resumed", async () => {
  const uploads = await startUploads();
  const failing = { kind: "status", status: 500, part: 9, times: 3 } as const;
  uploads.server.script([failing, { ...failing, part: 8 }]);
  const upload = await createUpload(uploads, { attempts: 3, concurrency: 1 });

  const run = upload.session.start();

  await expect(run).rejects.toMatchObject({
    name: "UploadError",
    reason: "retries-exhausted",
    part: 8,
    attempts: 3,
    status: 500,
    state: upload.session.state,
  });
  expect(upload.session.status).toBe("error");
  expect(upload.session.errorMessage).toBe("Part 8 failed after 3 attempts: status 500");
  await expect(upload.session.resume()).rejects.toMatchObject({ part: 9 });
  await upload.session.resume();
  await expectUploaded(upload);
});

test("UploadSession counts attempts from 1 again when another part succeeds", async () => {
  const failures = 5;
  let attempts = 0;
  let latest = 0;
  /** Another part succeeds between two attempts of part 0. */
  const receivePart = async (part: number) => {
    if (part > 0) {
      latest = part;
      await until(() => attempts >= Math.min(part, failures + 1));
      return { json: {} };
    }
    attempts++;
    const attempt = attempts;
    await until(() => attempt > failures || latest > attempt);
    return attempt > failures ? { json: {} } : { status: 500 };
  };
  const server = await startServer(({ method, path, headers }) => {
    if (method === "PUT") return receivePart(Number(headers["x-part"]));
    if (method === "POST") return { json: session(server) };
    return { json: path === "/s" ? complete : { id: "v" } };
  });
  const factory = await connect(server).getResource("flip").factories.find("f");
  const options = { ...quick, concurrency: 2, attempts: 2 };

  await (await factory.uploadSession(new Uint8Array(10), options)).start();

  expect(attempts).toBe(failures + 1);
});

const complete = { missing_parts: [], media_id: "v" };

function session({ port }: { port: number }): object {
  const location = `http://127.0.0.1:${port}/s`;
  return { id: "s", location, parts: 10, part_size: 1, max_connections: 2 };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTurn();
}

test("UploadSession cancels the other parts when one is rejected", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "status", status: 403, part: 7 },
    ...[1, 2, 3].map((part) => ({ kind: "stall", part }) as const),
  ]);
  const upload = await createUpload(uploads, { concurrency: 4 });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused", part: 7 });

  await expectClean(uploads);
});

for (const status of [400, 401, 403, 413, 422, 501]) {
  test(`UploadSession does not retry a part after status ${status}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([
      { kind: "status", status, part: 2, body: { error: "No", message: "no" } },
    ]);
    const upload = await createUpload(uploads);

    await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused", status });

    expect(timesSent(upload.stored, 2)).toBe(1);
    expect(upload.session.status).toBe("error");
    await upload.session.resume();
    await expectUploaded(upload);
  });
}

for (const status of [404, 410] as const) {
  for (const method of ["PUT", "GET"] as const) {
    test(`UploadSession rejects with expired when a ${method} returns ${status}`, async () => {
      const uploads = await startUploads();
      uploads.server.script([{ kind: "expire", status, method, nth: method === "PUT" ? 5 : 1 }]);
      const upload = await createUpload(uploads, { concurrency: 1, bytes: new Uint8Array(9_500) });
      if (method === "GET") uploads.server.script([{ kind: "status", status: 403, part: 3 }]);

      const run = upload.session.start();

      if (method === "GET") await expect(run).rejects.toMatchObject({ reason: "refused" });
      const last = method === "GET" ? upload.session.resume() : run;
      await expect(last).rejects.toMatchObject({ reason: "expired", status });
      expect(upload.session.status).toBe("error");
      await expectClean(uploads);
    });
  }
}

for (const status of [301, 302, 303, 307, 308] as const) {
  test(`UploadSession does not follow a redirect with ${status}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([
      { kind: "redirect", status, part: 1 },
      { kind: "redirect", status, method: "GET" },
      { kind: "redirect", status, method: "DELETE" },
    ]);
    const { session } = await createUpload(uploads);

    await expect(session.start()).rejects.toMatchObject({ reason: "redirected", status });
    await expect(session.resume()).rejects.toMatchObject({ reason: "redirected", status });
    await expect(session.abort()).rejects.toMatchObject({ reason: "redirected", status });

    expect(session.status).toBe("aborted");
    await expectClean(uploads);
  });
}

for (const status of [413, 503]) {
  test(`UploadSession stops sending a part after an early response with ${status}`, async () => {
    const uploads = await startUploads({ partSize: 24 * 1024 * 1024 });
    uploads.server.script([{ kind: "status", status, early: true, part: 0, times: always }]);
    const bytes = Buffer.alloc(24 * 1024 * 1024);
    const { session, stored } = await createUpload(uploads, { bytes, attempts: 2 });

    const reason = status === 413 ? "refused" : "retries-exhausted";
    await expect(session.start()).rejects.toMatchObject({ reason, status });

    expect(stored.receivedBytes).toBeLessThan(bytes.length);
    await expectClean(uploads);
  });
}

const described: [string, UploadFault, object, RegExp][] = [
  [
    "a response that is too large",
    { kind: "body", text: "x".repeat(2 ** 20 + 1), part: 9 },
    {},
    /^Part 9 failed after 1 attempt: a response of more than 1048576 bytes$/,
  ],
  [
    "a stalled response",
    { kind: "stall", part: 9 },
    { answerMs: 101 },
    /^Part 9 failed after 1 attempt: Timed out after \d+ ms: no response$/,
  ],
];

test.each(described)("UploadError describes %s", async (_, fault, options, message) => {
  const uploads = await startUploads();
  uploads.server.script([fault]);
  const { session } = await createUpload(uploads, { concurrency: 1, attempts: 1, ...options });

  const outcome = await outcomeOf(session.start());

  expect(outcome).toMatchObject({ reason: "retries-exhausted" });
  expect((outcome as Error).message).toMatch(message);
});
