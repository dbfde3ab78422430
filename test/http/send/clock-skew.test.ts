import { HttpError } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, type RequestHandler, startServer } from "../../helpers/flip-server.ts";

const hour = 3_600_000;
/** The local time of all clients. */
const local = new Date("2026-01-02T03:04:05Z");
const now = () => local;
const expired = { error: "NotAuthorized", message: "Signatures expired" };

/** Creates a service with a wrong clock. It rejects timestamps that differ by more than five minutes. */
function serviceAhead(offsetMs: number, headers: Record<string, string> = {}): RequestHandler {
  return ({ params }) => {
    const time = local.getTime() + offsetMs;
    const age = Math.abs(time - Date.parse(params.timestamp ?? ""));
    const date = { Date: new Date(time).toUTCString(), ...headers };
    if (age > 300_000) return { status: 401, json: expired, headers: date };
    return { json: { id: "v" }, headers: date };
  };
}

test.each([
  { offset: hour, method: "get" },
  { offset: hour, method: "post" },
  { offset: -hour, method: "get" },
  { offset: 24 * hour, method: "put" },
] as const)(
  "$method() is retried with the time of a service that is $offset ms ahead",
  async (entry) => {
    const server = await startServer(serviceAhead(entry.offset));
    const tc = connect(server, { now });

    const data = await tc[entry.method]("/videos.json");

    expect(data).toEqual({ id: "v" });
    expect(server.requests).toHaveLength(2);
    const [first, second] = server.requests.map(({ params }) => Date.parse(params.timestamp ?? ""));
    expect((second ?? 0) - (first ?? 0)).toBe(entry.offset);
  },
);

test("the corrected time is used for later calls of all resources", async () => {
  const server = await startServer(serviceAhead(hour));
  const tc = connect(server, { now });
  await tc.get("/videos.json");

  const factory = await tc.getResource("flip").factories.find("f");
  await factory.videos.find("v");

  expect(server.requests).toHaveLength(4);
  const signed = tc.signedParams("GET", "/videos.json");
  expect(Date.parse(signed.timestamp) - local.getTime()).toBe(hour);
});

test("20 concurrent calls are each retried at most once", async () => {
  const server = await startServer(serviceAhead(hour));
  const tc = connect(server, { now });

  const results = await Promise.all(
    Array.from({ length: 20 }, () => tc.post("/videos.json", { title: "same" })),
  );

  expect(results).toHaveLength(20);
  expect(server.requests.length).toBeLessThanOrEqual(40);
  expect(new Set(server.requests.map(({ params }) => params.signature)).size).toBe(
    server.requests.length,
  );
});

test("a service that rejects every timestamp receives a single retry", async () => {
  const headers = { Date: new Date(local.getTime() + hour).toUTCString() };
  const server = await startServer(() => ({ status: 401, json: expired, headers }));
  const tc = connect(server, { now, retries: 5 });

  const call = tc.get("/videos.json");

  await expect(call).rejects.toMatchObject({ status: 401, code: "NotAuthorized" });
  expect(server.requests).toHaveLength(2);
});

test.each([
  { description: "with Age, from a cache,", headers: { Age: "10" } },
  { description: "with an invalid Date", headers: { Date: "yesterday" } },
])("a response $description does not correct the clock", async ({ headers }) => {
  const server = await startServer(serviceAhead(hour, headers));

  const call = connect(server, { now }).get("/videos.json");

  await expect(call).rejects.toBeInstanceOf(HttpError);
  expect(server.requests).toHaveLength(1);
});

test.each([
  "Sat, 13 Sep 275760 00:00:00 GMT",
  "Fri, 31 Dec 9999 23:59:59 GMT",
  "Thu, 01 Jan 1970 00:00:00 GMT",
  new Date(local.getTime() + 24 * hour + 1_000).toUTCString(),
  new Date(local.getTime() - 24 * hour - 1_000).toUTCString(),
])("a response with the Date %s changes nothing, also for later calls", async (date) => {
  const server = await startServer(() => ({ status: 401, json: expired, headers: { Date: date } }));
  const tc = connect(server, { now });

  const call = tc.get("/videos.json");

  await expect(call).rejects.toMatchObject({ status: 401 });
  await expect(tc.get("/videos.json")).rejects.toMatchObject({ status: 401 });
  expect(server.requests).toHaveLength(2);
  expect(tc.signedParams("GET", "/videos.json").timestamp).toMatch(/^2026-01-02T03:04:05\./);
});

test("a call that was frozen between signing and sending succeeds with the unchanged clock", async () => {
  let time = local.getTime();
  const server = await startServer(({ params }) => {
    const headers = { Date: new Date(time).toUTCString() };
    const age = time - Date.parse(params.timestamp ?? "");
    return age > 300_000 ? { status: 401, json: expired, headers } : { json: [], headers };
  });
  const frozenOnce: typeof fetch = (url, init) => {
    if (server.requests.length === 0) time += 2 * hour;
    return fetch(url, init);
  };
  const tc = connect(server, {
    now: () => new Date(time),
    fetch: (url, init) => frozenOnce(url, init),
  });

  const videos = await tc.get("/videos.json");

  expect(videos).toEqual([]);
  expect(server.requests).toHaveLength(2);
  const { timestamp } = tc.signedParams("GET", "/videos.json");
  expect(Date.parse(timestamp)).toBe(time);
});

test("a response without Date does not correct the clock", async () => {
  const server = await startServer((_, response) => {
    response.sendDate = false;
    return { status: 401, json: expired };
  });

  const call = connect(server, { now }).get("/videos.json");

  await expect(call).rejects.toBeInstanceOf(HttpError);
  expect(server.requests).toHaveLength(1);
});

test("a wrong signature does not correct the clock", async () => {
  const json = { error: "NotAuthorized", message: "Signatures do not match" };
  const headers = { Date: new Date(local.getTime() + hour).toUTCString() };
  const server = await startServer(() => ({ status: 401, json, headers }));

  const call = connect(server, { now }).get("/videos.json");

  await expect(call).rejects.toMatchObject({ message: expect.stringContaining("do not match") });
  expect(server.requests).toHaveLength(1);
});
