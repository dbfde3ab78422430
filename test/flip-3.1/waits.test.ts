import {
  createNotificationRelay,
  type Encoding,
  EncodingFailedError,
  EncodingTimeoutError,
  parseNotification,
} from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { openFactory } from "../helpers/flip-3.1-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

/** Returns the response of each call, and the last one for all further calls. */
function inTurn(...responses: object[]): () => object {
  let index = 0;
  return () => responses[Math.min(index++, responses.length - 1)] ?? {};
}

function pageOf(...encodings: object[]): object {
  return { encodings, page: 1, per_page: 100, total: encodings.length };
}

test("video.waitForEncodings() resolves with the encodings of a wrapped list once all have ended", async () => {
  const { factory } = await openFactory({
    "GET /videos/v.json": { id: "v", status: "success" },
    "GET /videos/v/encodings.json": inTurn(
      pageOf({ id: "a", status: "processing", encoding_progress: 50 }),
      pageOf({ id: "a", status: "success", files: ["a.mp4"] }),
    ),
  });
  const video = await factory.videos.find("v");
  const progress: number[] = [];

  const encodings: Encoding[] = await video.waitForEncodings({
    pollMs: 1,
    onProgress: (state) => void progress.push(state.progress),
  });

  expect(encodings.map(String)).toEqual(["Encoding a"]);
  expect(progress).toEqual([50, 100]);
});

test("a precise status that is not known does not end the wait", async () => {
  const { factory } = await openFactory({
    "GET /encodings/e.json": inTurn(
      { id: "e", status: "processing" },
      { id: "e", status: "uploading_output" },
      { id: "e", status: "success" },
    ),
  });
  const encoding = await factory.encodings.find("e");

  await encoding.done({ pollMs: 1 });

  expect(encoding.status).toBe("success");
});

test("video.waitForEncodings() throws an EncodingFailedError with the objects of this API", async () => {
  const { factory } = await openFactory({
    "GET /videos/v.json": { id: "v", status: "success" },
    "GET /videos/v/encodings.json": pageOf(
      { id: "a", status: "success" },
      { id: "b", status: "fail", error_class: "EncodingError", error_message: "bad" },
    ),
    "GET /encodings/b/signed-urls.json": { signed_urls: [] },
  });
  const video = await factory.videos.find("v");

  const error = await outcomeOf(video.waitForEncodings({ pollMs: 1 }));

  expect(error).toBeInstanceOf(EncodingFailedError);
  const { failed, finished, error_class } = error as EncodingFailedError;
  expect([failed, finished].map(String)).toEqual(["Encoding b", "Encoding a"]);
  expect(error_class).toBe("EncodingError");
  await expect(failed[0]?.signedUrls()).resolves.toEqual([]);
});

test("encoding.done() throws an EncodingTimeoutError", async () => {
  const { factory } = await openFactory({
    "GET /encodings/e.json": { id: "e", status: "processing" },
  });
  const encoding = await factory.encodings.find("e");

  const error = await outcomeOf(encoding.done({ pollMs: 1, timeoutMs: 5 }));

  expect(error).toBeInstanceOf(EncodingTimeoutError);
  expect(String((error as EncodingTimeoutError).unfinished)).toBe("Encoding e");
});

test("a notification wakes a wait", async () => {
  const { factory } = await openFactory({
    "GET /encodings/e.json": inTurn(
      { id: "e", status: "processing" },
      { id: "e", status: "processing" },
      { id: "e", status: "success" },
    ),
  });
  const encoding = await factory.encodings.find("e");
  const notifications = createNotificationRelay();
  const publish = () =>
    notifications.publish(parseNotification("event=encoding-complete&encoding_id=e"));

  const waiting = encoding.done({
    pollMs: 600_000,
    notifications,
    onProgress: () => queueMicrotask(publish),
  });

  await expect(waiting).resolves.toBe(encoding);
});
