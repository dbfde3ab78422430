import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type FilesProgress, uploadFiles } from "flip-pili/fleet";
import { type RequestEvent, UploadError } from "flip-pili/flip";
import { expect, test } from "vitest";
import {
  connect,
  hashOf,
  maxInFlight,
  partSize,
  startFleetWorld,
  storedFiles,
} from "./fleet-files.ts";

async function hashesOf(paths: readonly string[]): Promise<string[]> {
  const texts = paths.map(async (path) => hashOf(basename(path), await readFile(path)));
  return (await Promise.all(texts)).sort();
}

test("uploadFiles uploads each file once, and reports its video", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const paths = await write(7);

  const report = await uploadFiles(factory, paths, { filesAtOnce: 3 });

  expect(report).toMatchObject({ uploaded: 7, failed: 0, interrupted: 0 });
  expect(storedFiles(mock)).toEqual(await hashesOf(paths));
  expect(mock.uploads.sessions).toHaveLength(7);
  const ids = mock.uploads.sessions.map(({ video }) => video?.id).sort();
  expect(report.files.map(({ videoId }) => videoId).sort()).toEqual(ids);
});

test("uploadFiles shares one budget of connections between all files", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const paths = await write(6, 8 * partSize);
  await factory.uploadSession(paths[0] ?? ""); // The server listens.
  mock.uploads.script([{ kind: "delay", ms: 5, method: "PUT", times: Infinity }]);

  await uploadFiles(factory, paths, { filesAtOnce: 4, concurrency: 3 });

  expect(maxInFlight(mock.uploads.requests)).toBe(3);
  const shares = mock.uploads.sessions.slice(1).map(({ mostAtOnce }) => mostAtOnce);
  expect(Math.max(...shares)).toBeGreaterThan(1);
});

test("uploadFiles uses no more connections for a file than its session allows", async () => {
  const { mock, factory, write } = await startFleetWorld({ maxConnections: 2 });
  const paths = await write(2, 8 * partSize);

  await uploadFiles(factory, paths, { concurrency: 8 });

  expect(mock.uploads.sessions.every(({ mostAtOnce }) => mostAtOnce <= 2)).toBe(true);
});

test("uploadFiles gives a free connection to the file that has the fewest", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const paths = await write(2, 12 * partSize);
  await factory.uploadSession(paths[0] ?? "");
  mock.uploads.script([{ kind: "delay", ms: 10, method: "PUT", times: Infinity }]);

  await uploadFiles(factory, paths, { filesAtOnce: 2, concurrency: 4 });

  const [, one, other] = mock.uploads.sessions;
  const ends = [one, other].map((session) => session?.requests.at(-1)?.endedAt ?? 0);
  const starts = [one, other].map((session) => session?.requests.at(0)?.startedAt ?? 0);
  // Both were in flight most of the time: neither waited for the other one's end.
  expect(Math.max(...starts)).toBeLessThan(Math.min(...ends));
});

test("uploadFiles reports a file that fails, and uploads the others", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const paths = await write(3);
  await factory.uploadSession(paths[0] ?? "");
  mock.uploads.script([{ kind: "status", status: 403, method: "PUT" }]);
  const missing = join(folder, "missing.mp4");

  const report = await uploadFiles(factory, [...paths, missing, paths[1] ?? ""], {
    filesAtOnce: 1,
  });

  const problems = report.files.filter(({ status }) => status === "failed");
  expect(report).toMatchObject({ uploaded: 2, failed: 3 });
  expect(problems[0]).toMatchObject({ path: paths[0], error: { reason: "refused", status: 403 } });
  expect(problems[0]?.error).toBeInstanceOf(UploadError);
  expect(problems[1]).toMatchObject({ path: missing, error: { name: "InvalidArgumentError" } });
  expect(String(problems[2]?.error)).toContain("listed twice");
});

