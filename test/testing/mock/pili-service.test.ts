import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import * as pili from "flip-pili/pili";
import { expect, onTestFinished, test } from "vitest";
import { type Endpoint, exampleOptions } from "../../helpers/call-operation.ts";
import { connect, hubName, recordedId, startPili } from "../../helpers/mock-pili.ts";
import { readSpecOperations } from "../../helpers/spec-operations.ts";

const recording = { start: 1440225930, end: 1440226380 };
const operations = readSpecOperations("pili");
const successes: Readonly<Record<string, number>> = { deleteStream: 204, snapshotStream: 619 };

test.each(operations)('startMockServer("pili") handles $operationId()', async (operation) => {
  const mock = await startPili();
  const keys = new pili.Credentials("my_access_key", "my_secret_key");
  const client = pili.createPiliClient(keys, { apiHost: `${mock.host}:${mock.port}` });
  const endpoint = Reflect.get(pili, operation.operationId) as Endpoint;

  const { response } = await endpoint(client, exampleOptions(operation, "required", mock.url));

  // The stream of the example is not connected now: there is no picture of it.
  expect(response.headers.get("Mock-Reason")).toBeNull();
  expect(response.status).toBe(successes[operation.operationId] ?? 200);
  expect(mock.requests[0]?.findings).toEqual([]);
});

test('startMockServer("pili") starts with the streams of the spec', async () => {
  const hub = connect(await startPili());

  const { items, end } = await hub.listStreams();

  expect(items.map(({ title }) => title)).toEqual(["test-title", "55d81a72e3ba5723280000ec"]);
  expect(end).toBe(true);
  expect((await hub.stream(recordedId).segments()).length).toBe(2);
});

test('startMockServer("pili") generates missing fields of a new stream', async () => {
  const hub = connect(await startPili());

  const streams = [await hub.createStream(), await hub.createStream()];

  for (const stream of streams) {
    expect(stream.toJSON()).toMatchObject({
      id: expect.stringMatching(/^z1\.test-hub\.[0-9a-f]{24}$/),
      publishKey: expect.stringMatching(/^[0-9a-f]{16}$/),
      publishSecurity: "dynamic",
      disabled: false,
      disabledTill: 0,
    });
    expect(stream.rtmpLiveUrls().ORIGIN).toContain(`/${hubName}/${stream.title}`);
  }
  expect(new Set(streams.map(({ id }) => id)).size).toBe(2);
});

test('startMockServer("pili") lists streams in pages, newest first', async () => {
  const hub = connect(await startPili(), "other-hub");
  const titles = ["show-1", "news-1", "show-2", "show-3", "live-1"];
  for (const title of titles) await hub.createStream({ title });

  const pages = [];
  for (let marker = ""; pages.length < 4; marker = pages.at(-1)?.marker ?? "") {
    const page = await hub.listStreams({ limit: 2, marker });
    pages.push(page);
    if (page.end) break;
  }
  const shows = await hub.listStreams({ title: "show-", idonly: true });

  expect(pages.map(({ marker, end }) => [marker, end])).toEqual([
    ["2", false],
    ["4", false],
    ["5", true],
  ]);
  const listed = pages.flatMap(({ items }) => items.map(({ title }) => title));
  expect(listed).toEqual(titles.toReversed());
  expect(shows.items.map(({ id }) => id)).toEqual(
    ["show-3", "show-2", "show-1"].map((title) => `z1.other-hub.${title}`),
  );
});

test('startMockServer("pili") lists ten streams without a limit', async () => {
  const hub = connect(await startPili(), "other-hub");
  for (let count = 0; count < 11; count++) await hub.createStream();

  const first = await hub.listStreams();
  const last = await hub.listStreams({ marker: first.marker });
  const none = await hub.listStreams({ marker: last.marker });

  expect(first).toMatchObject({ items: { length: 10 }, marker: "10", end: false });
  expect(last).toMatchObject({ items: { length: 1 }, marker: "11", end: true });
  expect(none).toEqual({ items: [], marker: "", end: true });
});

test('startMockServer("pili") updates only the given fields', async () => {
  const mock = await startPili();
  const stream = await connect(mock).getStream(recordedId);
  const { publishSecurity } = stream;

  await stream.update({ publishKey: "new" });
  const changed = await connect(mock).getStream(recordedId);

  expect(changed).toMatchObject({ publishKey: "new", publishSecurity });
  expect(changed.updatedAt > changed.createdAt).toBe(true);
});

