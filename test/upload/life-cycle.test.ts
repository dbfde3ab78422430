import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { restoreUploadSession, type UploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  createUpload,
  expectClean,
  expectUploaded,
  quick,
  startUploads,
  type Upload,
} from "./start-uploads.ts";

const patient = { stallMs: 60_000, answerMs: 60_000 } as const;

/** An upload whose parts are taken, and never answered. */
async function stalledUpload(parts = 4): Promise<Upload & { run: Promise<unknown> }> {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "PUT", times: parts }]);
  const upload = await createUpload(uploads, { ...patient, concurrency: parts });
  const run = outcomeOf(upload.session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();
  return { ...upload, run };
}

/** A session in each status. */
const sessions: Record<string, () => Promise<UploadSession>> = {
  async initialized() {
    return (await createUpload(await startUploads())).session;
  },
  async uploading() {
    return (await stalledUpload()).session;
  },
  async error() {
    const uploads = await startUploads();
    uploads.server.script([{ kind: "status", status: 403, method: "PUT" }]);
    const { session } = await createUpload(uploads);
    await outcomeOf(session.start());
    return session;
  },
  async interrupted() {
    const { session, run } = await stalledUpload();
    session.interrupt();
    await run;
    return session;
  },
  async uploaded() {
    const { session } = await createUpload(await startUploads());
    await session.start();
    return session;
  },
  async aborted() {
    const { session } = await createUpload(await startUploads());
    await session.abort();
    return session;
  },
};

const refusals: [string, "start" | "resume" | "abort", string][] = [
  ["error", "start", "Cannot start an upload that is error: call resume()"],
  ["interrupted", "start", "Cannot start an upload that is interrupted: call resume()"],
  ["aborted", "start", "Cannot start an upload that is aborted: create another session"],
  ["initialized", "resume", "Cannot resume an upload that is initialized: call start()"],
  ["aborted", "resume", "Cannot resume an upload that is aborted: create another session"],
  ["uploaded", "abort", "Cannot abort an upload that is uploaded: there is nothing left to do"],
];

for (const [status, call, message] of refusals) {
  test(`UploadSession that is ${status} refuses ${call}()`, async () => {
    const session = await sessions[status]?.();

    const outcome = await outcomeOf(session?.[call]() ?? Promise.resolve());

    expect(outcome).toMatchObject({ name: "UploadStatusError", status, message });
    expect(session?.status).toBe(status);
    await outcomeOf(session?.abort() ?? Promise.resolve());
  });
}

for (const status of ["error", "interrupted"]) {
  test(`UploadSession that is ${status} goes on with resume()`, async () => {
    const session = await sessions[status]?.();

    await session?.resume();

    expect(session?.status).toBe("uploaded");
  });
}

for (const status of ["initialized", "uploading", "error", "interrupted"]) {
  test(`UploadSession that is ${status} is aborted by abort()`, async () => {
    const session = await sessions[status]?.();

    await session?.abort();
    await session?.abort();

    expect(session?.status).toBe("aborted");
  });
}

test("UploadSession gives the same promise while it is under way, and after it", async () => {
  const upload = await createUpload(await startUploads());
  const { session } = upload;

  const first = session.start();
  const others = [session.start(), session.resume()];
  await first;

  expect(others.map((other) => other === first)).toEqual([true, true]);
  expect([session.start(), session.resume()].map((other) => other === first)).toEqual([true, true]);
  await expectUploaded(upload);
});

test("interrupt() stops an upload at once, and resume() may follow at once", async () => {
  const upload = await stalledUpload();

  upload.session.interrupt();
  const statusThen = upload.session.status;
  await upload.session.resume();

  expect(statusThen).toBe("interrupted");
  expect(await upload.run).toMatchObject({ name: "UploadError", reason: "interrupted" });
  await expectUploaded(upload);
});

test("interrupt() of an upload that is not under way does nothing", async () => {
  const { session } = await createUpload(await startUploads());

  session.interrupt();

  expect(session.status).toBe("initialized");
});

test("UploadSession stands being interrupted a hundred times", async () => {
  const uploads = await startUploads({ partSize: 100 });
  const upload = await createUpload(uploads, { bytes: randomBytes(40_000) });
  let run = outcomeOf(upload.session.start());

  for (let turn = 0; turn < 100 && upload.session.status !== "uploaded"; turn++) {
    for (let pause = 0; pause < turn % 7; pause++) await nextTurn();
    upload.session.interrupt();
    if (upload.session.status === "interrupted") run = outcomeOf(upload.session.resume());
  }
  await run;

  await expectUploaded(upload);
});

test("UploadSession is interrupted by its signal, with the signal's reason", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "PUT", times: 2 }]);
  const controller = new AbortController();
  const upload = await createUpload(uploads, {
    ...patient,
    concurrency: 2,
    signal: controller.signal,
  });
  const run = outcomeOf(upload.session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();
  const reason = new Error("Lunch");

  controller.abort(reason);

  expect(await run).toBe(reason);
  expect(upload.session.status).toBe("interrupted");
  const restored = restoreUploadSession(upload.session.state, upload.bytes, quick);
  await restored.resume();
  await expectUploaded({ ...upload, session: restored, progress: [] });
});

test("UploadSession leaves nothing behind in a signal that lives longer", async () => {
  const uploads = await startUploads();
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: unknown[]) => {
    listeners++;
    Reflect.apply(addEventListener, signal, args);
  };
  signal.removeEventListener = (...args: unknown[]) => {
    listeners--;
    Reflect.apply(removeEventListener, signal, args);
  };
  const upload = await createUpload(uploads, { signal });
  const created = listeners;

  await upload.session.start();

  expect(listeners).toBe(created);
  await expectUploaded(upload);
});

