import { getEventListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { TelestreamCloud } from "flip-pili/flip";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeTimers } from "../../helpers/fake-timers.ts";
import { connect, credentials, startServer } from "../../helpers/flip-server.ts";
import { outcomeOf, responseOf } from "../../helpers/network-faults.ts";
import { observedFetch } from "../../helpers/observed-fetch.ts";

const reason = new Error("canceled");

test("a signal that is already aborted prevents the request", async () => {
  const { fetch, requests } = observedFetch(() => Response.json([]));
  const flip = new TelestreamCloud({ ...credentials, fetch }).getResource("flip");

  const call = flip.factories.find("a", { signal: AbortSignal.abort(reason) });

  await expect(call).rejects.toBe(reason);
  expect(requests).toHaveLength(0);
});

test.each([
  { place: "a hook", options: (abort: () => void) => ({ onRequest: abort }) },
  {
    place: "a function that returns a key",
    options: (abort: () => void) => ({
      secretKey: () => {
        abort();
        return "key";
      },
    }),
  },
])("an abort in $place prevents the request", async ({ options }) => {
  const controller = new AbortController();
  const { signal } = controller;
  const { fetch, requests } = observedFetch(() => Response.json([]));
  const abort = () => controller.abort(reason);
  const tc = new TelestreamCloud({ ...credentials, fetch, ...options(abort) });

  const call = tc.get("/videos.json", {}, { signal });

  await expect(call).rejects.toBe(reason);
  expect(requests).toHaveLength(0);
});

test("an abort during the request rejects with the caller's reason", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const server = await startServer(() => {
    controller.abort(reason);
    return undefined; // Sends no response.
  });

  const call = connect(server, { retries: 2 }).get("/videos.json", {}, { signal });

  await expect(call).rejects.toBe(reason);
  expect(server.requests).toHaveLength(1);
});

test("an abort while the body is received rejects with the caller's reason", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const server = await startServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
    response.write("[", () => controller.abort(reason));
    return undefined;
  });

  const call = connect(server).get("/videos.json", {}, { signal });

  await expect(call).rejects.toBe(reason);
});

test("an abort ends a call whose fetch ignores the signal", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const { fetch } = observedFetch(() => new Promise(() => {}));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  const call = outcomeOf(tc.get("/videos.json", {}, { signal }));
  controller.abort(reason);

  expect(await call).toBe(reason);
});

test("an abort during the delay before a retry ends the call", async () => {
  const timers = fakeTimers();
  const controller = new AbortController();
  const { signal } = controller;
  const { fetch, requests } = observedFetch(() => responseOf(503, { "Retry-After": "50" }));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  const call = outcomeOf(tc.get("/videos.json", {}, { signal }));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(timers.size).toBe(1);
  controller.abort(reason);

  expect(await call).toBe(reason);
  await vi.runAllTimersAsync();
  expect(requests).toHaveLength(1);
  expect(timers.size).toBe(0);
});

test("an abort while the clock is corrected prevents the second attempt", async () => {
  const json = { error: "NotAuthorized", message: "Signatures expired" };
  const server = await startServer(() => ({ status: 401, json }));
  const controller = new AbortController();
  let reads = 0;
  const now = () => {
    // For the signature, and after the response.
    if (++reads === 2) controller.abort("enough");
    return new Date();
  };
  const tc = connect(server, { now, timeoutMs: 60_000 });

  const call = tc.get("/videos.json", {}, { signal: controller.signal });

  await expect(call).rejects.toBe("enough");
  expect(server.requests).toHaveLength(1);
});

test("an abort without a reason rejects with an AbortError", async () => {
  const { fetch } = observedFetch(() => Response.json([]));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  const call = tc.get("/videos.json", {}, { signal: AbortSignal.abort() });

  await expect(call).rejects.toMatchObject({ name: "AbortError" });
});

test.each([null, 0, ""])(
  "an abort with %j as its reason rejects with it, like fetch",
  async (empty) => {
    const { fetch } = observedFetch(() => Response.json([]));
    const tc = new TelestreamCloud({ ...credentials, fetch });

    const call = tc.get("/videos.json", {}, { signal: AbortSignal.abort(empty) });

    await expect(call).rejects.toBe(empty);
  },
);

test("an abort between two pages ends the iteration", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const server = await startServer(() => ({ json: [{ id: "a" }] }));
  const [factory] = await connect(server).getResource("flip").factories.all();
  const videos = factory?.videos.all({ per_page: 1 }, { signal }) ?? [];

  const iteration = async () => {
    for await (const _ of videos) controller.abort(reason);
  };

  await expect(iteration()).rejects.toBe(reason);
  expect(server.requests).toHaveLength(2);
});

test("a call removes its listeners and timers after success, failure and retry", async () => {
  const timers = fakeTimers();
  const { signal } = new AbortController();
  const replies = [
    () => responseOf(200),
    () => responseOf(503),
    () => responseOf(404),
    () => Promise.reject(new TypeError("x")),
  ];
  const { fetch } = observedFetch((_, index) => replies[index]?.() ?? responseOf(200));
  const tc = new TelestreamCloud({ ...credentials, fetch, retries: 1 });

  for (const method of ["get", "get", "post"] as const) {
    const call = outcomeOf(tc[method]("/videos.json", {}, { signal }));
    await vi.runAllTimersAsync();
    await call;
  }

  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  expect(timers.size).toBe(0);
});

test("one signal can end any number of calls without a warning, and keeps no listener", async () => {
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on("warning", onWarning);
  onTestFinished(() => void process.off("warning", onWarning));
  const controller = new AbortController();
  const { signal } = controller;
  const { fetch } = observedFetch(() => new Promise(() => {}));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  const calls = Array.from({ length: 30 }, () => outcomeOf(tc.get("/videos.json", {}, { signal })));
  const listeners = getEventListeners(signal, "abort").length;
  controller.abort(reason);
  const outcomes = await Promise.all(calls);
  await nextTurn();

  expect(listeners).toBe(1);
  expect(outcomes).toEqual(calls.map(() => reason));
  expect(warnings).toEqual([]);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
