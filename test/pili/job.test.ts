import { getEventListeners } from "node:events";
import { type DoneOptions, FlipPiliError, Hub, type Job, JobFailedError } from "flip-pili/pili";
import { expect, test, vi } from "vitest";
import { fakeTimers } from "../helpers/fake-timers.ts";
import { startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { credentials, hubOf, startStream, streamId, summarize } from "../helpers/pili-server.ts";

const id = "z1.55d81c6c7823de5a49ad77b3";
const saved = { url: "http://vod/x.m3u8", targetUrl: "http://vod/x.mp4", persistentId: id };
const params = { name: "x.mp4", start: 1, end: 2, format: "mp4" };
const finished: Job = { id, code: 0, desc: "The fop was completed successfully", items: [] };
const waiting: Job = { ...finished, code: 1, desc: "The fop is waiting" };
const running: Job = { ...finished, code: 2, desc: "The fop is executing now" };

test.each(["saveAs", "snapshot"] as const)("%s().job() retrieves the job once", async (method) => {
  const { server, stream } = await startStream(({ path }) => ({
    json: path.startsWith("/v1/") ? saved : running,
  }));
  const result = await stream[method](params);

  const job = await result.job();

  expect(job).toEqual(running);
  expect(summarize(server.requests).slice(1)).toEqual([`GET /status/get/prefop?id=${id}`]);
});

test("job() and done() send no authorization", async () => {
  const { server, stream } = await startStream(({ path }) => ({
    json: path.startsWith("/v1/") ? saved : finished,
  }));
  const result = await stream.saveAs(params);

  await result.job();
  await result.done();

  const signed = server.requests.map(({ headers }) => "authorization" in headers);
  expect(signed).toEqual([true, false, false]);
});

test("job() calls the job host with the scheme of the hub", async () => {
  const { fetch, requests } = observedFetch(({ url }) =>
    Response.json(url.pathname.startsWith("/v1/") ? saved : running),
  );
  const usual = new Hub(credentials, "test-hub", { fetch });
  const own = new Hub(credentials, "test-hub", { fetch, jobHost: "jobs:81", https: false });

  for (const hub of [usual, own]) await (await hub.stream(streamId).saveAs(params)).job();

  expect(requests.map(({ rawUrl }) => rawUrl).filter((_, index) => index % 2 === 1)).toEqual([
    `https://api.qiniu.com/status/get/prefop?id=${id}`,
    `http://jobs:81/status/get/prefop?id=${id}`,
  ]);
});

test("job() escapes the id", async () => {
  const { fetch, requests } = observedFetch(() =>
    Response.json({ ...running, url: "u", persistentId: "z1.a&b=c d" }),
  );
  const result = await new Hub(credentials, "test-hub", { fetch }).stream(streamId).saveAs(params);

  await result.job();

  expect(requests[1]?.rawUrl).toMatch(/\?id=z1\.a%26b%3Dc%20d$/);
});

test.each(["job", "done"] as const)(
  "%s() of an unknown job is an HttpError 612",
  async (method) => {
    const json = { error: "not such id in prefop" };
    const { stream } = await startStream(({ path }) =>
      path.startsWith("/v1/") ? { json: saved } : { status: 612, json },
    );
    const result = await stream.saveAs(params);

    const call = result[method]();

    await expect(call).rejects.toMatchObject({ name: "HttpError", status: 612, body: json });
  },
);

test.each([{}, { persistentId: "" }, { persistentId: null }])(
  "job() and done() reject without a request when the response is %j, without a job id",
  async (body) => {
    const { server, stream } = await startStream(() => ({ json: { url: "u", ...body } }));
    const result = await stream.saveAs({ name: "x", start: 1, end: 2 });

    for (const call of [result.job(), result.done()]) {
      await expect(call).rejects.toBeInstanceOf(FlipPiliError);
      await expect(call).rejects.toMatchObject({ message: expect.stringMatching(/^No job/) });
    }

    expect(server.requests).toHaveLength(1);
  },
);

test.each([
  { what: "no code", json: { id } },
  { what: "a code that is text", json: { id, code: "done" } },
  { what: "a code that is empty", json: { id, code: "" } },
  { what: "neither an id nor the code of a job", json: { code: 612 } },
  { what: "items that are not an array", json: { id, code: 3, items: {} } },
  { what: "an error and a code", json: { error: "no such job", code: 612 } },
  { what: "null", json: null },
])(
  "done() rejects a response with $what with an HttpError, without polling again",
  async ({ json }) => {
    const server = await startServer(({ path }) => ({
      json: path.startsWith("/v1/") ? saved : json,
    }));
    const result = await hubOf(server).stream(streamId).saveAs(params);

    await expect(result.done()).rejects.toMatchObject({ name: "HttpError", status: 200 });

    expect(server.requests).toHaveLength(2);
  },
);

test.each([
  { what: "items that are null", json: { ...finished, items: null }, job: finished },
  { what: "no items", json: { ...finished, items: undefined }, job: finished },
  { what: "items that are empty text", json: { ...finished, items: "" }, job: finished },
  { what: "a code that is text", json: { ...finished, code: "0" }, job: finished },
  { what: "an id that is a number", json: { ...finished, id: 5 }, job: { ...finished, id: "5" } },
  { what: "no id", json: { ...finished, id: undefined }, job: finished },
  { what: "an id that is null", json: { ...finished, id: null }, job: finished },
  { what: "an id that is empty", json: { ...finished, id: "" }, job: finished },
  { what: "an error that is null", json: { ...finished, error: null }, job: finished },
  { what: "no description", json: { id, code: 0 }, job: { ...finished, desc: "" } },
])("job() and done() accept a response with $what", async ({ json, job }) => {
  const { stream } = await startStream(({ path }) => ({
    json: path.startsWith("/v1/") ? { ...saved, error: null } : json,
  }));
  const result = await stream.saveAs(params);

  expect(await result.job()).toEqual(job);
  expect(await result.done()).toEqual(job);
});

test("done() of a job whose persistentId is a number requests that job", async () => {
  const { server, stream } = await startStream(({ path }) => ({
    json: path.startsWith("/v1/") ? { ...saved, persistentId: 42 } : { ...finished, id: 42 },
  }));
  const result = await stream.saveAs(params);

  const job = await result.done();

  expect(job.id).toBe("42");
  expect(summarize(server.requests).slice(1)).toEqual(["GET /status/get/prefop?id=42"]);
});

test.each([0, 4] as const)("done() polls until the code is %i", async (code) => {
  const last = { ...finished, code };
  const { result, polls, pending } = await jobOf(waiting, running, last);

  const done = result.done();
  await vi.runAllTimersAsync();

  expect(await done).toEqual(last);
  expect(polls).toEqual([0, 1000, 2500]);
  expect(pending.size).toBe(0);
});

test("done() of a job that has ended does not wait", async () => {
  const { result, polls, pending } = await jobOf(finished);

  const job = await result.done();

  expect(job).toEqual(finished);
  expect(polls).toEqual([0]);
  expect(pending.size).toBe(0);
});

test("done() increases the delay by half each time, up to ten times the first delay", async () => {
  const { result, polls } = await jobOf(...Array<Job>(20).fill(running), finished);

  const done = result.done({ pollMs: 100 });
  await vi.runAllTimersAsync();
  await done;

  const waits = polls.slice(1).map((time, index) => time - (polls[index] ?? 0));
  expect(waits.slice(0, 3)).toEqual([100, 150, 225]);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.slice(-5)).toEqual(Array(5).fill(1000));
});

