import {
  createFlipClient,
  listVideos,
  NetworkError,
  TelestreamCloud,
  TimeoutError,
  unwrap,
} from "flip-pili/flip";
import { afterEach, expect, test, vi } from "vitest";
import { connect, credentials, startServer } from "../../helpers/flip-server.ts";
import { outcomeOf } from "../../helpers/network-faults.ts";
import { observedFetch } from "../../helpers/observed-fetch.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("get() throws a TimeoutError when the server does not respond", async () => {
  const server = await startServer(() => undefined);

  const error = await outcomeOf(connect(server, { timeoutMs: 50 }).get("/videos.json"));

  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({
    name: "TimeoutError",
    message: `GET http://127.0.0.1:${server.port}/v3.0/videos.json timed out after 50 ms`,
    method: "GET",
    url: `http://127.0.0.1:${server.port}/v3.0/videos.json`,
    timeoutMs: 50,
  });
});

test.each([
  { status: 200, type: "application/json" },
  { status: 500, type: "application/json" },
  { status: 500, type: "application/octet-stream" },
])(
  "get() throws a TimeoutError when a $type body with $status stalls",
  async ({ status, type }) => {
    const server = await startServer((_, response) => {
      response.writeHead(status, { "Content-Type": type, "Content-Length": "100" });
      response.write("[");
      return undefined;
    });

    const call = connect(server, { timeoutMs: 50 }).get("/videos.json");

    await expect(call).rejects.toBeInstanceOf(TimeoutError);
  },
);

test("get() throws a TimeoutError when fetch ignores the signal", async () => {
  vi.useFakeTimers();
  const { fetch, requests } = observedFetch(() => new Promise(() => {}));
  const tc = new TelestreamCloud({ ...credentials, fetch, timeoutMs: 5000, retries: 0 });

  const call = outcomeOf(tc.get("/videos.json"));
  await vi.advanceTimersByTimeAsync(4999);
  expect(requests[0]?.init.signal?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);

  expect(await call).toBeInstanceOf(TimeoutError);
  expect(requests[0]?.init.signal?.aborted).toBe(true);
});

test("timeoutMs defaults to 30 seconds", async () => {
  vi.useFakeTimers();
  const { fetch } = observedFetch(() => new Promise(() => {}));
  const client = createFlipClient({ ...credentials, fetch, retries: 0 });

  const call = outcomeOf(unwrap(listVideos(client)));
  await vi.advanceTimersByTimeAsync(30_000);

  expect(await call).toMatchObject({ timeoutMs: 30_000 });
});

test("get() ignores a failure after the timeout", async () => {
  vi.useFakeTimers();
  const late = deferred();
  const { fetch } = observedFetch(() => late.promise);
  const tc = new TelestreamCloud({ ...credentials, fetch, timeoutMs: 10, retries: 0 });

  const call = outcomeOf(tc.get("/videos.json"));
  await vi.advanceTimersByTimeAsync(10);
  late.reject(new TypeError("late"));

  expect(await call).toBeInstanceOf(TimeoutError);
  expect(await call).not.toBeInstanceOf(NetworkError);
});

function deferred() {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Response>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}
