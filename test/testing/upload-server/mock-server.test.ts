import "../../helpers/warm-up.ts";
import { createFlipClient, createUploadSession, FlipPiliError, getVideo } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { credentials, sendSigned, startFlip } from "../../helpers/mock-flip.ts";
import {
  failureOf,
  makeBytes,
  sendPart,
  sendRange,
  sendTo,
  sha256,
} from "../../helpers/raw-upload.ts";

const bytes = makeBytes(2500);
const uploads = { partSize: 1000 };
const params = { file_name: "movie.mp4", file_size: 2500, multi_chunk: true };
const path = "/videos/upload.json";

test("startMockServer() creates an upload session whose location accepts the parts", async () => {
  const mock = await startFlip({ uploads });
  const client = createFlipClient({ ...credentials, apiHost: mock.host, apiPort: mock.port });

  const { data, response } = await createUploadSession(client, { query: params });
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");
  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);
  const video = await getVideo(client, { path: { id: String(session.video?.id) } });

  expect(response.status).toBe(201);
  expect(data).toEqual(session.response);
  expect(data).toMatchObject({ parts: "3", part_size: "1000" });
  expect(session.sha256()).toBe(sha256(bytes));
  expect(video.data).toEqual(session.video);
  expect(video.data).toMatchObject({ original_filename: "movie.mp4", file_size: 2500 });
});

test("startMockServer() creates a session without parts unless multi_chunk is set", async () => {
  const mock = await startFlip();
  const { multi_chunk: _, ...plain } = params;

  const { body, status } = await sendSigned(mock, "POST", path, plain);
  const [session] = mock.uploads.sessions;
  if (session === undefined) throw new Error("There is no session");
  const sent = await sendRange(session, "0-2499/2500", bytes);

  expect([status, body]).toEqual([201, { id: session.id, location: session.location }]);
  expect(JSON.parse(sent.text)).toEqual(session.video);
});

test("startMockServer() creates no session for a request that violates the spec", async () => {
  const mock = await startFlip();

  const responses = await Promise.all([
    sendSigned(mock, "POST", path, { file_name: "movie.mp4" }),
    sendSigned(mock, "POST", path, { ...params, file_size: "large" }),
    sendSigned(mock, "POST", path, params, { secretKey: "other" }),
  ]);

  expect(responses.map(({ status }) => status)).toEqual([400, 400, 401]);
  expect(mock.uploads.sessions).toEqual([]);
});

test("startMockServer() returns a planned example in place of a session", async () => {
  const mock = await startFlip();
  mock.answerNext("createUploadSession", { status: 201 });
  mock.answerNext("createUploadSession", { status: 404 });

  const responses = [
    await sendSigned(mock, "POST", path, params),
    await sendSigned(mock, "POST", path, { ...params, file_name: "other.mp4" }),
  ];

  expect(responses).toMatchObject([{ status: 201, body: { id: "abcdefgh" } }, { status: 404 }]);
  expect(mock.uploads.sessions).toEqual([]);
});

test("startMockServer() finds the video of an upload by its id alone", async () => {
  const mock = await startFlip();
  await sendSigned(mock, "POST", path, { ...params, file_size: 0 });
  const id = String(mock.uploads.sessions[0]?.video?.id);

  const own = await sendSigned(mock, "GET", `/videos/${id}.json`);
  const other = await sendSigned(mock, "GET", "/videos/a.json");

  expect(own).toMatchObject({ status: 200, body: { id } });
  expect(other).toMatchObject({ status: 404, body: { error: "RecordNotFound" } });
});

test("MockServer.uploads accepts faults before the first session, which starts the server", async () => {
  const mock = await startFlip({ uploads: { cors: true } });
  mock.uploads.script([{ kind: "status", status: 503 }]);

  const early = () => mock.uploads.port;
  expect(early).toThrow("the server starts with the first upload session");
  await sendSigned(mock, "POST", path, params);
  const { status } = await sendTo(mock.uploads.sessions[0]?.location ?? "", "GET");

  expect(status).toBe(503);
  expect(mock.uploads.unusedFaults).toEqual([]);
});

test("MockServer.close() closes the upload server", async () => {
  const mock = await startFlip();
  await sendSigned(mock, "POST", path, params);

  await mock.close();
  await mock.close();

  const location = mock.uploads.sessions[0]?.location ?? "";
  expect(await failureOf(sendTo(location, "GET"))).toBe("ECONNREFUSED");
});

test("MockServer.uploads has no port before the first session", async () => {
  const mock = await startFlip();

  expect(() => mock.uploads.port).toThrow(FlipPiliError);
  expect(() => mock.uploads.createSession({ fileName: "a", fileSize: 1 })).toThrow(
    "the server starts with the first upload session",
  );
});

test("MockServer.uploads throws for Pili", async () => {
  const mock = await startMockServer("pili");
  onTestFinished(() => mock.close());

  expect(() => mock.uploads).toThrow(FlipPiliError);
  expect(() => mock.uploads).toThrow("Cannot receive uploads: this server has no uploads");
});

test("startMockServer() rejects invalid options of uploads", async () => {
  const starting = startMockServer("flip", { uploads: { partSize: 0 } });

  await expect(starting).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "partSize",
  });
});
