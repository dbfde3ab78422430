import { setImmediate as nextTurn } from "node:timers/promises";
import { restoreUploadSession, type UploadSession } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { interruptOften } from "./interrupt-often.ts";
import {
  createUpload,
  expectClean,
  expectUploaded,
  quick,
  restoreLocally,
  startUploads,
  type Upload,
} from "./start-uploads.ts";

/** Starts an upload whose parts get no response. */
async function stalledUpload(parts = 4): Promise<Upload & { run: Promise<unknown> }> {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "PUT", times: parts }]);
  const upload = await createUpload(uploads, { concurrency: parts });
  const run = outcomeOf(upload.session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();
  return { ...upload, run };
}

/** Creates a session in each status. */
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

const rejections: [string, "start" | "resume" | "abort", string][] = [
  ["error", "start", "Cannot start an upload with status error: call resume()"],
  ["interrupted", "start", "Cannot start an upload with status interrupted: call resume()"],
  ["aborted", "start", "Cannot start an upload with status aborted: create another session"],
  ["initialized", "resume", "Cannot resume an upload with status initialized: call start()"],
  ["aborted", "resume", "Cannot resume an upload with status aborted: create another session"],
  ["uploaded", "abort", "Cannot abort an upload with status uploaded: the upload is complete"],
];

for (const [status, call, message] of rejections) {
  test(`UploadSession with status ${status} rejects ${call}()`, async () => {
    const session = await sessions[status]?.();

    const outcome = await outcomeOf(session?.[call]() ?? Promise.resolve());

    expect(outcome).toMatchObject({ name: "UploadStatusError", status, message });
    expect(session?.status).toBe(status);
    await outcomeOf(session?.abort() ?? Promise.resolve());
  });
}

for (const status of ["error", "interrupted"]) {
  test(`UploadSession with status ${status} continues with resume()`, async () => {
    const session = await sessions[status]?.();

    await session?.resume();

    expect(session?.status).toBe("uploaded");
  });
}

for (const status of ["initialized", "uploading", "error", "interrupted"]) {
  test(`UploadSession with status ${status} is aborted by abort()`, async () => {
    const session = await sessions[status]?.();

    await session?.abort();
    await session?.abort();

    expect(session?.status).toBe("aborted");
  });
}

test("UploadSession returns the same promise while it is uploading, and afterwards", async () => {
  const upload = await createUpload(await startUploads());
  const { session } = upload;

  const first = session.start();
  const others = [session.start(), session.resume()];
  await first;

  expect(others.map((other) => other === first)).toEqual([true, true]);
  expect([session.start(), session.resume()].map((other) => other === first)).toEqual([true, true]);
  await expectUploaded(upload);
});

test("interrupt() stops an upload immediately, and resume() may follow immediately", async () => {
  const upload = await stalledUpload();

  upload.session.interrupt();
  const statusThen = upload.session.status;
  await upload.session.resume();

  expect(statusThen).toBe("interrupted");
  expect(await upload.run).toMatchObject({ name: "UploadError", reason: "interrupted" });
  await expectUploaded(upload);
});

test("interrupt() of an upload that is not uploading does nothing", async () => {
  const { session } = await createUpload(await startUploads());

  session.interrupt();

  expect(session.status).toBe("initialized");
});

test("UploadSession can be interrupted twenty times", async () => {
  await interruptOften(20);
});

test("UploadSession is interrupted by its signal, with the signal's reason", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "PUT", times: 2 }]);
  const controller = new AbortController();
  const upload = await createUpload(uploads, {
    concurrency: 2,
    signal: controller.signal,
  });
  const run = outcomeOf(upload.session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();
  const reason = new Error("Cancelled");

  controller.abort(reason);

  expect(await run).toBe(reason);
  expect(upload.session.status).toBe("interrupted");
  const restored = restoreUploadSession(upload.session.state, upload.bytes, restoreLocally);
  await restored.resume();
  await expectUploaded({ ...upload, session: restored, progress: [] });
});

