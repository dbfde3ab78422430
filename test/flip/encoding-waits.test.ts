import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  createNotificationRelay,
  type Factory,
  parseNotification,
  restoreUploadSession,
  TelestreamCloud,
} from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { connect, type RequestHandler, startServer } from "../helpers/flip-server.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials, startFlip } from "../helpers/mock-flip.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

// Waits over sockets: with the mock server, whose clock runs a thousand times faster, and with raw servers.

const source_url = "http://a.example/film.mp4";

async function startFactory(speed: number = 1000) {
  const mock = await startFlip({ speed });
  const tc = new TelestreamCloud({
    ...credentials,
    apiHost: mock.host,
    apiPort: mock.port,
    retries: 0,
  });
  return { mock, factory: await tc.getResource("flip").factories.find(seeds.factory) };
}

test("a video is imported and encoded, with its progress", async () => {
  const { factory } = await startFactory();
  const video = await factory.videos.create({ source_url, profiles: ["h264", "webm"] });
  const seen: number[] = [];

  const encodings = await video.waitForEncodings({
    pollMs: 1,
    onProgress: ({ progress }) => seen.push(progress),
  });

  expect(encodings.map(({ profile_name, status }) => `${profile_name} ${status}`).sort()).toEqual([
    "h264 success",
    "webm success",
  ]);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(100);
  expect(video.url).toBe(`${factory.url}${video.id}.mp4`);
  for (const { url, files } of encodings) expect(url).toBe(`${factory.url}${files?.[0]}`);
});

test("an import fails", async () => {
  const { factory } = await startFactory();
  const video = await factory.videos.create({ source_url: "http://a.example/fail.mp4" });

  const failure = await outcomeOf(video.waitForEncodings({ pollMs: 1 }));

  expect(failure).toMatchObject({
    name: "EncodingFailedError",
    error_class: "DownloadFailed",
    finished: [],
  });
  expect(video.url).toBeUndefined();
});

test("one of two encodings fails, and fails again when it is retried", async () => {
  const { factory } = await startFactory();
  await factory.profiles.create({ preset_name: "h264", name: "fail_late" });
  const video = await factory.videos.create({ source_url, profiles: "h264,fail_late" });

  const failure = await outcomeOf(video.waitForEncodings({ pollMs: 1 }));
  const broken = await video.encodings.byProfile("fail_late");
  await broken?.retry();
  const again = await outcomeOf(broken?.done({ pollMs: 1 }) ?? Promise.resolve());

  const outline = { name: "EncodingFailedError", error_class: "EncodingError" };
  const failed = [{ profile_name: "fail_late" }];
  expect(failure).toMatchObject({ ...outline, failed, finished: [{ profile_name: "h264" }] });
  expect(again).toMatchObject({ ...outline, failed, finished: [] });
});

test("a video without encodings, to which one is added later", async () => {
  const { factory } = await startFactory();
  const video = await factory.videos.create({ source_url, profiles: "none" });

  const none = await video.waitForEncodings({ pollMs: 1, graceMs: 5 });
  const late = await video.encodings.create({ profile_name: "h264" });
  const [encoding] = await video.waitForEncodings({ pollMs: 1 });
  const done = await late.done();

  expect(none).toEqual([]);
  expect(encoding?.id).toBe(late.id);
  expect(done).toBe(late);
  expect(late.status).toBe("success");
});

test("encodings and videos are deleted during the wait", async () => {
  const { mock, factory } = await startFactory(0);
  const video = await factory.videos.create({ source_url, profiles: ["h264", "webm"] });
  const [first, second] = await video.encodings.all();
  const progress: number[] = [];
  const wait = outcomeOf(
    video.waitForEncodings({
      pollMs: 1,
      onProgress: async ({ encodings }) => {
        if (progress.push(encodings.length) === 1) await first?.delete();
        if (encodings.length === 1) await video.delete();
      },
    }),
  );

  const failure = await wait;
  const gone = await outcomeOf(second?.done() ?? Promise.resolve());

  expect(progress).toContain(1);
  expect(failure).toMatchObject({ name: "HttpError", status: 404 });
  expect(gone).toMatchObject({ name: "HttpError", status: 404 });
  expect(mock.requests.length).toBeLessThan(100);
});

