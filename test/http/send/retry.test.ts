import { HttpError, NetworkError, TelestreamCloud, TimeoutError } from "flip-pili/flip";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { credentials } from "../../helpers/flip-server.ts";
import { fetchFailure, outcomeOf, responseOf } from "../../helpers/network-faults.ts";
import { observedFetch } from "../../helpers/observed-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const methods = ["get", "put", "delete", "post"] as const;

/** Number of requests by method, with two retries. */
type Counts = Record<(typeof methods)[number], number>;

const always: Counts = { get: 3, put: 3, delete: 3, post: 3 };
const notPost: Counts = { ...always, post: 1 };
const never: Counts = { get: 1, put: 1, delete: 1, post: 1 };

const statuses: { status: number; headers?: Record<string, string>; counts: Counts }[] = [
  { status: 400, counts: never },
  { status: 401, counts: never },
  { status: 403, counts: never },
  { status: 404, counts: never },
  { status: 408, counts: notPost },
  { status: 409, counts: never },
  { status: 411, counts: never },
  { status: 413, counts: never },
  { status: 422, counts: never },
  { status: 429, counts: always },
  { status: 500, counts: notPost },
  { status: 501, counts: never },
  { status: 502, counts: notPost },
  { status: 503, counts: notPost },
  { status: 503, headers: { "Retry-After": "1" }, counts: always },
  { status: 503, headers: { "Retry-After": "soon" }, counts: notPost },
  { status: 504, counts: notPost },
  { status: 504, headers: { "Retry-After": "1" }, counts: notPost },
  { status: 505, counts: never },
  { status: 614, counts: never },
];

const responses = statuses.flatMap((entry) =>
  methods.map((method) => ({ ...entry, method, count: entry.counts[method] })),
);

test.each(responses)(
  "$method() with response $status $headers is sent $count times",
  async (entry) => {
    const { method, status, headers, count } = entry;
    const { fetch, requests } = observedFetch(() => responseOf(status, headers));

    const outcome = outcomeOf(client({ fetch, retries: 2 })[method]("/videos.json"));
    await vi.runAllTimersAsync();

    expect(await outcome).toMatchObject({ name: "HttpError", status });
    expect(requests).toHaveLength(count);
  },
);

const failures: { code: string; counts: Counts }[] = [
  { code: "ECONNRESET", counts: notPost },
  { code: "EPIPE", counts: notPost },
  { code: "UND_ERR_SOCKET", counts: notPost },
  { code: "ECONNREFUSED", counts: always },
  { code: "ENOTFOUND", counts: always },
  { code: "EAI_AGAIN", counts: always },
  { code: "UND_ERR_CONNECT_TIMEOUT", counts: always },
  { code: "CERT_HAS_EXPIRED", counts: never },
  { code: "DEPTH_ZERO_SELF_SIGNED_CERT", counts: never },
  { code: "ERR_TLS_CERT_ALTNAME_INVALID", counts: never },
  { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", counts: never },
  { code: "ERR_SSL_BAD_RECORD_MAC", counts: notPost },
  { code: "ERR_SSL_WRONG_VERSION_NUMBER", counts: notPost },
  { code: "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN", counts: notPost },
];

const networkErrors = failures.flatMap(({ code, counts }) =>
  methods.map((method) => ({ code, method, count: counts[method] })),
);

test.each(networkErrors)(
  "$method() that fails with $code is sent $count times",
  async ({ code, method, count }) => {
    const cause = fetchFailure(code);
    const { fetch, requests } = observedFetch(() => Promise.reject(cause));

    const outcome = outcomeOf(client({ fetch, retries: 2 })[method]("/videos.json"));
    await vi.runAllTimersAsync();

    expect(await outcome).toBeInstanceOf(NetworkError);
    expect(await outcome).toHaveProperty("cause", cause);
    expect(requests).toHaveLength(count);
  },
);

test.each([
  { method: "get", count: 3 },
  { method: "post", count: 1 },
] as const)(
  "$method() that gets Response.error() is sent $count times",
  async ({ method, count }) => {
    const { fetch, requests } = observedFetch(() => Response.error());

    const outcome = outcomeOf(client({ fetch, retries: 2 })[method]("/videos.json"));
    await vi.runAllTimersAsync();

    expect(await outcome).toBeInstanceOf(NetworkError);
    expect(await outcome).toHaveProperty("message", expect.stringMatching(/ failed: no response$/));
    expect(requests).toHaveLength(count);
  },
);

test.each([
  { method: "get", count: 3 },
  { method: "post", count: 1 },
] as const)("$method() that times out is sent $count times", async ({ method, count }) => {
  const { fetch, requests } = observedFetch(() => new Promise(() => {}));

  const outcome = outcomeOf(client({ fetch, retries: 2, timeoutMs: 1000 })[method]("/videos.json"));
  await vi.runAllTimersAsync();

  expect(await outcome).toBeInstanceOf(TimeoutError);
  expect(requests).toHaveLength(count);
});

test("post() is retried when connections to all addresses are refused", async () => {
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const cause = new TypeError("fetch failed", { cause: new AggregateError([refused, refused]) });
  const { fetch, requests } = observedFetch(() => Promise.reject(cause));

  const outcome = outcomeOf(client({ fetch, retries: 1 }).post("/videos.json"));
  await vi.runAllTimersAsync();
  await outcome;

  expect(requests).toHaveLength(2);
});

test("retries: 0 sends a single request", async () => {
  const { fetch, requests } = observedFetch(() => responseOf(503, { "Retry-After": "1" }));

  const outcome = outcomeOf(client({ fetch, retries: 0 }).get("/videos.json"));
  await vi.runAllTimersAsync();

  expect(await outcome).toBeInstanceOf(HttpError);
  expect(requests).toHaveLength(1);
});

test("retries defaults to 2, and a success ends the attempts", async () => {
  const { fetch, requests } = observedFetch((_, index) =>
    index < 2 ? responseOf(502) : Response.json([]),
  );

  const videos = client({ fetch }).get("/videos.json");
  await vi.runAllTimersAsync();

  expect(await videos).toEqual([]);
  expect(requests).toHaveLength(3);
});

test("each attempt has a new signature", async () => {
  const now = () => new Date("2016-10-03T09:52:01.123Z");
  const { fetch, requests } = observedFetch(() => responseOf(429));

  const outcome = outcomeOf(client({ fetch, now, retries: 2 }).post("/videos.json"));
  await vi.runAllTimersAsync();
  await outcome;

  const timestamps = requests.map(({ params }) => params.timestamp);
  const signatures = new Set(requests.map(({ params }) => params.signature));
  expect(timestamps).toEqual([
    "2016-10-03T09:52:01.123000Z",
    "2016-10-03T09:52:01.123001Z",
    "2016-10-03T09:52:01.123002Z",
  ]);
  expect(signatures.size).toBe(3);
});

test("equal POST requests in the same millisecond have different signatures", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({ id: "v" }));
  const tc = client({ fetch });

  await Promise.all(Array.from({ length: 50 }, () => tc.post("/videos.json", { title: "t" })));

  expect(new Set(requests.map(({ params }) => params.signature)).size).toBe(50);
});

