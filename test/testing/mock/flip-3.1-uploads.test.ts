import type { UploadServerSession } from "flip-pili/testing";
import { expect, test } from "vitest";
import { apiKey, type Item, startKeyWorld } from "../../helpers/mock-flip-3.1.ts";
import { makeBytes, sendPart, sendRange, sendTo, sha256 } from "../../helpers/raw-upload.ts";

const bytes = makeBytes(2500);
const subtitles = makeBytes(1200);
const fields = { file_name: "folder/my film.mp4", file_size: bytes.length, multi_chunk: true };
const uploads = { partSize: 1000 };
const extra_files = [{ tag: "subtitles", file_name: "english.srt", file_size: subtitles.length }];

interface Session {
  readonly id: string;
  readonly location: string;
}

/** Creates a session, and returns the response and the session in the server. */
async function startSession(more: Record<string, unknown> = {}, options = {}) {
  const world = await startKeyWorld({ uploads: { ...uploads, ...options } });
  const { status, body } = await world.call("POST", "/videos/upload.json", {
    json: { ...fields, ...more },
  });
  const [session] = world.mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");
  return { ...world, status, response: body as Session, session };
}

function sendExtraPart({ location }: UploadServerSession, part: number, tag: string) {
  const headers = {
    "Content-Type": "application/octet-stream",
    "X-Part": part,
    "X-Extra-File-Tag": tag,
  };
  const body = subtitles.subarray(part * 1000, (part + 1) * 1000);
  return sendTo(location, "POST", { headers, body });
}

test("POST /videos/upload.json creates a video from an upload in parts", async () => {
  const { mock, get, session, status, response } = await startSession({
    profiles: "h264",
    payload: "order 1",
  });

  for (const part of [2, 0]) await sendPart(session, bytes, part);
  const last = await sendPart(session, bytes, 1);
  const video: Item = JSON.parse(last.text);
  await mock.advance(7000);
  const { encodings } = await get<{ encodings: Item[] }>(`/videos/${video.id}/encodings.json`);

  expect(status).toBe(201);
  expect(response).toEqual({
    id: session.id,
    location: session.location,
    parts: "3",
    part_size: "1000",
    max_connections: "16",
  });
  expect(video).toMatchObject({
    status: "processing",
    original_filename: "my film.mp4",
    payload: "order 1",
    file_size: 2500,
  });
  expect(await get(`/videos/${video.id}.json`)).toMatchObject({
    status: "success",
    encodings_count: 1,
  });
  expect(encodings).toMatchObject([{ profile_name: "h264", status: "success" }]);
});

test("POST /videos/upload.json writes numbers as numbers with numbersAs", async () => {
  const { response } = await startSession({ extra_files }, { numbersAs: "number" });

  // Those of extra files are text in every generation.
  expect(response).toMatchObject({
    parts: 3,
    part_size: 1000,
    extra_files: { subtitles: { parts: "2", part_size: "1000" } },
  });
});

test("POST /videos/upload.json has parts unless multi_chunk is false", async () => {
  const withParts = await startSession({ multi_chunk: undefined });
  const { session, response } = await startSession({ multi_chunk: false });

  const first = await sendRange(session, "0-1499/2500", bytes.subarray(0, 1500));
  const last = await sendRange(session, "1500-2499/2500", bytes.subarray(1500));

  expect(withParts.response).toMatchObject({ parts: "3" });
  expect(Object.keys(response)).toEqual(["id", "location"]);
  expect([first.status, first.headers.range]).toEqual([204, "0-1499"]);
  expect(JSON.parse(last.text)).toMatchObject({ file_size: 2500 });
});

test("An upload with an extra file is complete when both have arrived", async () => {
  const { session, get } = await startSession({ extra_files });
  const missing = async (tag: string) =>
    JSON.parse(
      (await sendTo(session.location, "GET", { headers: { "X-Extra-File-Tag": tag } })).text,
    );

  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);
  await sendExtraPart(session, 1, "subtitles");
  const before = [await missing(""), await missing("subtitles")];
  const last = await sendExtraPart(session, 0, "subtitles");

  const { id } = JSON.parse(last.text) as Item;
  expect(before).toEqual([{ missing_parts: [] }, { missing_parts: [0] }]);
  expect(await missing("subtitles")).toEqual({ missing_parts: [], media_id: id });
  expect(await get(`/videos/${id}.json`)).toMatchObject({ status: "processing" });
  expect([session.sha256(), session.extraFiles[0]?.sha256()]).toEqual(
    [bytes, subtitles].map(sha256),
  );
});

test.each([
  ["an unknown profile", { profiles: "unknown" }, 404],
  ["no name", { file_name: undefined }, 400],
  ["an extra file without a tag", { extra_files: [{ file_name: "a", file_size: 1 }] }, 400],
  ["extra files without parts", { extra_files, multi_chunk: false }, 400],
  ["a file that is too large", { file_size: Number.MAX_SAFE_INTEGER }, 413],
])("POST /videos/upload.json rejects %s", async (_, more, expected) => {
  const { call } = await startKeyWorld();

  const { status } = await call("POST", "/videos/upload.json", { json: { ...fields, ...more } });

  expect(status).toBe(expected);
});

test("An upload location rejects the API key", async () => {
  const { session } = await startSession();

  const { status, text } = await sendTo(session.location, "GET", {
    headers: { "X-Api-Key": apiKey },
  });

  expect(status).toBe(400);
  expect(text).toContain("An upload location accepts no credentials: x-api-key");
});