test('startMockServer("pili") connects streams whose title starts with live', async () => {
  const mock = await startPili();
  const hub = connect(mock);
  const stream = await hub.createStream({ title: "live-show" });

  const before = await stream.status();
  await mock.advance(2_000);
  const during = await stream.status();
  const connected = await hub.listStreams({ status: "connected" });
  await mock.advance(58_000);
  await stream.disable();
  const after = await stream.status();
  await stream.enable();
  await mock.advance(12_000);
  const segments = await stream.segments();

  expect(before).toMatchObject({ status: "disconnected", addr: "", bytesPerSecond: 0 });
  expect(during).toMatchObject({ status: "connected", bytesPerSecond: 16870.2 });
  expect(connected.items.map(({ id }) => id)).toEqual([stream.id]);
  expect(after).toMatchObject({ status: "disconnected", addr: during.addr });
  expect(segments.map(({ start, end }) => end - start)).toEqual([58, 10]);
});

test('startMockServer("pili") enables a stream again at disabledTill', async () => {
  const now = new Date("2026-01-02T03:04:05Z");
  const mock = await startPili({ now: () => now });
  const { host, port } = mock;
  const keys = new pili.Credentials("my_access_key", "my_secret_key");
  const client = pili.createPiliClient(keys, { apiHost: `${host}:${port}` });
  const disabledTill = now.getTime() / 1000 + 60;

  const path = { id: recordedId };
  const body = { available: "disabled", disabledTill } as const;
  await pili.setStreamAvailability(client, { path, body });
  const before = await connect(mock).getStream(recordedId);
  await mock.advance(60_000);
  const after = await connect(mock).getStream(recordedId);

  expect(before).toMatchObject({ disabled: true, disabledTill });
  expect(after).toMatchObject({ disabled: false, disabledTill: 0 });
});

test('startMockServer("pili") lists the statuses of existing streams', async () => {
  const mock = await startPili();
  const { host, port } = mock;
  const keys = new pili.Credentials("my_access_key", "my_secret_key");
  const client = pili.createPiliClient(keys, { apiHost: `${host}:${port}` });
  const list = (...streamIds: string[]) => pili.listStreamStatuses(client, { body: { streamIds } });

  const known = await list("z1.test-hub.missing", recordedId);
  const unknown = await list("z1.test-hub.missing");

  expect(known.data?.items?.map(({ streamId }) => streamId)).toEqual([recordedId]);
  expect(unknown.data).toEqual({ items: null });
});

test('startMockServer("pili") lists the segments of an interval', async () => {
  const stream = connect(await startPili()).stream(recordedId);
  const [first, second] = await stream.segments();

  const ofSecond = await stream.segments({ start: 1440226100, end: 1440226200 });
  const between = await stream.segments({ start: 1440226100, end: 1440226110 });
  const limited = await stream.segments({ ...recording, limit: 1 });

  expect(ofSecond).toEqual([second]);
  expect(between).toEqual([]);
  expect(limited).toEqual([first]);
});

test('startMockServer("pili") runs a job over time', async () => {
  const mock = await startPili();
  const stream = connect(mock).stream(recordedId);

  const saved = await stream.saveAs({ name: "a b.mp4", format: "flv", ...recording });
  const codes = [];
  for (const ms of [0, 1_000, 1_000, 1_000]) {
    await mock.advance(ms);
    codes.push((await saved.job()).code);
  }
  const job = await saved.job();

  expect(codes).toEqual([1, 2, 2, 0]);
  expect(saved.targetUrl).toMatch(
    /\/recordings\/z1\.test-hub\.55d81a72e3ba5723280000ec\/a%20b\.flv$/,
  );
  expect(job.inputKey).toBe(`recordings/${recordedId}/a b.m3u8`);
  expect(job.items).toMatchObject([
    { cmd: "avthumb/flv", key: `recordings/${recordedId}/a b.flv`, code: 0 },
  ]);
});

test('startMockServer("pili") stores only a playlist without a format', async () => {
  const stream = connect(await startPili()).stream(recordedId);

  const { url, persistentId } = await stream.savePlayback(recording);

  expect(url).toMatch(/\/\d+\.m3u8$/);
  expect(persistentId).toBeUndefined();
});

test('startMockServer("pili") creates snapshots of recorded times, and of now while connected', async () => {
  const mock = await startPili();
  const hub = connect(mock);
  const live = await hub.createStream({ title: "live-show" });
  const picture = { name: "a.jpg", format: "jpg" };

  const early = live.snapshot(picture);
  await expect(early).rejects.toMatchObject({ status: 619 });
  await mock.advance(10_000);
  const now = await live.snapshot(picture);
  const then = await hub.stream(recordedId).snapshot({ ...picture, time: recording.start + 7 });
  await mock.advance(3_000);

  expect(now.targetUrl).toMatch(/\/snapshots\/z1\.test-hub\.live-show\/a\.jpg$/);
  expect(await then.job()).toMatchObject({ code: 0, items: [{ cmd: "vframe/jpg/offset/7" }] });
});