test("uploadFiles continues an interrupted run, and sends only what is missing", async () => {
  const { mock, folder, write } = await startFleetWorld();
  const paths = await write(5);
  const stateFolder = join(folder, "state");
  const stop = new AbortController();
  let parts = 0;
  const onRequest = ({ headers }: RequestEvent) => {
    // The second of the four parts of the third file.
    if ("x-part" in headers && ++parts === 10) stop.abort(new Error("enough"));
  };
  const factory = await connect(mock, { onRequest });
  const options = { stateFolder, filesAtOnce: 2, concurrency: 2 };
  // Of two files at once, the session of one could be created while the other stops.
  const interrupted = { ...options, filesAtOnce: 1, signal: stop.signal };

  const first = await uploadFiles(factory, paths, interrupted);
  const second = await uploadFiles(factory, paths, options);
  const requests = mock.requests.length;
  const third = await uploadFiles(factory, paths, options);

  expect(first.interrupted).toBeGreaterThan(0);
  expect(first.uploaded + first.interrupted).toBe(5);
  expect(second.uploaded).toBe(5);
  expect(storedFiles(mock)).toEqual(await hashesOf(paths));
  expect(mock.uploads.sessions).toHaveLength(5);
  // Each connection may have sent one part that was not stored.
  const total = mock.uploads.sessions.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  expect(total).toBeLessThanOrEqual(5 * (3 * partSize + 5) + 2 * partSize);
  expect(third.uploaded).toBe(5);
  expect(mock.requests).toHaveLength(requests);
  expect(new Set(third.files.map(({ videoId }) => videoId)).size).toBe(5);
});

test("uploadFiles shows from the first frame on what earlier runs have sent", async () => {
  const { mock, folder, write } = await startFleetWorld();
  const [path = ""] = await write(1, 6 * partSize);
  const stateFolder = join(folder, "state");
  const stop = new AbortController();
  let parts = 0;
  const onRequest = ({ headers }: RequestEvent) => {
    if ("x-part" in headers && ++parts === 4) stop.abort();
  };
  const factory = await connect(mock, { onRequest });
  await uploadFiles(factory, [path], { stateFolder, concurrency: 1, signal: stop.signal });
  const stored = mock.uploads.sessions[0]?.acceptedBytes ?? 0;
  const frames: FilesProgress[] = [];

  const report = await uploadFiles(factory, [path], {
    stateFolder,
    onProgress: (frame) => frames.push(frame),
  });

  expect(stored).toBeGreaterThanOrEqual(3 * partSize);
  expect(frames[0]).toMatchObject({ confirmed: stored, total: 6 * partSize, files: 1 });
  expect(frames.at(-1)).toMatchObject({ confirmed: 6 * partSize, ended: 1, active: [] });
  expect(report.files[0]?.resumedBytes).toBe(stored);
});

test("uploadFiles stores states for their owner only, and no key", async () => {
  const { factory, folder, write } = await startFleetWorld();
  const stateFolder = join(folder, "state");
  await uploadFiles(factory, await write(2), { stateFolder });

  const names = await readdir(stateFolder);
  const modes = await Promise.all(
    names.map(async (name) => (await stat(join(stateFolder, name))).mode & 0o777),
  );
  const texts = await Promise.all(names.map((name) => readFile(join(stateFolder, name), "utf8")));

  expect(names).toHaveLength(2); // No lock is left.
  expect(modes).toEqual([0o600, 0o600]);
  expect(texts.join()).not.toMatch(/my_access_key|my_secret_key|location/);
});

test("uploadFiles uploads a file again that has changed since, not one that was touched", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const [path = "", other = ""] = await write(2);
  const stateFolder = join(folder, "state");
  await uploadFiles(factory, [path, other], { stateFolder, filesAtOnce: 1 });
  const { mtime } = await stat(path);
  const bytes = await readFile(path);
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  await writeFile(path, bytes);
  await utimes(path, mtime, mtime);
  await utimes(other, 1, 1);

  const report = await uploadFiles(factory, [path, other], { stateFolder, filesAtOnce: 1 });

  expect(report.files.map(({ resumedBytes }) => resumedBytes > 0)).toEqual([false, true]);
  expect(mock.uploads.sessions.map(({ fileName }) => fileName)).toEqual([
    "film-0.mp4",
    "film-1.mp4",
    "film-0.mp4",
  ]);
  expect(mock.uploads.sessions[2]?.sha256()).toBe(hashOf("", bytes).trim());
});

test("uploadFiles creates a session again that has expired", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const paths = await write(1);
  const stateFolder = join(folder, "state");
  await factory.uploadSession(paths[0] ?? ""); // The server listens.
  mock.uploads.script([{ kind: "status", status: 403, method: "PUT", part: 3 }]);
  await uploadFiles(factory, paths, { stateFolder });
  const [, expired] = mock.uploads.sessions;
  mock.uploads.script([{ kind: "status", status: 404, session: expired?.id, times: Infinity }]);

  const report = await uploadFiles(factory, paths, { stateFolder });

  expect(report.uploaded).toBe(1);
  expect(storedFiles(mock)).toEqual(await hashesOf(paths));
  expect(mock.uploads.sessions).toHaveLength(3);
});