test("abort() closes the connections at once and sends one DELETE, after them", async () => {
  const { session, stored, run, uploads } = await stalledUpload();

  const begun = performance.now();
  const abort = session.abort();
  await run;
  const closedAfter = performance.now() - begun;
  await Promise.all([abort, session.abort()]);

  expect(closedAfter).toBeLessThan(100);
  expect(session.status).toBe("aborted");
  expect(stored.deletes).toBe(1);
  expect(stored.requests.at(-1)?.method).toBe("DELETE");
  expect(await run).toMatchObject({ reason: "aborted" });
  await expectClean(uploads);
});

test("abort() ends the wait before another attempt", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 500, method: "PUT" }]);
  const { session, stored } = await createUpload(uploads, { concurrency: 1, retryMs: 60_000 });
  const run = outcomeOf(session.start());
  while (stored.requests[0]?.status !== 500) await nextTurn();

  await session.abort();

  expect(await run).toMatchObject({ reason: "aborted" });
  await expectClean(uploads);
});

test("abort() while the list of missing parts is asked for gives up a complete file", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "GET" }]);
  const { session, stored } = await createUpload(uploads, patient);
  const run = outcomeOf(session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();

  await session.abort();

  expect(await run).toMatchObject({ reason: "aborted" });
  expect(stored.deletes).toBe(1);
  await expectClean(uploads);
});

test("abort() sends no DELETE for an upload that is complete", async () => {
  const upload = await createUpload(await startUploads());
  await upload.session.start();

  await expect(upload.session.abort()).rejects.toMatchObject({ name: "UploadStatusError" });

  expect(upload.stored.deletes).toBe(0);
  await expectUploaded(upload);
});

test("abort() that fails says so, and the session stays aborted", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 500, method: "DELETE" }]);
  const { session, stored } = await createUpload(uploads);

  await expect(session.abort()).rejects.toMatchObject({ reason: "retries-exhausted", status: 500 });

  expect(session.status).toBe("aborted");
  expect(stored.deletes).toBe(1);
  await expectClean(uploads);
});

test("abort() does not mind a session that the server has forgotten", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 404, method: "DELETE" }]);
  const { session } = await createUpload(uploads);

  await session.abort();

  expect(session.status).toBe("aborted");
  await expectClean(uploads);
});

for (const [how, onProgress] of [
  [
    "throws",
    () => {
      throw new Error("No screen");
    },
  ],
  [
    "rejects",
    async () => {
      throw new Error("No screen");
    },
  ],
] as const) {
  test(`UploadSession does not mind a progress callback that ${how}`, async () => {
    const upload = await createUpload(await startUploads(), { onProgress });

    await upload.session.start();

    await expectUploaded(upload);
  });
}

test("UploadSession that fails rejects once, also when nobody waits", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", times: 8 }]);
  const { session } = await createUpload(uploads, { concurrency: 8 });
  const rejections: unknown[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => rejections.push(reason));

  session.start();
  while (session.status === "uploading") await nextTurn();
  for (let turn = 0; turn < 20; turn++) await nextTurn();

  process.removeAllListeners("unhandledRejection");
  for (const listener of listeners) process.on("unhandledRejection", listener);
  expect(rejections).toMatchObject([{ reason: "refused" }]);
});

test("UploadSession leaves nothing behind, upload after upload", async () => {
  const uploads = await startUploads();

  for (let turn = 0; turn < 30; turn++) {
    const part = turn % 10;
    uploads.server.script([turn % 2 ? { kind: "reset", part } : { kind: "loseAnswer", part }]);
    const upload = await createUpload(uploads, { retryMs: 1 });
    await upload.session.start();
  }

  expect(uploads.server.sessions.every(({ isComplete }) => isComplete)).toBe(true);
  await expectClean(uploads);
});

test("UploadSession goes on as the loop of the documents does: start, then up to five resumes", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", times: 3 }]);
  const upload = await createUpload(uploads, { concurrency: 1 });
  const { session } = upload;

  await outcomeOf(session.start());
  for (let tries = 0; tries < 5 && session.status !== "uploaded"; tries++) {
    await outcomeOf(session.resume());
  }

  await expectUploaded(upload);
});

test("UploadSession that is complete sends nothing more when only the video could not be fetched", async () => {
  const { server } = await startUploads();
  let asked = 0;
  const api = await startServer(({ method, path }) => {
    if (method === "POST") {
      return { json: server.createSession({ fileName: "film.mp4", fileSize: 9_500 }).answer };
    }
    if (path.includes("factories")) return { json: { id: "f", name: "F" } };
    asked++;
    return asked === 1 ? { status: 500 } : { json: { id: "film", status: "processing" } };
  });
  const factory = await connect(api).getResource("flip").factories.find("f");
  const session = await factory.uploadSession(new Uint8Array(9_500), { ...quick, concurrency: 1 });
  server.script([{ kind: "body", part: 0 }]);

  await expect(session.start()).rejects.toMatchObject({ name: "HttpError" });
  const [stored] = server.sessions;
  const sent = stored?.requests.length;
  await expect(session.abort()).rejects.toMatchObject({ name: "UploadStatusError" });
  await session.resume();

  expect(session.video?.id).toBe("film");
  expect(stored?.requests).toHaveLength(Number(sent));
});
