import type { UploadServerSession } from "flip-pili/testing";
import { expect, test } from "vitest";
import { makeBytes, sendTo, sha256, startUploads } from "../../helpers/raw-upload.ts";

const main = makeBytes(1500);
const english = makeBytes(2300);
const german = Buffer.from(makeBytes(800)).reverse();

/** Opens a session with a main file of two parts and two extra files of three parts and of one. */
async function openSession(): Promise<UploadServerSession> {
  const server = await startUploads();
  return server.createSession({
    fileName: "movie.mp4",
    fileSize: main.length,
    extraFiles: [
      { tag: "subtitles", fileName: "english.srt", fileSize: english.length },
      { tag: "subtitles", fileName: "german.srt", fileSize: german.length },
    ],
  });
}

const slice = (bytes: Buffer, part: number) => bytes.subarray(part * 1000, (part + 1) * 1000);

function sendPart({ location }: UploadServerSession, bytes: Buffer, part: number, tag?: string) {
  const extra = tag === undefined ? {} : { "X-Extra-File-Tag": tag };
  const headers = { "Content-Type": "application/octet-stream", "X-Part": String(part), ...extra };
  return sendTo(location, "PUT", { headers, body: slice(bytes, part) });
}

async function missingParts({ location }: UploadServerSession, tag: string): Promise<unknown> {
  const { text } = await sendTo(location, "GET", { headers: { "X-Extra-File-Tag": tag } });
  return JSON.parse(text);
}

test("createSession() returns the parts of each extra file by its numbered tag, as text", async () => {
  const session = await openSession();

  expect(session.response).toMatchObject({
    parts: "2",
    extra_files: {
      "subtitles.index-0": { parts: "3", part_size: "1000" },
      "subtitles.index-1": { parts: "1", part_size: "1000" },
    },
  });
});

test("A session lists the missing parts of each file", async () => {
  const session = await openSession();
  await sendPart(session, english, 1, "subtitles.index-0");
  await sendPart(session, main, 0, "");

  expect(await missingParts(session, "")).toEqual({ missing_parts: [1] });
  expect(await missingParts(session, "subtitles.index-0")).toEqual({ missing_parts: [0, 2] });
  expect(await missingParts(session, "subtitles.index-1")).toEqual({ missing_parts: [0] });
});

test("A session is complete, and responds with the video, when all files have arrived", async () => {
  const session = await openSession();
  await sendPart(session, main, 0);
  const mainDone = await sendPart(session, main, 1);
  for (const part of [0, 1, 2]) await sendPart(session, english, part, "subtitles.index-0");
  const isEarly = session.isComplete;

  const last = await sendPart(session, german, 0, "subtitles.index-1");

  expect(mainDone.text).toBe("");
  expect(isEarly).toBe(false);
  expect(JSON.parse(last.text)).toMatchObject({ id: session.video?.id, status: "processing" });
  expect(await missingParts(session, "subtitles.index-1")).toEqual({
    missing_parts: [],
    media_id: session.video?.id,
  });
  expect(session.sha256()).toBe(sha256(main));
  expect(session.extraFiles.map((file) => file.sha256())).toEqual([english, german].map(sha256));
});

test("A file is found with and without a number, if it is the only one with its tag", async () => {
  const server = await startUploads();
  const extraFiles = [{ tag: "logo", fileName: "logo.png", fileSize: 2000 }];
  const session = server.createSession({ fileName: "movie.mp4", fileSize: 1, extraFiles });

  await sendPart(session, english, 0, "logo");
  await sendPart(session, english, 1, "logo.index-0");

  expect(session.extraFiles[0]?.missingParts).toEqual([]);
});

test.each([
  [
    "X-Extra-File-Tag must be empty or one of subtitles.index-0, subtitles.index-1, not logo",
    "logo",
  ],
  ["X-Part must be from 0 to 0, not 1", "subtitles.index-1"],
])("A session rejects a part: %s", async (message, tag) => {
  const session = await openSession();

  const { status, text } = await sendPart(session, english, 1, tag);

  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ error: "BadRequest", message });
});

test("UploadServerFile.sha256() rejects a file with missing bytes", async () => {
  const session = await openSession();

  expect(() => session.extraFiles[0]?.sha256()).toThrow(
    "Cannot hash the file subtitles.index-0: 2300 bytes are missing",
  );
});

test.each([
  [{ multiChunk: false }, "extraFiles: is only for a session with multiChunk"],
  [{ extraFiles: [{ tag: "", fileName: "a", fileSize: 1 }] }, "extraFiles[0].tag"],
  [{ extraFiles: [{ tag: "a", fileName: "a", fileSize: -1 }] }, "extraFiles[0].fileSize"],
])("createSession() rejects %j", async (options, message) => {
  const server = await startUploads();
  const extraFiles = [{ tag: "logo", fileName: "logo.png", fileSize: 2000 }];

  expect(() =>
    server.createSession({ fileName: "movie.mp4", fileSize: 1, extraFiles, ...options }),
  ).toThrow(message);
});

test("A fault with a tag is triggered by the parts of that file only", async () => {
  const server = await startUploads();
  const extraFiles = [{ tag: "logo", fileName: "logo.png", fileSize: 800 }];
  const session = server.createSession({ fileName: "movie.mp4", fileSize: 1500, extraFiles });
  server.script([{ kind: "status", status: 503, part: 0, tag: "logo" }]);

  const first = await sendPart(session, main, 0);
  const second = await sendPart(session, german, 0, "logo");

  expect([first.status, second.status]).toEqual([200, 503]);
  expect(session.requests.map(({ tag }) => tag)).toEqual([undefined, "logo"]);
});

test("A location rejects an API key", async () => {
  const session = await openSession();

  const { text } = await sendTo(session.location, "GET", { headers: { "X-Api-Key": "tcs_1" } });

  expect(JSON.parse(text)).toMatchObject({
    message: "An upload location accepts no credentials: x-api-key",
  });
});
