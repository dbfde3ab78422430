import "../../helpers/warm-up.ts";
import { startProxy } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { apiKey, seeds, sendWithKey, startKeyWorld } from "../../helpers/mock-flip-3.1.ts";

/** Starts a proxy in front of a mock of Flip 3.1. */
async function startKeyProxy() {
  const { mock } = await startKeyWorld();
  const proxy = await startProxy("flip-3.1", { upstream: mock.url });
  onTestFinished(() => proxy.close());
  return proxy;
}

const query = { factory_id: seeds.factory };
const headers = { "X-Api-Key": apiKey };

test('startProxy("flip-3.1") has no findings in valid calls', async () => {
  const proxy = await startKeyProxy();
  const json = { preset_name: "h264", name: "mine" };

  await sendWithKey(proxy, "GET", "/factories.json", { headers });
  await sendWithKey(proxy, "POST", "/profiles.json", { query, headers, json });

  const { findings, totals } = await proxy.report();
  expect(findings).toEqual([]);
  expect(totals).toMatchObject({ calls: 2, withFindings: 0 });
});

test('startProxy("flip-3.1") reports calls without a key, and hides keys in the query', async () => {
  const proxy = await startKeyProxy();

  await sendWithKey(proxy, "GET", "/videos.json", { query: { ...query, api_key: apiKey } });

  const report = await proxy.report();
  expect(report.findings[0]?.violations).toContainEqual({
    location: ["request", "signature"],
    message: "Authorization missing: X-Api-Key; the parameter api_key was sent instead",
  });
  expect(JSON.stringify(report)).not.toContain(apiKey);
});

test('startProxy("flip-3.1") reports fields that the spec does not describe', async () => {
  const proxy = await startKeyProxy();
  const json = { source_url: "http://files.example/a.mp4", profiles: "none", bogus: 1 };

  await sendWithKey(proxy, "POST", "/videos.json", { query, headers, json });

  const { findings } = await proxy.report();
  expect(findings).toMatchObject([
    { operationId: "createVideo", violations: [{ message: "Field bogus is unknown" }] },
  ]);
});
