import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type FlipNotification, parseNotification } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { seeds, startWorld } from "../../helpers/flip-world.ts";

const source_url = "http://a.example/folder/my%20film.mp4?a=b";
const everything = {
  video_created: true,
  video_encoded: true,
  encoding_progress: true,
  encoding_completed: true,
};

/** Starts a receiver of webhooks that responds with 200, or with the given statuses first. */
async function startReceiver(statuses: number[] = []) {
  const received: FlipNotification[] = [];
  const server = createServer(async (request, response) => {
    received.push(parseNotification(await text(request)));
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { received, url: `http://127.0.0.1:${port}/hook` };
}

/** Creates a video with one encoding, in a factory that sends all events to a receiver. */
async function startReporting(statuses: number[] = []) {
  const receiver = await startReceiver(statuses);
  const world = await startWorld();
  await world.put("/notifications.json", { url: receiver.url, events: everything });
  return { ...receiver, ...world };
}

const outline = ({ event, fields }: FlipNotification) =>
  [event, fields["progress"]].filter((value) => value !== undefined).join(" ");

test('startMockServer("flip") imports a video, and encodes it with every profile', async () => {
  const { mock, post, get, list } = await startWorld();

  const video = await post("/videos.json", { source_url, payload: "order 1" });
  const encodings = () => list(`/videos/${video.id}/encodings.json`);
  const [waiting] = await encodings();
  await mock.advance(1999);
  const before = await get(`/videos/${video.id}.json`);
  await mock.advance(1);
  const imported = await get(`/videos/${video.id}.json`);
  const metadata = await get(`/videos/${video.id}/metadata.json`);
  await mock.advance(3000);
  const working = await encodings();
  await mock.advance(2000);
  const done = await encodings();

  expect(video).toMatchObject({
    status: "processing",
    original_filename: "my film.mp4",
    extname: ".mp4",
    source_url,
    payload: "order 1",
    file_size: null,
    created_at: "2026/01/02 03:04:05 +0000",
  });
  expect(waiting).toMatchObject({
    status: "processing",
    encoding_progress: 0,
    started_encoding_at: "",
    files: [],
  });
  expect(before).toEqual(video);
  expect(imported).toMatchObject({
    status: "success",
    duration: 14_014,
    mime_type: "video/mp4",
    video_codec: "h264",
    updated_at: "2026/01/02 03:04:07 +0000",
  });
  expect(metadata).toMatchObject({ file_name: "my film.mp4", image_width: 300 });
  expect(working).toMatchObject(
    ["h264", "webm"].map((profile_name) => ({
      profile_name,
      status: "processing",
      encoding_progress: 60,
      started_encoding_at: "2026/01/02 03:04:07 +0000",
    })),
  );
  expect(done).toMatchObject([
    { status: "success", encoding_progress: 100, extname: ".mp4", video_codec: "h264", width: 640 },
    {
      status: "success",
      mime_type: "video/webm",
      files: [`${done[1]?.id}.webm`],
      duration: 14_014,
    },
  ]);
});

test.each([
  [{ profiles: "webm" }, ["webm"]],
  [{ profiles: `${seeds.profile}, webm` }, ["webm", "h264"]],
  [{ profiles: "none" }, []],
  [{ profiles: "webm", use_all_profiles: true }, ["h264", "webm"]],
])('startMockServer("flip") encodes a video with the profiles of %j', async (params, names) => {
  const { post, list } = await startWorld();

  const video = await post("/videos.json", { source_url, ...params });

  const encodings = await list(`/videos/${video.id}/encodings.json`);
  expect(encodings.map(({ profile_name }) => profile_name)).toEqual(names);
});

test('startMockServer("flip") replaces the tokens of path formats', async () => {
  const { post, list } = await startWorld();
  const path_format = ":date/:video_id/:profile/:type/:original/:resolution/:id/:other";

  const video = await post("/videos.json", { source_url, path_format, profiles: "webm" });
  const [encoding] = await list(`/videos/${video.id}/encodings.json`);

  const date = "2026-01-02";
  expect(video).toMatchObject({
    path_format,
    path: `${date}/${video.id}/original/original/my film.mp4/original/${video.id}/:other`,
  });
  expect(encoding).toMatchObject({
    path: `${date}/${video.id}/webm/encodings/my film.mp4/640x480/${encoding?.id}/:other`,
  });
});

test('startMockServer("flip") fails to import a source whose name starts with fail', async () => {
  const { mock, post, get, list } = await startWorld();

  const video = await post("/videos.json", { source_url: "http://a.example/failing.mp4" });
  await mock.advance(2000);
  const [encoding] = await list(`/videos/${video.id}/encodings.json`);
  const retried = await post(`/encodings/${encoding?.id}/retry.json`);
  const late = await post("/encodings.json", { video_id: video.id, profile_name: "h264" });
  await mock.advance(1000);

  expect(await get(`/videos/${video.id}.json`)).toMatchObject({
    status: "fail",
    error_class: "DownloadFailed",
    error_message: expect.any(String),
  });
  expect(encoding).toMatchObject({ status: "fail", error_class: "VideoStatusInvalid" });
  expect(retried).toEqual({ retried: false });
  expect(await get(`/encodings/${late.id}.json`)).toMatchObject({
    status: "fail",
    error_class: "VideoStatusInvalid",
  });
});

test('startMockServer("flip") fails to encode with a profile whose name starts with fail', async () => {
  const { mock, post, get } = await startWorld();
  await post("/profiles.json", { preset_name: "h264", name: "fail_me" });

  const encoding = await post("/encodings.json", {
    video_id: seeds.video,
    profile_name: "fail_me",
  });
  await mock.advance(10_000);
  const failed = await get(`/encodings/${encoding.id}.json`);
  const retried = await post(`/encodings/${encoding.id}/retry.json`);
  const again = await get(`/encodings/${encoding.id}.json`);
  const twice = await post(`/encodings/${encoding.id}/retry.json`);

  expect(failed).toMatchObject({
    status: "fail",
    error_class: "EncodingError",
    encoding_progress: 60,
  });
  expect([retried, twice]).toEqual([{ retried: true }, { retried: false }]);
  expect(again).toMatchObject({ status: "processing", encoding_progress: 0 });
  expect(again).not.toHaveProperty("error_class");
});

test('startMockServer("flip") cannot encode a deleted source', async () => {
  const { mock, post, get, del } = await startWorld();

  const deleted = await del(`/videos/${seeds.video}/source.json`);
  await post(`/encodings/${seeds.failedEncoding}/retry.json`);
  await mock.advance(1000);

  expect(deleted).toEqual({ deleted: true });
  expect(await get(`/encodings/${seeds.failedEncoding}.json`)).toMatchObject({
    status: "fail",
    error_class: "FileNotFound",
  });
  expect(await get(`/videos/${seeds.video}.json`)).toMatchObject({ status: "success" });
});

test('startMockServer("flip") cancels only encodings in progress', async () => {
  const { mock, post, get } = await startWorld();
  const encoding = await post("/encodings.json", {
    video_id: seeds.video,
    profile_name: "h264",
  });
  const path = `/encodings/${encoding.id}`;

  await mock.advance(2000);
  const canceled = await post(`${path}/cancel.json`);
  await mock.advance(60_000);
  const after = await get(`${path}.json`);
  const twice = await post(`${path}/cancel.json`);
  const done = await post(`/encodings/${seeds.encoding}/cancel.json`);
  const example = await post(`/encodings/${seeds.processingEncoding}/cancel.json`);

  expect([canceled, twice, done, example].map(({ canceled }) => canceled)).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(after).toMatchObject({ status: "fail", error_class: "EncodingCanceled", files: [] });
  expect(after["encoding_progress"]).toBe(20);
});

test('startMockServer("flip") does not change its examples until a request uses them', async () => {
  const { mock, post, get, list } = await startWorld();
  const before = [await list("/videos.json"), await list("/encodings.json")];

  await mock.advance(3_600_000);
  const after = [await list("/videos.json"), await list("/encodings.json")];
  const encoding = await post("/encodings.json", {
    video_id: seeds.processingVideo,
    profile_name: "h264",
  });
  await mock.advance(60_000);

  expect(after).toEqual(before);
  expect(await get(`/encodings/${encoding.id}.json`)).toMatchObject({ status: "success" });
});

test('startMockServer("flip") sends every event of a video', async () => {
  const { mock, post, received, list } = await startReporting();

  const video = await post("/videos.json", { source_url });
  await mock.advance(7000);

  const ids = (await list(`/videos/${video.id}/encodings.json`)).map(({ id }) => id).reverse();
  expect(received.map(outline)).toEqual([
    "video-created",
    ...[20, 40, 60, 80].flatMap((percent) => [
      `encoding-progress ${percent}`,
      `encoding-progress ${percent}`,
    ]),
    "encoding-complete",
    "encoding-complete",
    "video-encoded",
  ]);
  expect(received[0]).toMatchObject({ video_id: video.id, encoding_ids: ids });
  expect(received.at(-1)).toMatchObject({ video_id: video.id, encoding_ids: ids });
  expect(received.at(-2)).toMatchObject({ encoding_id: ids[1] });
  expect(mock.deliveries).toHaveLength(received.length);
  expect(mock.deliveries.every(({ isDelivered }) => isDelivered)).toBe(true);
  expect(mock.deliveries[0]).toMatchObject({
    event: "video-created",
    contentType: "application/x-www-form-urlencoded",
    attempts: [200],
  });
});

test('startMockServer("flip") sends failures, cancellations, and the events of a later encoding', async () => {
  const { mock, post, received } = await startReporting();

  await post("/videos.json", { source_url: "http://a.example/fail.mp4" });
  await mock.advance(10_000);
  const failed = received.splice(0).map(outline);
  const params = { video_id: seeds.video, profile_name: "h264" };
  const encoding = await post("/encodings.json", params);
  await post(`/encodings/${encoding.id}/cancel.json`);
  await mock.advance(0);
  const canceled = received.splice(0).map(outline);
  await post("/encodings.json", params);
  await mock.advance(10_000);

  const ends = ["encoding-complete", "video-encoded"];
  expect(failed).toEqual(["video-created", "encoding-complete", ...ends]);
  expect(canceled).toEqual(ends);
  expect(received.map(outline).slice(-2)).toEqual(ends);
});

test('startMockServer("flip") sends the enabled events, with the payload of the video', async () => {
  const { mock, post, put, received } = await startReporting();
  await put("/notifications.json", {
    send_video_payload: true,
    events: { ...everything, encoding_progress: false, video_encoded: false },
  });

  await post("/videos.json", { source_url, payload: "order 1", profiles: "h264" });
  await mock.advance(10_000);
  await put("/notifications.json", { url: "null" });
  await post("/videos.json", { source_url });
  await mock.advance(10_000);

  expect(received.map(outline)).toEqual(["video-created", "encoding-complete"]);
  expect(received.map(({ fields }) => fields["payload"])).toEqual(["order 1", "order 1"]);
});

test('startMockServer("flip") sends nothing to the URL of an example', async () => {
  const { mock, post, put } = await startWorld();

  await put("/notifications.json", { events: everything });
  await post("/videos.json", { source_url });
  await mock.advance(10_000);

  expect(mock.deliveries).toEqual([]);
});

test('startMockServer("flip") resends a message until the response is 200', async () => {
  const { mock, post, put, received } = await startReporting([500, 204]);
  await put("/notifications.json", { delay: 10 });

  await post("/videos.json", { source_url, profiles: "none" });
  await mock.advance(2000);
  await mock.advance(9_999);
  const early = received.length;
  await mock.advance(1);
  const second = received.length;
  await mock.advance(20_000);

  expect([early, second]).toEqual([1, 2]);
  expect(mock.deliveries).toMatchObject([{ attempts: [500, 204, 200], isDelivered: true }]);
});

test('startMockServer("flip") stops resending a message after a day', async () => {
  const { mock, post } = await startReporting(Array.from({ length: 100 }, () => 503));

  await post("/videos.json", { source_url, profiles: "none" });
  await mock.advance(3 * 24 * 3_600_000);

  // 10, 20, 40 … seconds: 13 delays fit into a day.
  expect(mock.deliveries).toHaveLength(1);
  expect(mock.deliveries[0]?.attempts).toHaveLength(14);
});

test('startMockServer("flip") cancels the work on deleted records', async () => {
  const { mock, post, del, list, received } = await startReporting();

  const first = await post("/videos.json", { source_url });
  const second = await post("/videos.json", { source_url, profiles: "h264,webm" });
  await del(`/videos/${first.id}.json`);
  await mock.advance(3000);
  received.length = 0;
  const encodings = await list(`/videos/${second.id}/encodings.json`);
  for (const { id } of encodings) await del(`/encodings/${id}.json`);
  await mock.advance(60_000);

  expect(encodings).toHaveLength(2);
  expect(received).toEqual([]);
});

test("MockServer.advance() and close() settle with work in progress", async () => {
  const { mock, post, put } = await startWorld();
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  await put("/notifications.json", { url: `http://127.0.0.1:${port}/`, events: everything });
  await post("/videos.json", { source_url });
  const arriving = new Promise((resolve) => silent.once("request", resolve));

  const advancing = mock.advance(60_000);
  await arriving;
  await mock.close();
  await advancing;

  expect(mock.deliveries).toMatchObject([{ attempts: [] }]);
});

test('startMockServer("flip") follows its clock at the given speed', async () => {
  const { received, url } = await startReceiver();
  const { mock, post, put, get } = await startWorld({ speed: 100 });
  const events = { encoding_progress: false, encoding_completed: false, video_encoded: true };
  await put("/notifications.json", { url, events });

  const video = await post("/videos.json", { source_url });
  while (received.length === 0) await new Promise((resolve) => setImmediate(resolve));

  expect(received).toMatchObject([{ event: "video-encoded", video_id: video.id }]);
  expect(await get(`/videos/${video.id}.json`)).toMatchObject({ status: "success" });
  expect(mock.deliveries).toHaveLength(1);
});