test.each([
  { random: 0, delays: [250, 500, 1000, 2000, 4000, 4000] },
  { random: 1, delays: [500, 1000, 2000, 4000, 8000, 8000] },
])(
  "delays double with each attempt up to a limit (Math.random() returns $random)",
  async (entry) => {
    vi.spyOn(Math, "random").mockReturnValue(entry.random);
    const { fetch, times } = timedFetch(() => responseOf(500));

    const outcome = outcomeOf(client({ fetch, retries: 6 }).get("/videos.json"));
    await vi.runAllTimersAsync();
    await outcome;

    expect(gaps(times)).toEqual(entry.delays);
  },
);

test.each([
  { retryAfter: "0", delay: 250 },
  { retryAfter: "0.1", delay: 250 },
  { retryAfter: "2", delay: 2000 },
  { retryAfter: " 1.5 ", delay: 1500 },
  { retryAfter: "60", delay: 60_000 },
  { retryAfter: "Mon, 03 Oct 2016 09:52:06 GMT", delay: 5000 },
  { retryAfter: "Mon, 03 Oct 2016 09:52:00 GMT", delay: 250 },
  { retryAfter: "-3", delay: 250 },
  { retryAfter: "soon", delay: 250 },
  { retryAfter: "", delay: 250 },
])("Retry-After '$retryAfter' delays the retry by $delay ms", async ({ retryAfter, delay }) => {
  vi.setSystemTime(new Date("2016-10-03T09:52:01Z"));
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { fetch, times } = timedFetch(() => responseOf(429, { "Retry-After": retryAfter }));

  const outcome = outcomeOf(client({ fetch, retries: 1 }).get("/videos.json"));
  await vi.runAllTimersAsync();
  await outcome;

  expect(gaps(times)).toEqual([delay]);
});

test.each(["61", "86400", "99999999999999999999", "Mon, 03 Oct 2016 10:52:01 GMT"])(
  "Retry-After %s is too long: the call is not retried",
  async (retryAfter) => {
    vi.setSystemTime(new Date("2016-10-03T09:52:01Z"));
    const { fetch, requests } = observedFetch(() => responseOf(503, { "Retry-After": retryAfter }));

    const outcome = client({ fetch }).get("/videos.json");

    await expect(outcome).rejects.toMatchObject({ status: 503 });
    expect(requests).toHaveLength(1);
  },
);

function client(options: object): TelestreamCloud {
  return new TelestreamCloud({ ...credentials, ...options });
}

/** Creates a `fetch` function that records the time of each request. */
function timedFetch(respond: () => Response) {
  const times: number[] = [];
  const { fetch } = observedFetch(() => {
    times.push(Date.now());
    return respond();
  });
  return { fetch, times };
}

function gaps(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}