test("uploadFiles finds the video of a complete upload whose session has ended", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const paths = await write(1);
  const stateFolder = join(folder, "state");
  await factory.uploadSession(paths[0] ?? "");
  mock.uploads.script([{ kind: "status", status: 403, method: "GET", nth: 1 }]);
  const first = await uploadFiles(factory, paths, { stateFolder, tls: "as-given" });
  mock.uploads.script([{ kind: "status", status: 404, times: Infinity }]);

  const report = await uploadFiles(factory, paths, { stateFolder });

  expect(first.failed).toBe(1);
  expect(report.files[0]?.videoId).toBe(mock.uploads.sessions[1]?.video?.id);
  expect(mock.uploads.sessions).toHaveLength(2);
});

test("uploadFiles does not upload a file again whose record cannot be read", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const paths = await write(1);
  const stateFolder = join(folder, "state");
  await uploadFiles(factory, paths, { stateFolder });
  const [name = ""] = await readdir(stateFolder);
  await writeFile(join(stateFolder, name), "{");

  const report = await uploadFiles(factory, paths, { stateFolder });

  expect(report.files[0]?.error).toMatchObject({ name: "StateFolderError" });
  expect(mock.uploads.sessions).toHaveLength(1);
});

test("uploadFiles reports a file that was uploaded, and deleted since", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const [path = ""] = await write(1);
  const stateFolder = join(folder, "state");
  await uploadFiles(factory, [path], { stateFolder });
  await rm(path);

  const report = await uploadFiles(factory, [path], { stateFolder });

  expect(report.files[0]?.videoId).toBe(mock.uploads.sessions[0]?.video?.id);
});

test("uploadFiles keeps the files of each factory apart", async () => {
  const { mock, factory, folder, write } = await startFleetWorld();
  const paths = await write(1);
  const stateFolder = join(folder, "state");
  const other = await connect(mock);
  Object.defineProperty(other, "id", { value: "another" });

  await uploadFiles(factory, paths, { stateFolder });
  await uploadFiles(other, paths, { stateFolder });

  expect(mock.uploads.sessions).toHaveLength(2);
});

test("uploadFiles reads its sources as slowly as files are sent", async () => {
  const { factory, write } = await startFleetWorld();
  const paths = await write(8);
  let ended = 0;
  const ahead: number[] = [];
  async function* list() {
    for (const [index, path] of paths.entries()) {
      ahead.push(index - ended);
      yield path;
    }
  }

  const report = await uploadFiles(factory, list(), { filesAtOnce: 2, onFile: () => ended++ });

  expect(report.uploaded).toBe(8);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(2);
});

test("uploadFiles throws what its sources throw, after the files in flight have ended", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const [path = ""] = await write(1);
  function* list() {
    yield path;
    throw new Error("no list");
  }

  await expect(uploadFiles(factory, list())).rejects.toThrow("no list");

  expect(mock.uploads.sessions.map(({ isComplete }) => isComplete)).toEqual([true]);
});

test("uploadFiles ignores listeners that throw", async () => {
  const { factory, write } = await startFleetWorld();
  const fail = () => {
    throw new Error("display");
  };

  const report = await uploadFiles(factory, await write(2), { onProgress: fail, onFile: fail });

  expect(report.uploaded).toBe(2);
});

test.each([
  [{ filesAtOnce: 0 }, "filesAtOnce"],
  [{ concurrency: 1.5 }, "concurrency"],
  [{ stateFolder: "" }, "stateFolder"],
  [{ fileName: "film.mp4" }, "fileName"],
])("uploadFiles rejects %j", async (options, argument) => {
  const { factory } = await startFleetWorld();

  await expect(uploadFiles(factory, [], options)).rejects.toMatchObject({ argument });
});

test("uploadFiles sends the options of all videos, and those of each", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const [path = "", other = ""] = await write(2);

  await uploadFiles(factory, [{ path, fileName: "renamed.mp4", payload: "one" }, other], {
    payload: "all",
    profiles: "h264",
    filesAtOnce: 1,
  });

  const queries = mock.requests.filter(({ operationId }) => operationId === "createUploadSession");
  expect(queries.map(({ query }) => [query["file_name"], query["payload"]])).toEqual([
    ["renamed.mp4", "one"],
    ["film-1.mp4", "all"],
  ]);
});
