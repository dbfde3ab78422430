import { inspect } from "node:util";
import { Credentials, Hub } from "flip-pili/pili";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { fetchFailure, outcomeOf } from "../helpers/network-faults.ts";
import { hubOf, streamData, streamId } from "../helpers/pili-server.ts";

const secretKey = "CANARY-secret-key";
const publishKey = "CANARY-publish-key";
const credentials = new Credentials("ak", secretKey);
const canary = /CANARY|Qiniu ak:|ak:[A-Za-z0-9_-]{27}=/;

/** Returns everything that a log could show of a value. */
function shownOf(value: unknown): string {
  const options = { depth: 12, showHidden: true, getters: true } as const;
  const { message, stack } = Object(value) as { message?: unknown; stack?: unknown };
  return [inspect(value, options), inspect({ value }, options), `${value}`, message, stack].join();
}

test("a stream is printed without its key, alone or in a page", async () => {
  const fetch = async () =>
    Response.json({ items: [{ ...streamData, publishKey }], marker: "1", end: true });
  const hub = new Hub(credentials, "test-hub", { fetch });

  const page = await hub.listStreams();

  expect(page.items[0]?.publishKey).toBe(publishKey);
  expect(inspect(page, { depth: 12 })).toBe(
    `{ items: [ Stream ${streamId} ], marker: '1', end: true }`,
  );
  for (const value of [page, page.items[0], hub.listStreams()]) {
    expect(shownOf(value)).not.toMatch(canary);
  }
});

test("toJSON() masks nothing", async () => {
  const server = await startServer(() => ({ json: { ...streamData, publishKey } }));

  const stream = await hubOf(server).getStream(streamId);

  expect(JSON.parse(JSON.stringify(stream))).toEqual({ ...streamData, publishKey });
});

test("credentials and hubs contain no secret, printed or as JSON", () => {
  const hub = new Hub(credentials, "test-hub", { apiHost: "h" });
  const stream = hub.stream(streamId);

  for (const value of [credentials, hub, stream, stream.rtmpPublishUrl]) {
    expect(shownOf(value)).not.toMatch(canary);
    expect(JSON.stringify(value) ?? "").not.toMatch(canary);
  }
});

test.each([
  { what: "a rejection", reply: { status: 401, json: { error: 401001, message: "no" } } },
  { what: "a status above 599", reply: { status: 612, text: "no" } },
  { what: "a success that is not JSON", reply: { text: "<html>" } },
  { what: "a success that is not a stream", reply: { json: {} } },
])("the error of $what does not contain the key", async ({ reply }) => {
  const server = await startServer(() => reply);
  const apiHost = `127.0.0.1:${server.port}`;
  const hub = new Hub(credentials, "test-hub", { apiHost, retries: 0 });

  const error = await outcomeOf(hub.createStream({ publishKey }));

  expect(error).toMatchObject({ name: "HttpError" });
  expect(shownOf(error)).not.toMatch(canary);
  expect(JSON.stringify(error)).not.toMatch(canary);
});

test("the error of a network failure does not contain the key", async () => {
  const fetch = () => Promise.reject(fetchFailure("ECONNRESET"));
  const hub = new Hub(credentials, "test-hub", { fetch, retries: 0 });

  const error = await outcomeOf(hub.createStream({ publishKey }));

  expect(error).toMatchObject({ name: "NetworkError" });
  expect(shownOf(error)).not.toMatch(canary);
});

test.each([
  { what: "its body", show: (body: string) => body },
  { what: "its body in another JSON", show: (body: string) => JSON.stringify({ body }) },
  {
    what: "a field of its body",
    show: (body: string) => (JSON.parse(body) as { publishKey: string }).publishKey,
  },
])("the error of a fetch that shows $what does not contain the key", async ({ show }) => {
  const fetch = (_: string, { body }: RequestInit) =>
    Promise.reject(new Error(`cannot send ${show(String(body))}`));
  const hub = new Hub(credentials, "test-hub", { fetch, retries: 0 });

  const error = await outcomeOf(hub.createStream({ publishKey }));

  expect(error).toMatchObject({ name: "NetworkError" });
  expect(error).toHaveProperty("cause.message", expect.stringMatching(/^cannot send/));
  expect(shownOf(error)).not.toMatch(canary);
});

test("the errors of invalid arguments do not contain the key", async () => {
  const hub = new Hub(credentials, "test-hub", { apiHost: "h" });
  const stream = hub.stream(streamId);

  const errors = await Promise.all([
    outcomeOf(hub.createStream({ title: publishKey.replace("-", ".") })),
    outcomeOf(hub.createStream({ publishSecurity: publishKey as "static" })),
    outcomeOf(stream.update({ publishKey, disabled: publishKey as unknown as boolean })),
    outcomeOf(stream.saveAs({ name: "x", start: publishKey as unknown as number, end: 1 })),
    outcomeOf((async () => new Credentials(`${secretKey}\n`, secretKey))()),
  ]);

  for (const error of errors) {
    expect(error).toMatchObject({ name: "InvalidArgumentError" });
    expect(shownOf(error)).not.toMatch(canary);
  }
});
