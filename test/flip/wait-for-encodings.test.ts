import { getEventListeners } from "node:events";
import {
  createNotificationRelay,
  type Encoding,
  type EncodingFailedError,
  type EncodingWaitOptions,
  FlipPiliError,
  TimeoutError,
  type VideoWaitOptions,
  type WaitProgress,
} from "flip-pili/flip";
import { expect, test, vi } from "vitest";
import {
  encoding,
  failed,
  imported,
  importing,
  openVideo,
  reject,
  type Script,
  succeeded,
} from "../helpers/encoding-waits.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

type Options = VideoWaitOptions;

/** Waits for the encodings of a scripted video until the wait ends. */
async function waitFor(script: Script, options?: Options) {
  const opened = await openVideo(script);
  const wait = outcomeOf(opened.video.waitForEncodings(options));
  await vi.runAllTimersAsync();
  return { ...opened, outcome: await wait };
}

/** Options that collect the progress as text. */
function recordProgress() {
  const seen: string[] = [];
  const onProgress = ({ progress, encodings }: WaitProgress<Encoding>) =>
    void seen.push(`${progress} % of ${encodings.length}`);
  return { seen, onProgress };
}

const idsOf = (encodings: unknown) => (encodings as Encoding[]).map(String);

test("waitForEncodings() polls until no encoding is in progress, and returns them", async () => {
  const { outcome, polls, pending, video } = await waitFor({
    "/videos/v": [importing, importing, imported],
    "/videos/v/encodings": [
      [encoding("a"), encoding("b")],
      [encoding("a"), encoding("b")],
      [succeeded("a"), encoding("b")],
      [succeeded("a"), succeeded("b")],
    ],
  });

  expect(idsOf(outcome)).toEqual(["Encoding a", "Encoding b"]);
  expect(polls).toEqual([
    ...["0 /videos/v/encodings", "0 /videos/v"],
    ...["2000 /videos/v/encodings", "2000 /videos/v"],
    ...["5000 /videos/v/encodings", "9500 /videos/v/encodings"],
  ]);
  expect(video.status).toBe("success");
  expect(pending.size).toBe(0);
});

test("waitForEncodings() lengthens the delay by half each time, up to ten times the first", async () => {
  const states = [...Array<unknown>(20).fill([encoding("a")]), [succeeded("a")]];

  const { polls } = await waitFor(
    { "/videos/v": [imported], "/videos/v/encodings": states },
    { pollMs: 100 },
  );

  const times = polls.map((poll) => Number.parseInt(poll, 10));
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(waits.slice(0, 3)).toEqual([100, 150, 225]);
  expect(waits.slice(-5)).toEqual(Array(5).fill(1000));
});

test("waitForEncodings() reports the mean of encoding_progress", async () => {
  const { seen, onProgress } = recordProgress();
  const progress = (value: unknown) => encoding("a", { encoding_progress: value });

  await waitFor(
    {
      "/videos/v": [imported],
      "/videos/v/encodings": [
        [],
        [progress(undefined), encoding("b", { encoding_progress: null })],
        [progress(50), encoding("b", { encoding_progress: 25.5 })],
        [progress("60"), encoding("b", { encoding_progress: "?" })],
        [progress(700), encoding("b", { encoding_progress: -5 })],
        [progress(99), succeeded("b")],
        [succeeded("a"), succeeded("b")],
      ],
    },
    { onProgress },
  );

  expect(seen).toEqual([
    "0 % of 0",
    "0 % of 2",
    "37.75 % of 2",
    "30 % of 2",
    "50 % of 2",
    "99.5 % of 2",
    "100 % of 2",
  ]);
});

test("waitForEncodings() ignores errors of onProgress", async () => {
  const { outcome } = await waitFor(
    { "/videos/v": [imported], "/videos/v/encodings": [[succeeded("a")]] },
    {
      onProgress: () => {
        throw new Error("broken progress bar");
      },
    },
  );

  expect(idsOf(outcome)).toEqual(["Encoding a"]);
});