test('startMockServer("pili") fails a job whose file name starts with fail', async () => {
  const mock = await startPili();
  const stream = connect(mock).stream(recordedId);
  const saved = await stream.saveAs({ name: "fail.mp4", format: "mp4", ...recording });

  await mock.advance(3_000);

  await expect(saved.done()).rejects.toMatchObject({ name: "JobFailedError", job: { code: 3 } });
  expect((await saved.job()).items[0]).not.toHaveProperty("key");
});

test.each([
  ["a.mp4", 200, 0],
  ["a.mp4", 204, 4],
  ["a.mp4", 500, 4],
  ["fail.mp4", 200, 3],
  ["fail.mp4", 500, 3],
])(
  'startMockServer("pili") reports the job of %s to a receiver that responds with %i',
  async (name, status, code) => {
    const mock = await startPili();
    const { url, received } = await startReceiver(status);
    const stream = connect(mock).stream(recordedId);
    const saved = await stream.saveAs({ name, format: "mp4", notifyUrl: url, ...recording });

    await mock.advance(60_000);

    const [report, ...others] = received;
    expect(others).toEqual([]);
    expect(report).toMatchObject({ method: "POST", contentType: "application/json" });
    const notification = pili.parseJobNotification(report?.body ?? "");
    expect(notification).toMatchObject({ id: saved.persistentId, code: name === "a.mp4" ? 0 : 3 });
    expect(await saved.job()).toEqual(
      code === 4 ? expect.objectContaining({ code }) : notification,
    );
    expect(mock.deliveries).toMatchObject([{ event: "jobFinished", url, attempts: [status] }]);
  },
);

test('startMockServer("pili") reports a job through the agent', async () => {
  const urls: string[] = [];
  const agent = ({ href }: URL) => {
    urls.push(href);
    return undefined;
  };
  const mock = await startPili({ agent });
  const { url, received } = await startReceiver(200);
  const stream = connect(mock).stream(recordedId);
  await stream.saveAs({ name: "a.mp4", format: "mp4", notifyUrl: url, ...recording });

  await mock.advance(60_000);

  expect(urls).toEqual([url]);
  expect(received).toHaveLength(1);
});

test('startMockServer("pili") does not report a job without notifyUrl', async () => {
  const mock = await startPili();
  const stream = connect(mock).stream(recordedId);
  await stream.saveAs({ name: "a.mp4", format: "mp4", ...recording });

  await mock.advance(60_000);

  expect(mock.deliveries).toEqual([]);
});

test('startMockServer("pili") with a hub has no other hub', async () => {
  const mock = await startPili({ hub: "my-hub" });
  const other = connect(mock, "other-hub");

  const { items } = await connect(mock, "my-hub").listStreams();
  const rejected = await Promise.allSettled([other.listStreams(), other.createStream()]);

  expect(items.map(({ id }) => id)).toEqual([
    "z1.my-hub.test-title",
    "z1.my-hub.55d81a72e3ba5723280000ec",
  ]);
  expect(rejected).toMatchObject([{ reason: { status: 404 } }, { reason: { status: 404 } }]);
});

test("MockServer.reset() returns to the initial state of Pili", async () => {
  const mock = await startPili();
  const hub = connect(mock);
  const stream = await hub.getStream(recordedId);
  await hub.createStream({ title: "live-show" });
  await stream.disable();
  const saved = await stream.saveAs({ name: "a.mp4", format: "mp4", ...recording });

  mock.reset();
  await mock.advance(60_000);

  const { items } = await hub.listStreams();
  expect(items.map(({ title }) => title)).toEqual(["test-title", stream.title]);
  expect(await hub.getStream(recordedId)).toMatchObject({ disabled: false });
  await expect(saved.job()).rejects.toMatchObject({ status: 612 });
  await expect(hub.getStream("z1.test-hub.live-show")).rejects.toMatchObject({ status: 404 });
});

/** Starts a receiver that responds to all reports with a status. */
async function startReceiver(status: number) {
  const received: { method: string | undefined; contentType: string | undefined; body: string }[] =
    [];
  const server = createServer(async (request, response) => {
    const contentType = request.headers["content-type"];
    received.push({ method: request.method, contentType, body: await text(request) });
    response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/jobs`, received };
}
