import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import {
  type ExtraFiles,
  type Factory,
  restoreUploadSession,
  TelestreamCloud,
  type UploadProgress,
} from "flip-pili/flip-3.1";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { openFactory } from "../helpers/flip-3.1-server.ts";
import type { ReceivedRequest } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { makeBytes } from "../helpers/raw-upload.ts";

const partSize = 100;

/** One file of the session on the server: its size, and the parts that have arrived. */
interface StoredFile {
  readonly size: number;
  readonly parts: Map<number, Buffer>;
}

interface LocationOptions {
  /** Whether the video is reported with the last part of the main file, although extra files are missing. */
  readonly reportsEarly?: boolean;
  /** Whether no response reports the video. */
  readonly reportsNever?: boolean;
  /** Whether the response to the query for missing parts is empty when there are none. */
  readonly reportsNothing?: boolean;
  /** Returns whether a request fails with 400. */
  readonly fails?: (line: string) => boolean;
}

/** Starts an upload location for a main file (tag "") and extra files, as the published clients describe it. */
async function startLocation(sizes: Record<string, number>, options: LocationOptions = {}) {
  const files = new Map(
    Object.entries(sizes).map(([tag, size]): [string, StoredFile] => [
      tag,
      { size, parts: new Map() },
    ]),
  );
  const lines: string[] = [];
  const isComplete = ({ size, parts }: StoredFile) => parts.size === Math.ceil(size / partSize);
  const reportsVideo = (): boolean => {
    if (options.reportsNever) return false;
    const needed = options.reportsEarly ? [files.get("") as StoredFile] : [...files.values()];
    return needed.every(isComplete);
  };
  const reportOf = (file: StoredFile): { body?: object } => {
    if (options.reportsNothing && isComplete(file)) return {};
    const count = Math.ceil(file.size / partSize);
    const all = Array.from({ length: count }, (_, index) => index);
    return { body: { missing_parts: all.filter((index) => !file.parts.has(index)) } };
  };
  const respond = async (request: IncomingMessage): Promise<{ status: number; body?: object }> => {
    const tag = String(request.headers["x-extra-file-tag"] ?? "");
    const part = request.headers["x-part"];
    const line = [request.method, tag, part].filter((text) => text !== undefined).join(" ");
    lines.push(line);
    const body = await buffer(request);
    const file = files.get(tag);
    if (file === undefined || options.fails?.(line)) return { status: 400 };
    if (request.method === "DELETE") return { status: 200 };
    if (request.method === "GET") return { status: 200, ...reportOf(file) };
    file.parts.set(Number(part), body);
    return reportsVideo()
      ? { status: 200, body: { id: "v", status: "processing" } }
      : { status: 200 };
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await respond(request);
    response.writeHead(status).end(body && JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload?id=1`,
    lines,
    /** Returns the bytes of a file. */
    bytesOf: (tag: string) => {
      const parts = [...(files.get(tag)?.parts ?? [])].sort(([a], [b]) => a - b);
      return Buffer.concat(parts.map(([, bytes]) => bytes));
    },
  };
}

/** Creates the response to the creation of a session. Numbers are text, as the service writes them. */
function sessionOf(url: string, size: number, extra: Record<string, number>): object {
  const counts = (bytes: number) => ({
    parts: String(Math.ceil(bytes / partSize)),
    part_size: String(partSize),
  });
  const tags = Object.entries(extra).map(([tag, bytes]) => [tag, counts(bytes)]);
  return {
    id: "s",
    location: url,
    max_connections: "2",
    ...counts(size),
    extra_files: Object.fromEntries(tags),
  };
}

/** Opens a factory whose sessions are at a location. */
async function openUploads(url: string, size: number, extra: Record<string, number>) {
  return openFactory({ "POST /videos/upload.json": sessionOf(url, size, extra) });
}

const main = makeBytes(250);
const subtitles = makeBytes(120);
const audio = [makeBytes(99), makeBytes(301)] as const;
const sizes = { subtitles: 120, "audio.index-0": 99, "audio.index-1": 301 };
const extraFiles: ExtraFiles = {
  subtitles: new File([new Uint8Array(subtitles)], "english.srt"),
  audio: audio.map((bytes, index) => new File([new Uint8Array(bytes)], `${index}.wav`)),
};

test("uploadSession() declares the extra files, and start() sends each with its tag", async () => {
  const location = await startLocation({ "": 250, ...sizes });
  const { server, factory } = await openUploads(location.url, 250, sizes);

  const session = await factory.uploadSession(new File([new Uint8Array(main)], "a.mp4"), {
    extraFiles,
  });
  const video = await session.start();

  expect(String(video)).toBe("Video v");
  expect(JSON.parse(String((server.requests[0] as ReceivedRequest).body))).toEqual({
    file_name: "a.mp4",
    file_size: 250,
    multi_chunk: true,
    profiles: "h264",
    extra_files: [
      { tag: "subtitles", file_name: "english.srt", file_size: 120 },
      { tag: "audio.index-0", file_name: "0.wav", file_size: 99 },
      { tag: "audio.index-1", file_name: "1.wav", file_size: 301 },
    ],
  });
  expect(["", ...Object.keys(sizes)].map(location.bytesOf)).toEqual([main, subtitles, ...audio]);
  const parts = location.lines.filter((line) => line.startsWith("PUT"));
  expect([...parts].sort()).toEqual([
    "PUT  0",
    "PUT  1",
    "PUT  2",
    "PUT audio.index-0 0",
    "PUT audio.index-1 0",
    "PUT audio.index-1 1",
    "PUT audio.index-1 2",
    "PUT audio.index-1 3",
    "PUT subtitles 0",
    "PUT subtitles 1",
  ]);
});

test("an array of one file, and no files at all, need no number", async () => {
  const location = await startLocation({ "": 250, subtitles: 120 });
  const { server, factory } = await openUploads(location.url, 250, { subtitles: 120 });

  const session = await factory.uploadSession(main, { extraFiles: { subtitles: [subtitles] } });
  await session.start();
  await factory.uploadSession(main, { extraFiles: {} });

  expect(location.bytesOf("subtitles")).toEqual(subtitles);
  expect(JSON.parse(String(server.requests[1]?.body))).not.toHaveProperty("extra_files");
});

test("start() sends all files when the video is reported before the extra files have arrived", async () => {
  const location = await startLocation({ "": 250, ...sizes }, { reportsEarly: true });
  const { factory } = await openUploads(location.url, 250, sizes);

  const session = await factory.uploadSession(main, { extraFiles });
  const video = await session.start();

  expect(String(video)).toBe("Video v");
  expect(location.bytesOf("audio.index-1")).toEqual(audio[1]);
});

test("start() and resume() accept an empty response when no part of a file is missing", async () => {
  const options: LocationOptions & { fails?: (line: string) => boolean } = {
    reportsNothing: true,
    fails: (line) => line === "PUT audio.index-1 0",
  };
  const location = await startLocation({ "": 250, ...sizes }, options);
  const { factory } = await openUploads(location.url, 250, sizes);
  const session = await factory.uploadSession(main, { extraFiles });
  await session.start().catch(() => {});
  options.fails = () => false;

  const video = await session.resume();

  expect(String(video)).toBe("Video v");
  expect(location.bytesOf("audio.index-1")).toEqual(audio[1]);
});

test("uploadSession() rejects two extra files with the same tag before any request", async () => {
  const { server, factory } = await openFactory({});
  const files = { audio: [subtitles, subtitles], "audio.index-1": subtitles };

  const error = await outcomeOf(factory.uploadSession(main, { extraFiles: files }));

  expect(error).toMatchObject({
    name: "InvalidArgumentError",
    argument: "extraFiles.audio.index-1",
  });
  expect(server.requests).toEqual([]);
});

test("resume() sends only what is missing, in another process and from the state alone", async () => {
  const options: { fails?: (line: string) => boolean } = {
    fails: (line) => line === "PUT audio.index-1 3",
  };
  const location = await startLocation({ "": 250, ...sizes }, options as LocationOptions);
  const { factory } = await openUploads(location.url, 250, sizes);
  const session = await factory.uploadSession(main, { extraFiles, concurrency: 1 });
  const failure = await outcomeOf(session.start());
  const state = JSON.parse(JSON.stringify(session.state));
  options.fails = () => false;
  location.lines.length = 0;

  const restored = restoreUploadSession(state, main, { extraFiles, allowPrivateHost: true });
  const video = await restored.resume();

  expect(failure).toMatchObject({ name: "UploadError" });
  expect(session.status).toBe("error");
  expect(String(video)).toBe("Video v");
  expect(location.lines.filter((line) => line.startsWith("PUT"))).toEqual(["PUT audio.index-1 3"]);
});

test("factory.restoreUploadSession() requires exactly the extra files of the state", async () => {
  const location = await startLocation({ "": 250, subtitles: 120 });
  const { factory } = await openUploads(location.url, 250, { subtitles: 120 });
  const { state } = await factory.uploadSession(main, { extraFiles: { subtitles } });
  const restore = (files?: ExtraFiles) => () =>
    factory.restoreUploadSession(state, main, { extraFiles: files });

  expect(restore()).toThrow(expect.objectContaining({ argument: "extraFiles.subtitles" }));
  expect(restore({ subtitles, other: main })).toThrow(
    expect.objectContaining({ argument: "extraFiles.other" }),
  );
  await expect(restore({ subtitles })().resume()).resolves.toMatchObject({ id: "v" });
});

test.each([
  { extraFiles: [], argument: "state.extraFiles", change: { extraFiles: "no" } },
  { argument: "state.extraFiles[0].parts", change: { extraFiles: [{ parts: 7 }] } },
  { argument: "state.extraFiles[0].fileSize", change: { extraFiles: [{ fileSize: 0 }] } },
  { argument: "state.extraFiles[0].tag", change: { extraFiles: [{ tag: 1 }] } },
  { argument: "state.extraFiles[0].fingerprint", change: { extraFiles: [{ fingerprint: 1 }] } },
])("restoreUploadSession() rejects a state with $change", async ({ change, argument }) => {
  const location = await startLocation({ "": 250, subtitles: 120 });
  const { factory } = await openUploads(location.url, 250, { subtitles: 120 });
  const { state } = await factory.uploadSession(main, { extraFiles: { subtitles } });
  const [file] = (state as unknown as { extraFiles: object[] }).extraFiles;
  const changed = Array.isArray(change.extraFiles)
    ? { ...state, extraFiles: change.extraFiles.map((fields) => ({ ...file, ...fields })) }
    : { ...state, ...change };

  const restore = () => restoreUploadSession(changed, main, { extraFiles: { subtitles } });

  expect(restore).toThrow(expect.objectContaining({ name: "InvalidArgumentError" }));
  const error = await outcomeOf(
    Promise.resolve().then(() =>
      restoreUploadSession(changed, main, { extraFiles: { subtitles }, allowPrivateHost: true }),
    ),
  );
  expect(error).toMatchObject({ argument });
});

test("an extra file that differs from the one of the session is not sent", async () => {
  const location = await startLocation({ "": 250, subtitles: 120 });
  const { factory } = await openUploads(location.url, 250, { subtitles: 120 });
  const { state } = await factory.uploadSession(main, { extraFiles: { subtitles } });

  const restored = factory.restoreUploadSession(state, main, {
    extraFiles: { subtitles: Buffer.alloc(120, 1) },
  });

  await expect(restored.resume()).rejects.toMatchObject({ reason: "source-changed" });
  expect(location.bytesOf("subtitles")).toHaveLength(0);
});

test("the progress is that of all files, and never decreases", async () => {
  const location = await startLocation({ "": 250, ...sizes });
  const { factory } = await openUploads(location.url, 250, sizes);
  const reports: UploadProgress[] = [];

  const session = await factory.uploadSession(main, {
    extraFiles,
    onProgress: (progress) => void reports.push(progress),
  });
  await session.start();

  const sent = reports.map((progress) => progress.sent);
  expect(sent).toEqual([...sent].sort((a, b) => a - b));
  expect(new Set(reports.map(({ total }) => total))).toEqual(new Set([770]));
  expect(reports.at(-1)).toMatchObject({ sent: 770, confirmed: 770, total: 770 });
});

test("without a reported video, it is found in the list of videos", async () => {
  const location = await startLocation({ "": 250, subtitles: 120 }, { reportsNever: true });
  const { factory } = await openFactory({
    "POST /videos/upload.json": sessionOf(location.url, 250, { subtitles: 120 }),
    "GET /videos.json": {
      videos: [
        {
          id: "found",
          original_filename: "a.mp4",
          file_size: 250,
          created_at: "2999/01/01 00:00:00 +0000",
        },
      ],
      page: 1,
      per_page: 100,
      total: 1,
    },
  });

  const session = await factory.uploadSession(new File([new Uint8Array(main)], "a.mp4"), {
    extraFiles: { subtitles },
  });

  await expect(session.start()).resolves.toMatchObject({ id: "found" });
});

test.each([
  { what: "no extra files", extra: undefined },
  { what: "another tag", extra: { other: { parts: "2", part_size: "100" } } },
  { what: "no parts", extra: { subtitles: {} } },
  { what: "parts that do not match", extra: { subtitles: { parts: "9", part_size: "100" } } },
  { what: "no object", extra: { subtitles: null } },
])("uploadSession() throws an UploadError for a session with $what", async ({ extra }) => {
  const session = { ...sessionOf("http://127.0.0.1:1/u", 250, {}), extra_files: extra };
  const { factory } = await openFactory({ "POST /videos/upload.json": session });

  const creation = factory.uploadSession(main, { extraFiles: { subtitles } });

  await expect(creation).rejects.toMatchObject({ name: "UploadError", reason: "protocol" });
});

test.each([
  { options: { extraFiles: "a.srt" }, argument: "extraFiles" },
  { options: { extraFiles: ["a.srt"] }, argument: "extraFiles" },
  { options: { extraFiles: { "": subtitles } }, argument: "extraFiles" },
  { options: { extraFiles: { "a b": subtitles } }, argument: "extraFiles" },
  { options: { extraFiles: { "a\r\nb": subtitles } }, argument: "extraFiles" },
  { options: { extraFiles: { a: 1 } }, argument: "extraFiles.a" },
  { options: { extraFiles: { a: new Uint8Array(0) } }, argument: "extraFiles.a" },
  { options: { extraFiles: { a: [subtitles, 1] } }, argument: "extraFiles.a.index-1" },
  { options: { extraFiles: { a: subtitles }, multiChunk: false }, argument: "multiChunk" },
])("uploadSession() rejects $options before any request", async ({ options, argument }) => {
  const { server, factory } = await openFactory({});

  const error = await outcomeOf(factory.uploadSession(main, options as never));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(server.requests).toEqual([]);
});

test("uploadSession() without extra files says whether the file is sent in parts, in both cases", async () => {
  const { server, factory } = await openFactory({
    "POST /videos/upload.json": { id: "s", location: "http://127.0.0.1:1/u" },
  });

  await factory.uploadSession(main, { multiChunk: false, profiles: ["a", "b"], payload: "x" });

  expect(JSON.parse(String(server.requests[0]?.body))).toEqual({
    file_name: "file",
    file_size: 250,
    multi_chunk: false,
    profiles: "a,b",
    payload: "x",
  });
});

test("the mock server receives a file with extra files", async () => {
  const apiKey = "tcs_0123456789abcdefghijklmn";
  const mock = await startMockServer("flip-3.1", {
    credentials: { apiKey },
    speed: 0,
    strict: true,
  });
  onTestFinished(() => mock.close());
  const options = { apiKey, apiHost: "127.0.0.1", apiPort: mock.port };
  const { factories } = new TelestreamCloud(options).getResource("flip");
  const [factory] = (await factories.all()) as [Factory];

  const session = await factory.uploadSession(main, { extraFiles, profiles: "none" });
  const video = await session.start();

  expect(video.file_size).toBe(250);
  expect(session.status).toBe("uploaded");
});