test("waitForEncodings() rejects after all have ended when some have failed", async () => {
  const { outcome, polls, pending } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [
      [failed("a"), encoding("b"), failed("c", { error_class: "S3Error" })],
      [failed("a"), succeeded("b"), failed("c", { error_class: "S3Error" })],
    ],
  });

  const { failed: broken, finished } = outcome as EncodingFailedError;
  expect(outcome).toBeInstanceOf(FlipPiliError);
  expect(outcome).toMatchObject({
    name: "EncodingFailedError",
    message: "2 of 3 encodings failed: Encoding a (p-a): EncodingError: stopped",
    error_class: "EncodingError",
    error_message: "stopped",
  });
  expect([idsOf(broken), idsOf(finished)]).toEqual([["Encoding a", "Encoding c"], ["Encoding b"]]);
  expect(polls).toHaveLength(2);
  expect(pending.size).toBe(0);
});

test("waitForEncodings() rejects with the reason of the import when that has failed", async () => {
  const reason = { error_class: "DownloadFailed", error_message: "404\nNot Found" };
  const { outcome, polls, video } = await waitFor({
    "/videos/v": [importing, { id: "v", status: "fail", ...reason }],
    "/videos/v/encodings": [[encoding("a"), failed("b", { error_class: "VideoStatusInvalid" })]],
  });

  expect(outcome).toMatchObject({
    name: "EncodingFailedError",
    message: "Video v could not be imported: DownloadFailed: 404\\nNot Found",
    ...reason,
    finished: [],
  });
  expect(idsOf((outcome as EncodingFailedError).failed)).toEqual(["Encoding b", "Encoding a"]);
  expect(polls).toHaveLength(2);
  expect(video.status).toBe("fail");
});

test("waitForEncodings() rejects when a video without encodings fails to import", async () => {
  const { outcome } = await waitFor({
    "/videos/v": [importing, importing, { id: "v", status: "fail", error_class: null }],
    "/videos/v/encodings": [[]],
  });

  expect(outcome).toMatchObject({
    message: "Video v could not be imported: no reason given",
    error_class: undefined,
    error_message: undefined,
    failed: [],
  });
});

test("waitForEncodings() resolves with [] after the grace when an imported video has none", async () => {
  const { outcome, polls } = await waitFor({
    "/videos/v": [importing, importing, imported],
    "/videos/v/encodings": [[]],
  });

  expect(outcome).toEqual([]);
  // Imported at 2000.
  expect(polls.at(-1)).toBe("12000 /videos/v/encodings");
});

test.each([
  { options: { graceMs: 0 }, at: "0" },
  { options: { graceMs: 500 }, at: "500" },
  { options: { timeoutMs: 3000 }, at: "3000" },
])("waitForEncodings($options) resolves with [] at $at ms", async ({ options, at }) => {
  const { outcome, polls } = await waitFor(
    { "/videos/v": [imported], "/videos/v/encodings": [[]] },
    options,
  );

  expect(outcome).toEqual([]);
  expect(polls.at(-1)).toBe(`${at} /videos/v/encodings`);
});

test("waitForEncodings() waits for encodings that appear late", async () => {
  const { outcome, polls } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [[], [], [encoding("a")], [succeeded("a")]],
  });

  expect(idsOf(outcome)).toEqual(["Encoding a"]);
  expect(polls).toHaveLength(4);
});

test("waitForEncodings() has no grace while the video is importing", async () => {
  const { outcome } = await waitFor(
    { "/videos/v": [importing], "/videos/v/encodings": [[]] },
    { timeoutMs: 60_000 },
  );

  expect(outcome).toMatchObject({
    name: "EncodingTimeoutError",
    message: "Video v timed out after 60000 ms: no encoding is known",
  });
});

test("waitForEncodings() rejects after timeoutMs with what it knows", async () => {
  const { outcome, polls, pending } = await waitFor(
    {
      "/videos/v": [imported],
      "/videos/v/encodings": [
        [succeeded("a"), failed("b"), encoding("c", { encoding_progress: 20 })],
      ],
    },
    { timeoutMs: 6000 },
  );

  expect(outcome).toBeInstanceOf(FlipPiliError);
  expect(outcome).toMatchObject({
    name: "EncodingTimeoutError",
    message: "Video v timed out after 6000 ms: 1 of 3 encodings have not ended",
    timeoutMs: 6000,
    progress: 40,
    finished: [{ id: "a" }],
    failed: [{ id: "b" }],
    unfinished: [{ id: "c" }],
  });
  expect(polls.map((poll) => Number.parseInt(poll, 10))).toEqual([0, 2000, 5000, 6000]);
  expect(pending.size).toBe(0);
});

