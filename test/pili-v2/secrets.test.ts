import { inspect } from "node:util";
import { Account, Credentials, Hub, rtmpPublishUrl, signPlayUrl } from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

const credentials = new Credentials("ak", "CANARY-secret-key");
const canary = /CANARY|Qiniu ak:|ak:[A-Za-z0-9_-]{27}=/;

/** Returns everything that a log could show of a value. */
function shownOf(value: unknown): string {
  const { message, stack } = Object(value) as { message?: unknown; stack?: unknown };
  const printed = inspect(value, { depth: 12, showHidden: true, getters: true });
  return [printed, `${value}`, JSON.stringify(value), message, stack].join();
}

test("hubs, streams, domains and accounts contain no secret, printed or as JSON", () => {
  const hub = new Hub(credentials, "test-hub");
  const stream = hub.stream("test-title");

  for (const value of [hub, stream, hub.domain("a.test.com"), new Account(credentials)]) {
    expect(shownOf(value)).not.toMatch(canary);
  }
});

test.each([612, 619, 401, 200])("the error of status %i contains no secret", async (status) => {
  const server = await startServer(() => ({ status, text: "no" }));
  const apiHost = `127.0.0.1:${server.port}`;
  const hub = new Hub(credentials, "test-hub", { apiHost, retries: 0 });

  const error = await outcomeOf(hub.stream("test-title").saveAs());

  expect(error).toMatchObject({ name: "HttpError", status });
  expect(shownOf(error)).not.toMatch(canary);
});

test.each([
  () => rtmpPublishUrl("a b", "hub", "key", { credentials }),
  () => rtmpPublishUrl("p.test.com", "hub", "key", { publishKey: "CANARY", publishSecurity: "a" }),
  () => signPlayUrl("http://p.test.com/hub/key", { key: "CANARY", time: -1 }),
  () => signPlayUrl("http://p.test.com/hub/key", { key: "CANARY\n", time: 1 }),
  () => signPlayUrl("http://p.test.com/hub/key", { key: "CANARY", time: 1, rule: "$(key)$(a)" }),
])("the error of a URL that cannot be created contains no secret (%#)", (create) => {
  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError" }));
  try {
    create();
  } catch (error) {
    expect(shownOf(error).replace(/\/.*\.test\.ts.*/g, "")).not.toMatch(canary);
  }
});