test("done() polls a last time after timeoutMs, then rejects with a TimeoutError", async () => {
  const { result, polls, pending } = await jobOf(running);

  const done = outcomeOf(result.done({ timeoutMs: 3000 }));
  await vi.runAllTimersAsync();

  expect(await done).toMatchObject({
    name: "TimeoutError",
    timeoutMs: 3000,
    message: `Job ${id} timed out after 3000 ms`,
  });
  expect(polls).toEqual([0, 1000, 2500, 3000]);
  expect(pending.size).toBe(0);
});

test("done() rejects when a request never completes", async () => {
  const { result, polls, pending } = await jobOf(() => new Promise(() => {}));

  const done = outcomeOf(result.done({ timeoutMs: 3000, pollMs: 500 }));
  await vi.advanceTimersByTimeAsync(3500);

  expect(await done).toMatchObject({ name: "TimeoutError", timeoutMs: 3000 });
  expect(polls).toEqual([0]);
  expect(pending.size).toBe(0);
});

test.each([
  {
    reason: "file is broken",
    job: {
      desc: "The fop is failed",
      items: [
        { cmd: "avthumb/mp4", code: 0, desc: "ok" },
        { cmd: "avthumb/flv", code: 3, desc: "failed", error: "file is broken" },
      ],
    },
  },
  { reason: "The fop is failed", job: { desc: "The fop is failed", items: [{ error: "" }] } },
  { reason: "no reason given", job: { desc: undefined, items: undefined } },
])("done() of a failed job rejects with a JobFailedError: $reason", async ({ reason, job }) => {
  const failed = { ...finished, code: 3, ...job };
  const { result, polls, pending } = await jobOf(running, failed as Job);

  const done = outcomeOf(result.done());
  await vi.runAllTimersAsync();

  const error = await done;
  expect(error).toBeInstanceOf(JobFailedError);
  expect(error).toBeInstanceOf(FlipPiliError);
  expect(error).toMatchObject({
    name: "JobFailedError",
    message: `Job ${id} failed: ${reason}`,
    job: { id, code: 3 },
  });
  expect(polls).toHaveLength(2);
  expect(pending.size).toBe(0);
});