test("the cause of a timeout is the failure of the last request only", async () => {
  const { outcome } = await waitFor(
    { "/videos/v": [imported], "/videos/v/encodings": [reject(503), [encoding("a")]] },
    { timeoutMs: 6000 },
  );

  expect(outcome).toMatchObject({ name: "EncodingTimeoutError" });
  expect(outcome).not.toHaveProperty("cause");
});

test("an abort during the last request rejects with its reason, even if that looks temporary", async () => {
  const { video } = await openVideo({
    "/videos/v": [imported],
    "/videos/v/encodings": [[encoding("a")], () => new Promise(() => {})],
  });
  const controller = new AbortController();
  const reason = new TimeoutError({ method: "GET", url: "http://a.example/" }, 5);
  const { signal } = controller;
  const wait = outcomeOf(video.waitForEncodings({ timeoutMs: 2000, signal }));
  await vi.advanceTimersByTimeAsync(3000);

  controller.abort(reason);

  expect(await wait).toBe(reason);
});

test("waitForEncodings() waits for an hour by default", async () => {
  const { outcome, polls } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [[encoding("a")]],
  });

  expect(outcome).toMatchObject({ name: "EncodingTimeoutError", timeoutMs: 3_600_000 });
  expect(polls.length).toBeLessThan(200);
});

test("waitForEncodings() ends when a request never completes", async () => {
  const { outcome, pending } = await waitFor(
    {
      "/videos/v": [imported],
      "/videos/v/encodings": [[encoding("a")], () => new Promise(() => {})],
    },
    { timeoutMs: 3000, pollMs: 500 },
  );

  expect(outcome).toMatchObject({ name: "EncodingTimeoutError", unfinished: [{ id: "a" }] });
  expect(pending.size).toBe(0);
});

test.each([
  { what: "a null list", states: [null, null, [encoding("a")], null, [succeeded("a")]] },
  { what: "an object", states: [[encoding("a")], {}, {}, [succeeded("a")]] },
  { what: "text", states: [[encoding("a")], "soon", [succeeded("a")]] },
  { what: "an item without id", states: [[encoding("a")], [{}], [succeeded("a")]] },
  { what: "HTML", states: [[encoding("a")], () => new Response("<p>"), [succeeded("a")]] },
  { what: "503", states: [[encoding("a")], ...Array(9).fill(reject(503)), [succeeded("a")]] },
  { what: "a failed connection", states: [[encoding("a")], fail, fail, [succeeded("a")]] },
  {
    what: "no status",
    states: [[encoding("a", { status: null })], [{ id: "a" }], [succeeded("a")]],
  },
  { what: "an unknown status", states: [[encoding("a", { status: "queued" })], [succeeded("a")]] },
])("waitForEncodings() continues after $what", async ({ states }) => {
  const { outcome, pending } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": states,
    "/encodings/a": [encoding("a")],
  });

  expect(idsOf(outcome)).toEqual(["Encoding a"]);
  expect(pending.size).toBe(0);
});

function fail(): never {
  throw new TypeError("fetch failed");
}

test.each([
  { what: "unexpected bodies", state: {}, status: 200, polls: 4 },
  {
    what: "an error with status 200",
    state: { error: "Fault", message: "no" },
    status: 200,
    polls: 2,
  },
  { what: "401", state: reject(401), status: 401, polls: 2 },
  { what: "404: the video was deleted", state: reject(404), status: 404, polls: 2 },
])("waitForEncodings() rejects after $what", async ({ state, status, polls: count }) => {
  const { outcome, polls, pending } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [[encoding("a")], state],
  });

  expect(outcome).toMatchObject({ name: "HttpError", status });
  expect(polls).toHaveLength(count);
  expect(pending.size).toBe(0);
});