test("failures of the service do not end a wait", async () => {
  const { mock, factory } = await startFactory();
  const video = await factory.videos.create({ source_url, profiles: "h264" });
  mock.fail(2, { status: 429, headers: { "Retry-After": "0" } });
  mock.fail(2, { status: "reset" });
  mock.fail(1, { status: 500, body: "" });
  mock.fail(2, { status: 200, body: null });

  const encodings = await video.waitForEncodings({ pollMs: 1 });

  expect(encodings).toMatchObject([{ profile_name: "h264", status: "success" }]);
});

test("webhooks take the place of polls", async () => {
  const { mock, factory } = await startFactory();
  const notifications = createNotificationRelay();
  const events = {
    video_created: false,
    video_encoded: true,
    encoding_progress: false,
    encoding_completed: false,
  };
  const url = await startReceiver((body) => notifications.publish(parseNotification(body)));
  await factory.updateNotifications({ url, events });
  const video = await factory.videos.create({ source_url, profiles: "h264" });

  // Without a notification, the second poll would follow after ten minutes.
  const encodings = await video.waitForEncodings({ pollMs: 60_000, notifications });

  expect(encodings).toMatchObject([{ status: "success" }]);
  const polls = mock.requests.filter(({ operationId }) => operationId === "listVideoEncodings");
  expect(polls.length).toBeLessThanOrEqual(2);
});

/** Starts a receiver of notifications, and returns its URL. */
async function startReceiver(onBody: (body: string) => void): Promise<string> {
  const server = createServer(async (request, response) => {
    onBody(await text(request));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/flip`;
}

test("a video of a restored session cannot wait, and has no URL", async () => {
  const { factory } = await startFactory();
  const file = new Uint8Array(10).fill(7);
  const { state } = await factory.uploadSession(file);
  const session = restoreUploadSession(state, file, { allowPrivateHost: true });
  const video = await session.resume();

  const failure = await outcomeOf(video.waitForEncodings());

  expect(failure).toMatchObject({ name: "FlipPiliError", message: /without credentials/ });
  expect([video.url, video.previewUrl]).toEqual([undefined, undefined]);
});

/** Opens a video whose encodings a raw server returns. */
async function openRaw(list: RequestHandler, get: RequestHandler = () => ({ status: 404 })) {
  const server = await startServer((request, response) => {
    const path = request.path.replace("/v3.0", "").replace(".json", "");
    if (path === "/videos/v/encodings") return list(request, response);
    if (path === "/encodings/e") return get(request, response);
    return { json: { id: path.at(-1), status: "success" } };
  });
  const factory: Factory = await connect(server).getResource("flip").factories.find("f");
  return { video: await factory.videos.find("v"), factory, server };
}

const done = { json: [{ id: "e", status: "success", files: ["e.mp4"] }] };
const busy = { json: [{ id: "e", status: "processing", encoding_progress: null }] };

test.each<{ what: string; odd: RequestHandler }>([
  { what: "no body", odd: () => ({ status: 204 }) },
  { what: "null", odd: () => ({ json: null }) },
  { what: "a lost connection", odd: (_, response) => void response.destroy() },
  { what: "invalid JSON", odd: () => ({ text: '[{"id":' }) },
  { what: "a list of null", odd: () => ({ json: [null] }) },
  {
    what: "a page of HTML",
    odd: () => ({ text: "<html>", headers: { "Content-Type": "text/html" } }),
  },
  { what: "503 without body", odd: () => ({ status: 503 }) },
  { what: "504 with HTML", odd: () => ({ status: 504, text: "<html>Gateway" }) },
  {
    what: "an invalid Retry-After",
    odd: () => ({ status: 429, headers: { "Retry-After": "soon" } }),
  },
])("a wait survives a response with $what", async ({ odd }) => {
  const replies = [() => busy, odd, () => busy, odd, odd, () => done];
  const { video } = await openRaw(
    (...call) => (replies.shift() ?? (() => done))(...call),
    () => ({ json: busy.json[0] }),
  );

  const encodings = await video.waitForEncodings({ pollMs: 1, timeoutMs: 60_000 });

  expect(encodings.map(String)).toEqual(["Encoding e"]);
});

test.each([
  { what: "lists without end", reply: { json: busy.json.map(({ id }) => ({ id })) } },
  { what: "statuses that are numbers", reply: { json: [{ id: "e", status: 7 }] } },
  { what: "503", reply: { status: 503 } },
])("a wait with $what ends at its timeout", async ({ reply }) => {
  const { video } = await openRaw(() => reply);

  const failure = await outcomeOf(video.waitForEncodings({ pollMs: 5, timeoutMs: 100 }));

  expect(failure).toMatchObject({ name: "EncodingTimeoutError", timeoutMs: 100 });
});