test("done() rejects with the reason of an abort, and leaves no timer or listener", async () => {
  const { result, polls, pending } = await jobOf(running);
  const controller = new AbortController();
  const reason = new Error("enough");
  const done = outcomeOf(result.done({ signal: controller.signal }));
  await vi.advanceTimersByTimeAsync(1500);
  expect(getEventListeners(controller.signal, "abort")).not.toHaveLength(0);

  controller.abort(reason);

  expect(await done).toBe(reason);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(polls).toEqual([0, 1000]);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  expect(pending.size).toBe(0);
});

test("done() aborts a request in flight", async () => {
  const { result, polls, pending } = await jobOf(() => new Promise(() => {}));
  const controller = new AbortController();
  const done = outcomeOf(result.done({ signal: controller.signal }));
  await vi.advanceTimersByTimeAsync(10);

  controller.abort("enough");

  expect(await done).toBe("enough");
  expect(polls).toEqual([0]);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  expect(pending.size).toBe(0);
});

test.each(["job", "done"] as const)(
  "%s() with a signal that was aborted sends nothing",
  async (method) => {
    const { result, polls } = await jobOf(finished);

    const call = outcomeOf(result[method]({ signal: AbortSignal.abort("before") }));

    expect(await call).toBe("before");
    expect(polls).toEqual([]);
  },
);

test("done() leaves no listener when the job has succeeded", async () => {
  const { result } = await jobOf(running, finished);
  const { signal } = new AbortController();

  const done = result.done({ signal });
  await vi.runAllTimersAsync();
  await done;

  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each<{ options: DoneOptions; argument: string }>([
  { options: { pollMs: 0 }, argument: "pollMs" },
  { options: { pollMs: Number.NaN }, argument: "pollMs" },
  { options: { pollMs: 2 ** 31 }, argument: "pollMs" },
  { options: { timeoutMs: 0 }, argument: "timeoutMs" },
  { options: { timeoutMs: -1 }, argument: "timeoutMs" },
  { options: { timeoutMs: Number.POSITIVE_INFINITY }, argument: "timeoutMs" },
])("done() rejects $options and names $argument", async ({ options, argument }) => {
  const { result, polls } = await jobOf(finished);

  const done = result.done(options);

  await expect(done).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(polls).toEqual([]);
});

test("done() accepts options that are undefined", async () => {
  const { result } = await jobOf(finished);

  const job = await result.done({ pollMs: undefined, timeoutMs: undefined, signal: undefined });

  expect(job).toEqual(finished);
});

test("done() continues after temporary failures, and respects Retry-After", async () => {
  const busy = async () =>
    Response.json({ error: "busy" }, { status: 429, headers: { "Retry-After": "30" } });
  const lost = async () => {
    throw new TypeError("fetch failed");
  };
  const { result, polls, pending } = await jobOf(lost, busy, finished);

  const done = result.done();
  await vi.runAllTimersAsync();

  expect(await done).toEqual(finished);
  expect(polls).toEqual([0, 1000, 31_000]);
  expect(pending.size).toBe(0);
});

test("done() rejects after a failure that is permanent", async () => {
  const unknown = async () => Response.json({ error: "unknown job" }, { status: 404 });
  const { result, polls } = await jobOf(running, unknown);

  const done = outcomeOf(result.done());
  await vi.runAllTimersAsync();

  expect(await done).toMatchObject({ name: "HttpError", status: 404 });
  expect(polls).toHaveLength(2);
});

/**
 * Creates a result whose job returns one state after the other, and the last one from then on. Uses
 * fake timers. `polls` contains the time of each request for the job, `pending` the timers of the
 * package.
 */
async function jobOf(...states: (Job | (() => Promise<Response>))[]) {
  const pending = fakeTimers();
  const startedAt = performance.now();
  const polls: number[] = [];
  const { fetch } = observedFetch(({ url }) => {
    if (url.pathname.startsWith("/v1/")) return Response.json(saved);
    const state = states[Math.min(polls.length, states.length - 1)];
    polls.push(Math.round(performance.now() - startedAt));
    return typeof state === "function" ? state() : Response.json(state);
  });
  const hub = new Hub(credentials, "test-hub", { fetch, retries: 0 });
  return { result: await hub.stream(streamId).saveAs(params), polls, pending };
}