test.each([
  { what: "an unknown status", fields: { status: "canceling" } },
  { what: "a status of null", fields: { status: null } },
])("waitForEncodings() ends at the timeout with $what", async ({ fields }) => {
  const { outcome } = await waitFor(
    { "/videos/v": [imported], "/videos/v/encodings": [[encoding("a", fields)]] },
    { timeoutMs: 5000 },
  );

  expect(outcome).toMatchObject({ name: "EncodingTimeoutError", unfinished: [{ id: "a" }] });
});

test("waitForEncodings() recognizes the end of an encoding with an unknown status", async () => {
  const { outcome } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [
      [
        succeeded("a", { status: "archived" }),
        encoding("b", { status: "canceled", error_class: "EncodingCanceled" }),
      ],
    ],
  });

  expect(outcome).toMatchObject({
    name: "EncodingFailedError",
    error_class: "EncodingCanceled",
    finished: [{ id: "a" }],
    failed: [{ id: "b" }],
  });
});

test("waitForEncodings() drops an encoding that was deleted, and keeps one that a list omits", async () => {
  const { outcome, polls } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [
      [encoding("a"), encoding("b"), succeeded("c")],
      [succeeded("c")],
      [encoding("a"), succeeded("c")],
      [succeeded("a"), succeeded("c")],
    ],
    "/encodings/a": [encoding("a")],
  });

  expect(idsOf(outcome)).toEqual(["Encoding a", "Encoding c"]);
  expect(polls.slice(1, 4)).toEqual([
    "2000 /videos/v/encodings",
    "2000 /encodings/a",
    "2000 /encodings/b",
  ]);
});

test("waitForEncodings() starts the grace again when all encodings are deleted", async () => {
  const { outcome, polls } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [[], [encoding("a")], [encoding("a")], [encoding("a")], []],
    "/encodings/a": [{ error: "RecordNotFound", message: "Couldn't find Encoding" }],
  });

  expect(outcome).toEqual([]);
  expect(polls.slice(-4).map((poll) => Number.parseInt(poll, 10))).toEqual([
    9500, 16_250, 16_250, 26_250,
  ]);
});

test("waitForEncodings() resolves with [] when all encodings are deleted", async () => {
  const { outcome } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [[encoding("a")], []],
  });

  expect(outcome).toEqual([]);
});

test("waitForEncodings() waits at least as long as Retry-After says", async () => {
  const { outcome, polls } = await waitFor({
    "/videos/v": [imported],
    "/videos/v/encodings": [
      [encoding("a")],
      reject(429, { "Retry-After": "90" }),
      reject(429),
      [succeeded("a")],
    ],
  });

  expect(idsOf(outcome)).toEqual(["Encoding a"]);
  const times = polls.map((poll) => Number.parseInt(poll, 10));
  expect(times).toEqual([0, 2000, 92_000, 96_500]);
});

test("waitForEncodings() sends nothing before Retry-After, even at the timeout", async () => {
  const { outcome, polls } = await waitFor(
    {
      "/videos/v": [imported],
      "/videos/v/encodings": [[encoding("a")], reject(503, { "Retry-After": "3600" })],
    },
    { timeoutMs: 10_000 },
  );

  expect(outcome).toMatchObject({
    name: "EncodingTimeoutError",
    unfinished: [{ id: "a" }],
    cause: { name: "HttpError", status: 503 },
  });
  expect(polls).toHaveLength(2);
});

test("waitForEncodings() rejects with the reason of an abort, and leaves no timer or listener", async () => {
  const { video, polls, pending } = await openVideo({
    "/videos/v": [imported],
    "/videos/v/encodings": [[encoding("a")]],
  });
  const controller = new AbortController();
  const wait = outcomeOf(video.waitForEncodings({ signal: controller.signal }));
  await vi.advanceTimersByTimeAsync(3000);

  controller.abort("enough");

  expect(await wait).toBe("enough");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(polls).toHaveLength(2);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  expect(pending.size).toBe(0);
});

