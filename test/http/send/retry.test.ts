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

const verbs = ["get", "put", "delete", "post"] as const;
type Verb = (typeof verbs)[number];
type Sent = Record<Verb, number>;

/** Number of requests by method, with two retries. */
const always: Sent = { get: 3, put: 3, delete: 3, post: 3 };
const notPost: Sent = { ...always, post: 1 };
const never: Sent = { get: 1, put: 1, delete: 1, post: 1 };

const statuses: { status: number; headers?: Record<string, string>; sent: Sent }[] = [
  { status: 400, sent: never },
  { status: 401, sent: never },
  { status: 403, sent: never },
  { status: 404, sent: never },
  { status: 408, sent: notPost },
  { status: 409, sent: never },
  { status: 411, sent: never },
  { status: 413, sent: never },
  { status: 422, sent: never },
  { status: 429, sent: always },
  { status: 500, sent: notPost },
  { status: 501, sent: never },
  { status: 502, sent: notPost },
  { status: 503, sent: notPost },
  { status: 503, headers: { "Retry-After": "1" }, sent: always },
  { status: 503, headers: { "Retry-After": "soon" }, sent: notPost },
  { status: 504, sent: notPost },
  { status: 504, headers: { "Retry-After": "1" }, sent: notPost },
  { status: 505, sent: never },
  { status: 614, sent: never },
];

const answers = statuses.flatMap((entry) =>
  verbs.map((verb) => ({ ...entry, verb, count: entry.sent[verb] })),
);

test.each(answers)("$verb answered $status $headers is sent $count times", async (entry) => {
  const { verb, status, headers, count } = entry;
  const { fetch, requests } = observedFetch(() => responseOf(status, headers));

  const outcome = outcomeOf(client({ fetch, retries: 2 })[verb]("/videos.json"));
  await vi.runAllTimersAsync();

  expect(await outcome).toMatchObject({ name: "HttpError", status });
  expect(requests).toHaveLength(count);
});

const failures: { code: string; sent: Sent }[] = [
  { code: "ECONNRESET", sent: notPost },
  { code: "EPIPE", sent: notPost },
  { code: "UND_ERR_SOCKET", sent: notPost },
  { code: "ECONNREFUSED", sent: always },
  { code: "ENOTFOUND", sent: always },
  { code: "EAI_AGAIN", sent: always },
  { code: "UND_ERR_CONNECT_TIMEOUT", sent: always },
  { code: "CERT_HAS_EXPIRED", sent: never },
  { code: "DEPTH_ZERO_SELF_SIGNED_CERT", sent: never },
  { code: "ERR_TLS_CERT_ALTNAME_INVALID", sent: never },
];

const losses = failures.flatMap(({ code, sent }) =>
  verbs.map((verb) => ({ code, verb, count: sent[verb] })),
);

test.each(losses)("$verb failed by $code is sent $count times", async ({ code, verb, count }) => {
  const cause = fetchFailure(code);
  const { fetch, requests } = observedFetch(() => Promise.reject(cause));

  const outcome = outcomeOf(client({ fetch, retries: 2 })[verb]("/videos.json"));
  await vi.runAllTimersAsync();

  expect(await outcome).toBeInstanceOf(NetworkError);
  expect(await outcome).toHaveProperty("cause", cause);
  expect(requests).toHaveLength(count);
});

test.each([
  { verb: "get", count: 3 },
  { verb: "post", count: 1 },
] as const)("$verb that times out is sent $count times", async ({ verb, count }) => {
  const { fetch, requests } = observedFetch(() => new Promise(() => {}));

  const outcome = outcomeOf(client({ fetch, retries: 2, timeoutMs: 1000 })[verb]("/videos.json"));
  await vi.runAllTimersAsync();

  expect(await outcome).toBeInstanceOf(TimeoutError);
  expect(requests).toHaveLength(count);
});

test("a failed connection to several addresses counts as never connected", async () => {
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const cause = new TypeError("fetch failed", { cause: new AggregateError([refused, refused]) });
  const { fetch, requests } = observedFetch(() => Promise.reject(cause));

  const outcome = outcomeOf(client({ fetch, retries: 1 }).post("/videos.json"));
  await vi.runAllTimersAsync();
  await outcome;

  expect(requests).toHaveLength(2);
});

test("retries: 0 sends once, whatever happens", async () => {
  const { fetch, requests } = observedFetch(() => responseOf(503, { "Retry-After": "1" }));

  const outcome = outcomeOf(client({ fetch, retries: 0 }).get("/videos.json"));
  await vi.runAllTimersAsync();

  expect(await outcome).toBeInstanceOf(HttpError);
  expect(requests).toHaveLength(1);
});

test("two retries are the default, and the first success ends them", async () => {
  const { fetch, requests } = observedFetch((_, index) =>
    index < 2 ? responseOf(502) : Response.json([]),
  );

  const videos = client({ fetch }).get("/videos.json");
  await vi.runAllTimersAsync();

  expect(await videos).toEqual([]);
  expect(requests).toHaveLength(3);
});

test("every attempt is signed afresh", async () => {
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

test("equal POSTs in the same millisecond have signatures of their own", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({ id: "v" }));
  const tc = client({ fetch });

  await Promise.all(Array.from({ length: 50 }, () => tc.post("/videos.json", { title: "t" })));

  expect(new Set(requests.map(({ params }) => params.signature)).size).toBe(50);
});

test.each([
  { random: 0, delays: [250, 500, 1000, 2000, 4000, 4000] },
  { random: 1, delays: [500, 1000, 2000, 4000, 8000, 8000] },
])("waits grow from attempt to attempt ($random of the random part)", async (entry) => {
  vi.spyOn(Math, "random").mockReturnValue(entry.random);
  const { fetch, times } = timedFetch(() => responseOf(500));

  const outcome = outcomeOf(client({ fetch, retries: 6 }).get("/videos.json"));
  await vi.runAllTimersAsync();
  await outcome;

  expect(gaps(times)).toEqual(entry.delays);
});

test.each([
  { retryAfter: "0", delay: 0 },
  { retryAfter: "2", delay: 2000 },
  { retryAfter: " 1.5 ", delay: 1500 },
  { retryAfter: "60", delay: 60_000 },
  { retryAfter: "Mon, 03 Oct 2016 09:52:06 GMT", delay: 5000 },
  { retryAfter: "Mon, 03 Oct 2016 09:52:00 GMT", delay: 250 },
  { retryAfter: "-3", delay: 250 },
  { retryAfter: "soon", delay: 250 },
  { retryAfter: "", delay: 250 },
])("Retry-After $retryAfter means a wait of $delay ms", async ({ retryAfter, delay }) => {
  vi.setSystemTime(new Date("2016-10-03T09:52:01Z"));
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { fetch, times } = timedFetch(() => responseOf(429, { "Retry-After": retryAfter }));

  const outcome = outcomeOf(client({ fetch, retries: 1 }).get("/videos.json"));
  await vi.runAllTimersAsync();
  await outcome;

  expect(gaps(times)).toEqual([delay]);
});

test.each(["61", "86400", "99999999999999999999", "Mon, 03 Oct 2016 10:52:01 GMT"])(
  "Retry-After %s is too long to wait for",
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

/** Tells when each request was sent. */
function timedFetch(answer: () => Response) {
  const times: number[] = [];
  const { fetch } = observedFetch(() => {
    times.push(Date.now());
    return answer();
  });
  return { fetch, times };
}

function gaps(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}
