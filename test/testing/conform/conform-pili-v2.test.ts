import "../../helpers/warm-up.ts";
import { Credentials, Hub } from "flip-pili/pili-v2";
import {
  type ConformanceOptions,
  checkConformance,
  type MockServer,
  startMockServer,
} from "flip-pili/testing";
import { expect, test } from "vitest";
import { readSpecOperations } from "../../helpers/spec-operations.ts";
import { changeJson, changeRejection, json, respondWith } from "./break-contract.ts";
import { type BrokenContract, type Fields, plain, withField, without } from "./broken-contract.ts";
import { type Rewriting, startRewritingServer } from "./rewriting-server.ts";

const credentials = { accessKey: "my-access-key", secretKey: "hunter2" };
const hub = "test-hub";
const options = { credentials, hub, timeoutMs: 15_000 };
/** Permission for everything, and the stream of the mock that has been published to. */
const everything = { allowStreams: true, allowHubChanges: true, recordedStream: "test-title" };

const startMock = (more = {}) =>
  startMockServer("pili-v2", { credentials, hub, speed: 1_000, ...more });

/** Returns the settings of the hub, without the time of the last change, and its domains. */
async function readHub({ host, port }: MockServer) {
  const keys = new Credentials(credentials.accessKey, credentials.secretKey);
  const connected = new Hub(keys, hub, { apiHost: `${host}:${port}` });
  const { updatedAt: _, ...settings } = await connected.info();
  const { publishKey } = await connected.stream("test0").info();
  return { settings, publishKey };
}

