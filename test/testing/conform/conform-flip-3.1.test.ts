import "../../helpers/warm-up.ts";
import { checkConformance, type MockServer, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { readSpecOperations } from "../../helpers/spec-operations.ts";
import { changeJson, changeRejection, json, respondWith } from "./break-contract.ts";
import { type BrokenContract, type Fields, plain, withField } from "./broken-contract.ts";
import { type Rewriting, startRewritingServer } from "./rewriting-server.ts";

const credentials = { apiKey: "tcs_0123456789abcdefghijklmn" };
const factoryId = "tg01xxxxxxxxxxxx";
const sourceUrl = "http://files.example/movie.mp4";
const options = { credentials, factoryId, timeoutMs: 15_000 };
const everything = { allowFactories: true, allowWorkOrders: true, sourceUrl };

async function startMock(more = {}): Promise<MockServer> {
  const mock = await startMockServer("flip-3.1", { credentials, factoryId, speed: 1_000, ...more });
  onTestFinished(() => mock.close());
  return mock;
}

/** Lists the ids of everything in a factory of the mock. */
async function listAll({ url }: MockServer) {
  const lists = ["videos", "encodings", "profiles"].map(async (name) => {
    const target = `${url}/flip/3.1/${name}.json?factory_id=${factoryId}`;
    const response = await fetch(target, { headers: { "X-Api-Key": credentials.apiKey } });
    const body: Record<string, { id: string }[]> = await response.json();
    return body[name]?.map(({ id }) => id);
  });
  return Promise.all(lists);
}

test("checkConformance() passes every operation of the strict mock of Flip 3.1", async () => {
  const mock = await startMock({ strict: true });
  const before = await listAll(mock);

  const report = await checkConformance("flip-3.1", { ...options, ...everything, url: mock.url });

  const ids = readSpecOperations("flip-3.1").map(({ operationId }) => operationId);
  expect(report.operations.map(({ operationId }) => operationId).sort()).toEqual(ids.sort());
  expect(report.operations.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(report).toMatchObject({ hasPassed: true, failed: 0, skipped: 0 });
  expect(await listAll(mock)).toEqual(before);
}, 120_000);

test("checkConformance() reports the factory that Flip 3.1 cannot delete", async () => {
  const mock = await startMock();

  const { leftovers } = await checkConformance("flip-3.1", {
    ...options,
    ...everything,
    url: mock.url,
    only: ["createFactory"],
  });

  expect(leftovers).toMatchObject([
    { kind: "factory", reason: "Flip 3.1 cannot delete factories" },
  ]);
});

test("checkConformance() reports why it skips an operation of Flip 3.1", async () => {
  const mock = await startMock();
  const only = ["createVideo", "createWorkOrder", "syncFactory", "getVideo"];

  const { operations } = await checkConformance("flip-3.1", { ...options, url: mock.url, only });

  const reasons = operations.map(({ operationId, outcome, reason }) => [
    operationId,
    outcome,
    reason,
  ]);
  expect(Object.fromEntries(reasons.map(([id, ...rest]) => [id, rest]))).toEqual({
    createVideo: ["skipped", "it requires sourceUrl, because Flip 3.1 accepts no files here"],
    createWorkOrder: ["skipped", "it requires allowWorkOrders"],
    syncFactory: ["skipped", "it requires allowFactories"],
    getVideo: ["passed", undefined],
  });
});

test("checkConformance() rejects credentials without an API key", async () => {
  const wrong = { accessKey: "a", secretKey: "s" } as never;

  await expect(
    checkConformance("flip-3.1", { url: "http://127.0.0.1:1", credentials: wrong }),
  ).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "credentials.apiKey" });
});

const get = (path: string) => new RegExp(`^GET .*${path}\\.json$`);

const violations: readonly BrokenContract[] = [
  {
    kind: "a list has no total",
    rules: changeJson(get("/encodings"), withField("total", undefined)),
    operationId: "listEncodings",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "an entry of a list is wrong",
    rules: changeJson(get("/profiles"), ({ profiles, ...page }: Fields) => ({
      ...page,
      profiles: (profiles as Fields[]).map(withField("name", true)),
    })),
    operationId: "listProfiles",
    check: plain,
    location: "response.body.profiles.0.name",
    rule: "type",
  },
  {
    kind: "the pages of a list repeat entries",
    rules: respondWith(get("/profiles"), ({ query }) => {
      if (query.get("page") !== "2") return undefined;
      const id = query.get("per_page") === "1" ? "a" : "b";
      return json(200, { profiles: [{ id }], page: 2, per_page: 1, total: 2 });
    }),
    operationId: "listProfiles",
    check: "returns every entry once across pages",
    location: "response.body",
    rule: "paging",
  },
  {
    kind: "a wrong key is accepted",
    rules: changeRejection(get("/videos"), (response) => {
      response.status = 200;
      response.body = Buffer.from('{"videos":[]}');
    }),
    operationId: "listVideos",
    check: "rejects a call with a wrong API key",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a signed URL is no URL",
    rules: changeJson(get("/videos/[^/]+/signed-url"), withField("signed_url", "movie.mp4")),
    operationId: "getSignedVideoUrl",
    check: "returns URLs",
    location: "response.body",
    rule: "url",
  },
  {
    kind: "encodings are not counted",
    rules: changeJson(get("/encodings/count"), withField("total", 0)),
    operationId: "countEncodings",
    check: "counts the created encodings",
    location: "response.body.total",
    rule: "count",
  },
];

async function checkBroken(rules: Rewriting, only: readonly string[]) {
  const mock = await startMock();
  await using server = await startRewritingServer(mock, rules);
  return await checkConformance("flip-3.1", { ...options, url: server.url, only });
}

test.each(violations)(
  "checkConformance() finds a violation of Flip 3.1: $kind",
  async ({ rules, operationId, check, location, rule }) => {
    const { operations } = await checkBroken(rules, [operationId, "createEncoding"]);

    const operation = operations.find((one) => one.operationId === operationId);
    const found = operation?.checks.find(({ name }) => name === check);
    const places = found?.violations.map((one) => [one.location.join("."), one.rule]);
    expect(operation?.outcome).toBe("failed");
    expect(places).toContainEqual([location, rule]);
  },
);
