import "../../helpers/warm-up.ts";
import { type ApiName, checkConformance, startMockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { changeJson } from "./break-contract.ts";
import { type BrokenContract, withField } from "./broken-contract.ts";
import { flipViolations } from "./flip-violations.ts";
import { piliViolations } from "./pili-violations.ts";
import { type Rewriting, startRewritingServer } from "./rewriting-server.ts";

const credentials = { accessKey: "my-access-key", secretKey: "hunter2" };
const place = { factoryId: "my-factory", hub: "my-hub" };

/** Checks a mock whose responses are changed. */
async function checkBroken(api: ApiName, rules: Rewriting, only: readonly string[]) {
  await using mock = await startMockServer(api, { credentials, speed: 1_000, ...place });
  await using server = await startRewritingServer(mock, rules);
  const options = { credentials, timeoutMs: 15_000, ...place };
  return await checkConformance(api, { url: server.url, only, ...options });
}

async function expectFound(api: ApiName, contract: BrokenContract) {
  const { rules, operationId, check, location, rule } = contract;

  const report = await checkBroken(api, rules, [operationId]);

  const [operation] = report.operations;
  const found = operation?.checks.find(({ name }) => name === check);
  const places = found?.violations.map((one) => [one.location.join("."), one.rule]);
  expect(report.hasPassed).toBe(false);
  expect(operation?.outcome).toBe("failed");
  expect(places).toContainEqual([location, rule]);
}

test.each(flipViolations)(
  "checkConformance() finds a violation of Flip: $kind",
  async (contract) => {
    await expectFound("flip", contract);
  },
);

test.each(piliViolations)(
  "checkConformance() finds a violation of Pili: $kind",
  async (contract) => {
    await expectFound("pili", contract);
  },
);

test("checkConformance() fails only the operation with the wrong response", async () => {
  const rules = changeJson(/^GET .*\/profiles\/[^/]+$/, withField("updated_at", "now"));

  const report = await checkBroken("flip", rules, []);

  const failed = report.operations.filter(({ outcome }) => outcome === "failed");
  expect(failed.map(({ operationId }) => operationId)).toEqual(["getProfile"]);
  expect(report).toMatchObject({ hasPassed: false, failed: 1, leftovers: [] });
}, 120_000);

test("checkConformance() accepts an error that is text, as the documentation allows", async () => {
  const rules: Rewriting = {
    rewrite(response, { line }) {
      if (!line.startsWith("GET /v1/streams/") || response.status !== 404) return;
      response.headers["content-type"] = "text/html";
      response.body = Buffer.from("<h1>not found</h1>");
    },
  };

  const report = await checkBroken("pili", rules, ["getStream"]);

  expect(report).toMatchObject({ hasPassed: true, passed: 1 });
});