test.each([
  ["a mock", {}],
  ["a strict mock with zeros", { strict: true, notLiveAs: "zeros" }],
] as const)(
  "checkConformance() passes every operation of Pili v2 on %s, and restores the hub",
  async (_, settings) => {
    await using mock = await startMock(settings);
    const before = await readHub(mock);

    const report = await checkConformance("pili-v2", {
      ...options,
      ...everything,
      url: mock.url,
    });

    const ids = readSpecOperations("pili-v2").map(({ operationId }) => operationId);
    expect(report.operations.map(({ operationId }) => operationId).sort()).toEqual(ids.sort());
    expect(report.operations.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    expect(report).toMatchObject({ hasPassed: true, failed: 0, skipped: 0 });
    expect(await readHub(mock)).toEqual(before);
  },
);

test.each(["619", "404", "zeros"] as const)(
  "checkConformance() accepts %s for a stream that is not live",
  async (notLiveAs) => {
    await using mock = await startMock({ notLiveAs });
    const only = ["getLiveStatus"];

    const report = await checkConformance("pili-v2", { ...options, url: mock.url, only });

    expect(report).toMatchObject({ hasPassed: true, passed: 1 });
  },
);

test("checkConformance() reports the streams of Pili v2 that it has created", async () => {
  await using mock = await startMock();

  const { leftovers } = await checkConformance("pili-v2", {
    ...options,
    url: mock.url,
    allowStreams: true,
    only: ["createStream"],
  });

  const reason = "streams cannot be deleted, and expire by themselves";
  expect(leftovers).toEqual(
    [3, 2, 1].map((number) => ({
      kind: "stream",
      id: expect.stringMatching(new RegExp(`^flip-pili-conform-[0-9a-f]{8}-${number}$`)),
      reason,
    })),
  );
});

test("checkConformance() changes nothing in a hub of Pili v2 that it may not change", async () => {
  await using mock = await startMock();

  const report = await checkConformance("pili-v2", { ...options, url: mock.url });

  const reasons = new Map(report.operations.map((one) => [one.operationId, one.reason]));
  expect(report).toMatchObject({ hasPassed: true, failed: 0, leftovers: [] });
  expect(reasons.get("createStream")).toBe("it requires allowStreams");
  expect(reasons.get("setHubSecurity")).toBe("it requires allowHubChanges");
  expect(reasons.get("setStreamDisabled")).toBe("it requires a stream");
  const served = mock.requests.filter(({ status }) => status < 300);
  const writes = served.filter(
    ({ method, path }) => method !== "GET" && !/livestreams$/.test(path),
  );
  expect(writes).toEqual([]);
});

test("checkConformance() requires the hub of Pili v2", async () => {
  const incomplete: ConformanceOptions<"pili-v2"> = { credentials, url: "http://127.0.0.1:1" };

  await expect(checkConformance("pili-v2", incomplete)).rejects.toThrow(/hub: must be/);
});

test("checkConformance() restores the hub of Pili v2 when it is aborted", async () => {
  await using mock = await startMock();
  const before = await readHub(mock);
  const aborting = new AbortController();

  const checking = checkConformance("pili-v2", {
    ...options,
    ...everything,
    url: mock.url,
    only: ["setHubHlsPlus", "setHubPersistence"],
    signal: aborting.signal,
    onProgress(progress) {
      if (progress.kind === "result") aborting.abort();
    },
  });

  await expect(checking).rejects.toThrow(/abort/);
  const changes = mock.requests.filter(({ path }) => path.endsWith("/hlsplus"));
  expect(changes.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(await readHub(mock)).toEqual(before);
});

const getStream = /^GET \/v2\/hubs\/test-hub\/streams\/[^/]+$/;

const violations: readonly BrokenContract[] = [
  {
    kind: "a field has the wrong type",
    rules: changeJson(getStream, withField("disabledTill", "never")),
    operationId: "getStream",
    check: plain,
    location: "response.body.disabledTill",
    rule: "type",
  },
  {
    kind: "an entry of a list lacks its key",
    rules: changeJson(/^GET .*\/streams$/, (body: { items: Fields[] }) => ({
      ...body,
      items: body.items.map(without("key")),
    })),
    operationId: "listStreams",
    check: plain,
    location: "response.body.items.0",
    rule: "required",
  },
  {
    kind: "a list without marker",
    rules: changeJson(/^GET .*\/streams$/, without("marker")),
    operationId: "listStreams",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "a stream that exists is created again",
    rules: changeRejection(/^POST .*\/streams$/, (response) => {
      if (response.status === 614) Object.assign(response, json(200, {}));
    }),
    operationId: "createStream",
    check: "rejects a key that exists",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "an unknown stream has another status",
    rules: changeRejection(getStream, (response) => {
      if (response.status === 612) response.status = 410;
    }),
    operationId: "getStream",
    check: "rejects an unknown id",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a disabled stream stays enabled",
    rules: changeJson(getStream, withField("disabledTill", 0)),
    operationId: "setStreamDisabled",
    check: "is visible in getStream",
    location: "response.body.disabledTill",
    rule: "same",
  },
  {
    kind: "a live status without start",
    rules: respondWith(/^GET .*\/live$/, () => json(200, { bps: 1 })),
    operationId: "getLiveStatus",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "a stream that was not requested is live",
    rules: changeJson(/^POST .*\/livestreams$/, () => ({
      items: [{ key: "other", startAt: 1 }],
    })),
    operationId: "listLiveStatuses",
    check: "returns only the requested streams",
    location: "response.body.0.key",
    rule: "filter",
  },
  {
    kind: "the history ignores the interval",
    rules: changeJson(/^GET .*\/historyactivity$/, () => ({ items: [{ start: 5, end: 6 }] })),
    operationId: "listHistoryActivity",
    check: "filters by time",
    location: "response.body.items",
    rule: "filter",
  },
  {
    kind: "the hub is missing in the list",
    rules: changeJson(/^GET \/v2\/hubs$/, () => ({ items: null })),
    operationId: "listHubs",
    check: "lists the hub",
    location: "response.body.items",
    rule: "list",
  },
  {
    kind: "a setting has no effect",
    rules: changeJson(/^GET \/v2\/hubs\/test-hub$/, withField("hlsPlus", false)),
    operationId: "setHubHlsPlus",
    check: "is visible in getHub",
    location: "response.body.hlsPlus",
    rule: "same",
  },
  {
    kind: "a deleted domain is found",
    rules: respondWith(/^DELETE /, () => json(200, {})),
    operationId: "deleteDomain",
    check: "is no longer found by getDomain",
    location: "response.status",
    rule: "status",
  },
];

async function checkBroken(rules: Rewriting, only: readonly string[]) {
  await using mock = await startMock();
  await using server = await startRewritingServer(mock, rules);
  const { recordedStream: _, ...allowed } = everything;
  return await checkConformance("pili-v2", { ...options, ...allowed, url: server.url, only });
}

test.each(violations)(
  "checkConformance() finds a violation of Pili v2: $kind",
  async ({ rules, operationId, check, location, rule }) => {
    const report = await checkBroken(rules, [operationId]);

    const [operation] = report.operations;
    const found = operation?.checks.find(({ name }) => name === check);
    const places = found?.violations.map((one) => [one.location.join("."), one.rule]);
    expect(report.hasPassed).toBe(false);
    expect(operation?.outcome).toBe("failed");
    expect(places).toContainEqual([location, rule]);
  },
);
