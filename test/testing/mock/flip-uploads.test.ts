import { TelestreamCloud } from "flip-pili/flip";
import { expect, test } from "vitest";
import { loadSpec } from "../../../src/testing/spec/load-spec.ts";
import { type Item, startWorld } from "../../helpers/flip-world.ts";
import { credentials, startFlip } from "../../helpers/mock-flip.ts";
import {
  makeBytes,
  type RawResponse,
  sendPart,
  sendRange,
  sendTo,
} from "../../helpers/raw-upload.ts";

const bytes = makeBytes(2500);
const params = { file_name: "folder/my film.mp4", file_size: 2500, multi_chunk: true };
const uploads = { partSize: 1000 };

test('startMockServer("flip") creates a video from an upload, with its encodings', async () => {
  const { mock, post, get, list } = await startWorld({ uploads });
  await post("/videos/upload.json", { ...params, profiles: "h264", payload: "order 1" });
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");

  const responses: RawResponse[] = [];
  for (const part of [2, 0, 1]) responses.push(await sendPart(session, bytes, part));
  const video: Item = JSON.parse(responses[2]?.text ?? "");
  const listed = await list("/videos.json");
  await mock.advance(7000);
  const encodings = await list(`/videos/${video.id}/encodings.json`);
  const done = await get(`/videos/${video.id}.json`);

  expect(responses.map(({ status, text }) => [status, text === ""])).toEqual([
    [200, true],
    [200, true],
    [200, false],
  ]);
  expect(video).toMatchObject({
    status: "processing",
    original_filename: "my film.mp4",
    file_size: 2500,
    source_url: null,
    payload: "order 1",
    profiles: "h264",
  });
  expect(listed[0]).toEqual(video);
  expect(done).toMatchObject({ status: "success", file_size: 2500 });
  expect(encodings).toMatchObject([{ profile_name: "h264", status: "success" }]);
});

test.each([
  [{}, []],
  [{ profiles: "none" }, []],
  [{ use_all_profiles: true }, ["h264", "webm"]],
])('startMockServer("flip") encodes an upload with the profiles of %j', async (more, names) => {
  const { mock, post, list } = await startWorld();
  await post("/videos/upload.json", { file_name: "a.mp4", file_size: 2500, ...more });
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");

  const { text } = await sendRange(session, "0-2499/2500", bytes);

  const encodings = await list(`/videos/${JSON.parse(text).id}/encodings.json`);
  expect(encodings.map(({ profile_name }) => profile_name)).toEqual(names);
});

test('startMockServer("flip") fails to import an upload whose name starts with fail', async () => {
  const { mock, post, get } = await startWorld();
  await post("/videos/upload.json", { file_name: "fail.mp4", file_size: 2500 });
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");

  const { text } = await sendTo(session.location, "PUT", { body: bytes });
  await mock.advance(2000);

  expect(await get(`/videos/${JSON.parse(text).id}.json`)).toMatchObject({
    status: "fail",
    error_class: "FormatNotRecognised",
  });
});

test('startMockServer("flip") creates videos of uploads with the fields of the option `video`', async () => {
  const video = () => ({ id: "mine", status: "success" as const, duration: 1000 });
  const { mock, post, get } = await startWorld({ uploads: { ...uploads, video } });
  await post("/videos/upload.json", params);
  const made = mock.uploads.createSession({ fileName: "other.mp4", fileSize: 1000 });
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");

  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);
  await mock.advance(10_000);

  expect(await get("/videos/mine.json")).toMatchObject({ duration: 1000, file_size: 2500 });
  await sendPart(made, bytes, 0);
  expect(made.video).toMatchObject({ id: "mine", original_filename: "other.mp4" });
});

test("UploadSession.start() creates a video in its factory", async () => {
  const mock = await startFlip({ uploads });
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
  const file = new File([new Uint8Array(bytes)], "film.mp4");
  const [factory] = await tc.getResource("flip").factories.all();
  const session = await factory?.uploadSession(file, { profiles: "webm" });

  const video = await session?.start();
  const found = await factory?.videos.find(String(video?.id));
  const encodings = await video?.encodings.all();

  expect(found?.original_filename).toBe("film.mp4");
  expect(encodings?.map(({ profile_name }) => profile_name)).toEqual(["webm"]);
});

test("MockServer.reset() ignores a file that arrives later", async () => {
  const { mock, post, list } = await startWorld({ uploads: { partSize: 5000 } });
  await post("/videos/upload.json", params);
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");
  mock.uploads.script([{ kind: "delay", ms: 50 }]);

  const sending = sendPart(session, bytes, 0);
  while (session.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  mock.reset();
  await sending;

  expect(await list("/videos.json")).toHaveLength(3);
});

test('startMockServer("flip") responds at upload locations as in the spec', async () => {
  const { operations, validator } = await loadSpec("flip");
  const { mock, post } = await startWorld({ uploads });
  await post("/videos/upload.json", { ...params, profiles: "h264" });
  await post("/videos/upload.json", { file_name: "a.mp4", file_size: 2500 });
  await post("/videos/upload.json", params);
  const [numbered, streamed, aborted] = mock.uploads.sessions;
  if (!numbered || !streamed || !aborted) throw new Error("There are too few sessions");
  const gone = `${mock.uploads.url}/upload/session?id=gone`;

  const responses: [string, number, RawResponse][] = [
    ["getMissingParts", 200, await sendTo(numbered.location, "GET")],
    ["uploadPart", 200, await sendPart(numbered, bytes, 0)],
    ["uploadPart", 400, await sendPart(numbered, bytes, 3)],
    ["uploadPartByPost", 200, await sendPart(numbered, bytes, 1, "POST")],
    ["getMissingParts", 200, await sendTo(numbered.location, "GET")],
    ["uploadPart", 200, await sendPart(numbered, bytes, 2)],
    ["getMissingParts", 200, await sendTo(numbered.location, "GET")],
    ["uploadPart", 204, await sendRange(streamed, "*/2500")],
    ["uploadPart", 204, await sendRange(streamed, "0-999/2500", bytes.subarray(0, 1000))],
    ["uploadPartByPost", 204, await sendRange(streamed, "*/2500", Buffer.alloc(0), "POST")],
    ["uploadPart", 400, await sendRange(streamed, "5000-5001/2500", bytes.subarray(0, 2))],
    [
      "uploadPartByPost",
      200,
      await sendRange(streamed, "1000-2499/2500", bytes.subarray(1000), "POST"),
    ],
    ["getMissingParts", 400, await sendTo(streamed.location, "GET")],
    ["abortUpload", 200, await sendTo(aborted.location, "DELETE")],
    ["abortUpload", 404, await sendTo(aborted.location, "DELETE")],
    ["getMissingParts", 404, await sendTo(gone, "GET")],
    ["uploadPart", 404, await sendTo(gone, "PUT", { body: bytes })],
  ];

  for (const [operationId, expected, { status = 0, headers, text }] of responses) {
    const operation = operations.find(({ id }) => id === operationId);
    if (operation === undefined) throw new Error(`There is no ${operationId}`);
    const named = headers as Record<string, string>;
    const body = text === "" ? undefined : JSON.parse(text);
    expect([operationId, status]).toEqual([operationId, expected]);
    // The spec cannot express that a body may be missing.
    if (status === 200 && text === "") continue;
    expect(validator.checkResponse(operation, { status, headers: named, body })).toEqual([]);
  }
});