test.each([0, 1, 2])(
  "waitForEncodings() ends when request %i is in flight at the abort",
  async (n) => {
    const hang = () => new Promise(() => {});
    const { video, polls, pending } = await openVideo({
      "/videos/v": [importing, n === 1 ? hang : importing],
      "/videos/v/encodings": [n === 0 ? hang : [encoding("a")], []],
      "/encodings/a": [hang],
    });
    const controller = new AbortController();
    const wait = outcomeOf(video.waitForEncodings({ signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(2000);

    controller.abort("enough");

    expect(await wait).toBe("enough");
    expect(polls.at(-1)).toMatch(
      [/0 .*encodings$/, /0 .videos.v$/, /2000 .encodings.a$/][n] as RegExp,
    );
    expect(pending.size).toBe(0);
  },
);

test("waitForEncodings() with a signal that was aborted sends nothing", async () => {
  const { outcome, polls } = await waitFor(
    { "/videos/v": [imported] },
    {
      signal: AbortSignal.abort("before"),
    },
  );

  expect(outcome).toBe("before");
  expect(polls).toEqual([]);
});

test.each<{ options: Options; argument: string }>([
  { options: { pollMs: 0 }, argument: "pollMs" },
  { options: { timeoutMs: Number.POSITIVE_INFINITY }, argument: "timeoutMs" },
  { options: { graceMs: -1 }, argument: "graceMs" },
  { options: { onProgress: "log" as never }, argument: "onProgress" },
  { options: { signal: {} as never }, argument: "signal" },
  { options: { notifications: (() => {}) as never }, argument: "notifications" },
  { options: 5 as never, argument: "options" },
])("waitForEncodings($options) and done() name $argument", async ({ options, argument }) => {
  const { video, factory, polls } = await openVideo({
    "/videos/v": [imported],
    "/encodings/a": [encoding("a")],
  });
  const single = await factory.encodings.find("a");
  polls.length = 0;

  const calls = [video.waitForEncodings(options)];
  if (argument !== "graceMs") calls.push(single.done(options).then((one) => [one]));

  for (const call of calls) {
    await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  }
  expect(polls).toEqual([]);
});

/** Waits for the encoding `a` of a scripted service until the wait ends. */
async function waitForOne(states: readonly unknown[], options?: EncodingWaitOptions) {
  const { factory, polls, pending } = await openVideo({
    "/videos/v": [imported],
    "/encodings/a": [encoding("a"), ...states],
  });
  const single = await factory.encodings.find("a");
  polls.length = 0;
  const wait = outcomeOf(single.done(options));
  await vi.runAllTimersAsync();
  return { single, outcome: await wait, polls, pending };
}

test("done() polls until the encoding has succeeded, and updates it", async () => {
  const { seen, onProgress } = recordProgress();

  const { single, outcome, polls, pending } = await waitForOne(
    [encoding("a", { encoding_progress: 40 }), null, reject(502), succeeded("a")],
    { onProgress },
  );

  expect(outcome).toBe(single);
  expect(single.status).toBe("success");
  expect(polls).toEqual(["0", "2000", "5000", "9500"].map((time) => `${time} /encodings/a`));
  expect(seen).toEqual(["40 % of 1", "100 % of 1"]);
  expect(pending.size).toBe(0);
});

test("done() rejects when the encoding has failed", async () => {
  const { single, outcome } = await waitForOne([failed("a", { error_message: null })]);

  expect(outcome).toMatchObject({
    name: "EncodingFailedError",
    message: "1 of 1 encodings failed: Encoding a (p-a): EncodingError",
    error_class: "EncodingError",
    error_message: undefined,
    finished: [],
  });
  expect((outcome as EncodingFailedError).failed).toEqual([single]);
});

test.each([
  { what: "deleted", state: reject(404), outcome: { name: "HttpError", status: 404 } },
  {
    what: "not finished in time",
    state: encoding("a", { status: "" }),
    outcome: {
      name: "EncodingTimeoutError",
      message: "Encoding a timed out after 4000 ms: 1 of 1 encodings have not ended",
    },
  },
])("done() rejects when the encoding is $what", async ({ state, outcome }) => {
  const { outcome: error, pending } = await waitForOne([state], { timeoutMs: 4000 });

  expect(error).toMatchObject(outcome);
  expect(pending.size).toBe(0);
});

test("a notification about the video or its encodings ends the delay", async () => {
  const { video, polls, pending } = await openVideo({
    "/videos/v": [imported],
    "/videos/v/encodings": [[encoding("a")], [encoding("a")], [encoding("a")], [succeeded("a")]],
  });
  const notifications = createNotificationRelay();
  const wait = video.waitForEncodings({ notifications });
  const { publish } = notifications;

  await vi.advanceTimersByTimeAsync(5000);
  publish({ video_id: "other" });
  publish({ encoding_id: "other", encoding_ids: ["other"] });
  publish({ encoding_ids: { 0: "other" } as never });
  await vi.advanceTimersByTimeAsync(1000);
  publish({ encoding_id: "a" });
  publish({ encoding_id: "a" });
  await vi.advanceTimersByTimeAsync(500);
  publish({ encoding_ids: ["b", "a"] });
  await vi.advanceTimersByTimeAsync(1500);
  publish({ video_id: "v" });

  expect(idsOf(await wait)).toEqual(["Encoding a"]);
  expect(polls.map((poll) => Number.parseInt(poll, 10))).toEqual([0, 6000, 7000, 8000]);
  expect(pending.size).toBe(0);
});

test("with notifications, polls are rare from the start", async () => {
  const { outcome, polls } = await waitFor(
    {
      "/videos/v": [imported],
      "/videos/v/encodings": [[encoding("a")], [encoding("a")], [succeeded("a")]],
    },
    { notifications: createNotificationRelay() },
  );

  expect(idsOf(outcome)).toEqual(["Encoding a"]);
  expect(polls.map((poll) => Number.parseInt(poll, 10))).toEqual([0, 20_000, 40_000]);
});

test("a notification does not shorten Retry-After, and one during a request is not lost", async () => {
  const notifications = createNotificationRelay();
  const { video, polls } = await openVideo({
    "/videos/v": [imported],
    "/videos/v/encodings": [
      async () => {
        notifications.publish();
        return reject(429, { "Retry-After": "7" })();
      },
      [succeeded("a")],
    ],
  });

  const wait = video.waitForEncodings({ notifications });
  await vi.advanceTimersByTimeAsync(7000);

  expect(idsOf(await wait)).toEqual(["Encoding a"]);
  expect(polls.map((poll) => Number.parseInt(poll, 10))).toEqual([0, 7000]);
});

test("done() is woken by notifications about its encoding or its video", async () => {
  const { factory, polls } = await openVideo({
    "/videos/v": [imported],
    "/encodings/a": [...Array(4).fill(encoding("a")), succeeded("a")],
  });
  const single = await factory.encodings.find("a");
  polls.length = 0;
  const notifications = createNotificationRelay();
  const wait = single.done({ notifications });

  await vi.advanceTimersByTimeAsync(2000);
  notifications.publish({ encoding_id: "b", video_id: "v" });
  await vi.advanceTimersByTimeAsync(2000);
  notifications.publish({ encoding_id: "a" });
  await vi.advanceTimersByTimeAsync(2000);
  notifications.publish({ encoding_ids: ["b", "a"] });
  await vi.advanceTimersByTimeAsync(2000);
  notifications.publish({ video_id: "v" });

  await wait;
  expect(polls.map((poll) => Number.parseInt(poll, 10))).toEqual([0, 4000, 6000, 8000]);
});

test("a wait removes its listener from the source, and no listener disturbs the others", async () => {
  const notifications = createNotificationRelay();
  const calls: unknown[] = [];
  const count = (notification: unknown) => void calls.push(notification);
  notifications.subscribe(() => {
    throw new Error("broken listener");
  });
  const [first, second] = [notifications.subscribe(count), notifications.subscribe(count)];
  first();
  first();
  let listeners = 0;
  const source = {
    subscribe: (listener: () => void) => {
      listeners += 1;
      const remove = notifications.subscribe(listener);
      return () => {
        listeners -= 1;
        remove();
      };
    },
  };

  const { outcome } = await waitFor(
    { "/videos/v": [imported], "/videos/v/encodings": [reject(401)] },
    { notifications: source },
  );
  notifications.publish({ video_id: "v" });
  second();
  notifications.publish({ video_id: "v" });

  expect(outcome).toMatchObject({ status: 401 });
  expect(listeners).toBe(0);
  expect(calls).toEqual([{ video_id: "v" }]);
});