test("UploadSession removes its listeners from a signal", async () => {
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

test("abort() closes the connections, and sends one DELETE after that", async () => {
  const { session, stored, run, uploads } = await stalledUpload();

  await Promise.all([session.abort(), session.abort()]);

  expect(session.status).toBe("aborted");
  expect(stored.deletes).toBe(1);
  expect(stored.requests.at(-1)?.method).toBe("DELETE");
  expect(await run).toMatchObject({ reason: "aborted" });
  await expectClean(uploads);
});

test("abort() ends the delay before a retry", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 500, method: "PUT" }]);
  const { session, stored } = await createUpload(uploads, { concurrency: 1, retryMs: 60_000 });
  const run = outcomeOf(session.start());
  while (stored.requests[0]?.status !== 500) await nextTurn();

  await session.abort();

  expect(await run).toMatchObject({ reason: "aborted" });
  await expectClean(uploads);
});

test("abort() while missing parts are queried deletes a complete file", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "GET" }]);
  const { session, stored } = await createUpload(uploads);
  const run = outcomeOf(session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();

  await session.abort();

  expect(await run).toMatchObject({ reason: "aborted" });
  expect(stored.deletes).toBe(1);
  await expectClean(uploads);
});

test("abort() of a complete upload sends no DELETE", async () => {
  const upload = await createUpload(await startUploads());
  await upload.session.start();

  await expect(upload.session.abort()).rejects.toMatchObject({ name: "UploadStatusError" });

  expect(upload.stored.deletes).toBe(0);
  await expectUploaded(upload);
});

test("abort() rejects when the DELETE fails, and the session stays aborted", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 500, method: "DELETE" }]);
  const { session, stored } = await createUpload(uploads);

  await expect(session.abort()).rejects.toMatchObject({ reason: "retries-exhausted", status: 500 });

  expect(session.status).toBe("aborted");
  expect(stored.deletes).toBe(1);
  await expectClean(uploads);
});

test("abort() accepts that the server no longer knows the session", async () => {
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
      throw new Error("Broken progress bar");
    },
  ],
  [
    "rejects",
    async () => {
      throw new Error("Broken progress bar");
    },
  ],
] as const) {
  test(`UploadSession ignores a progress callback that ${how}`, async () => {
    const upload = await createUpload(await startUploads(), { onProgress });

    await upload.session.start();

    await expectUploaded(upload);
  });
}

test("UploadSession that fails rejects once, also when nothing awaits it", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", times: 8 }]);
  const { session } = await createUpload(uploads, { concurrency: 8 });
  const rejections: unknown[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => rejections.push(reason));
  onTestFinished(() => {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  });

  session.start();
  while (session.status === "uploading") await nextTurn();
  for (let turn = 0; turn < 20; turn++) await nextTurn();

  expect(rejections).toMatchObject([{ reason: "refused" }]);
});

test("UploadSession leaves nothing open after ten uploads", async () => {
  const uploads = await startUploads();

  for (let turn = 0; turn < 10; turn++) {
    const part = turn;
    uploads.server.script([turn % 2 ? { kind: "reset", part } : { kind: "loseAnswer", part }]);
    const upload = await createUpload(uploads, { retryMs: 1 });
    await upload.session.start();
  }

  expect(uploads.server.sessions.every(({ isComplete }) => isComplete)).toBe(true);
  await expectClean(uploads);
});

test("UploadSession completes in the loop of the guide: start, then up to five resumes", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", times: 3 }]);
  const upload = await createUpload(uploads, { concurrency: 1 });
  const { session } = upload;

  await outcomeOf(session.start());
  for (let resumes = 0; resumes < 5 && session.status !== "uploaded"; resumes++) {
    await outcomeOf(session.resume());
  }

  await expectUploaded(upload);
});

test("UploadSession that is complete sends nothing more when the video could not be fetched", async () => {
  const { server } = await startUploads();
  let queries = 0;
  const api = await startServer(({ method, path }) => {
    if (method === "POST") {
      return { json: server.createSession({ fileName: "panda.mp4", fileSize: 9_500 }).response };
    }
    if (path.includes("factories")) return { json: { id: "f", name: "F" } };
    queries++;
    return queries === 1 ? { status: 500 } : { json: { id: "v", status: "processing" } };
  });
  const factory = await connect(api).getResource("flip").factories.find("f");
  const session = await factory.uploadSession(new Uint8Array(9_500), { ...quick, concurrency: 1 });
  server.script([{ kind: "body", part: 0 }]);

  await expect(session.start()).rejects.toMatchObject({ name: "HttpError" });
  const [stored] = server.sessions;
  const sent = stored?.requests.length;
  await expect(session.abort()).rejects.toMatchObject({ name: "UploadStatusError" });
  await session.resume();

  expect(session.video?.id).toBe("v");
  expect(stored?.requests).toHaveLength(Number(sent));
});
