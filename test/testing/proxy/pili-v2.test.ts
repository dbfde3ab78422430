import "../../helpers/warm-up.ts";
import { Credentials, Hub } from "flip-pili/pili-v2";
import { startProxy, validateExchanges } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { keys, sendRaw, startPiliV2 } from "../../helpers/mock-pili.ts";

const path = "/v2/hubs/test-hub/streams";
const credentials = new Credentials(keys.accessKey, keys.secretKey);

/** Makes calls whose responses have unregistered statuses. */
async function callWithErrors(hub: Hub) {
  const stream = hub.stream("test0");
  expect(await stream.liveStatus()).toBeUndefined();
  await expect(stream.saveAs()).rejects.toMatchObject({ status: 619 });
  await expect(hub.stream("missing").info()).rejects.toMatchObject({ status: 612 });
  await expect(hub.createStream("test0")).rejects.toMatchObject({ status: 614 });
}

test("startProxy() compares the traffic of Pili v2 with its spec", async () => {
  const mock = await startPiliV2();
  const proxy = await startProxy("pili-v2", { upstream: mock.url });
  onTestFinished(() => proxy.close());
  const hub = new Hub(credentials, "test-hub", {
    apiHost: `${proxy.host}:${proxy.port}`,
    retries: 0,
  });
  const target = proxy;
  const get = (query: string) => sendRaw(target, { method: "GET", target: `${path}${query}` });

  await callWithErrors(hub);
  await get("/dGVzdDA=/historyrecord");
  await get("?limit=5001");
  await get("?page=2");

  const { totals, findings } = await proxy.report();
  expect(totals).toMatchObject({ calls: 7, ok: 5 });
  expect(findings.map(({ kind, operationId, status }) => [kind, operationId, status])).toEqual([
    ["request", "listStreams", 400],
    ["request", "listStreams", 200],
  ]);
});

test("validateExchanges() compares the calls of a client of Pili v2 with the spec", async () => {
  const mock = await startPiliV2();
  await using exchanges = validateExchanges("pili-v2");
  const { agent } = exchanges;
  const hub = new Hub(credentials, "test-hub", {
    apiHost: `${mock.host}:${mock.port}`,
    retries: 0,
    agent,
  });

  await callWithErrors(hub);
  await exchanges.settled();

  expect(exchanges.calls).toBe(4);
  expect(exchanges.findings).toEqual([]);
});
