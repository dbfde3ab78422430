import "../../helpers/warm-up.ts";
import { TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import {
  type ApiName,
  type ConformanceProgress,
  checkConformance,
  type MockServer,
  startMockServer,
} from "flip-pili/testing";
import { expect, test } from "vitest";
import { closedPort } from "../../helpers/flip-server.ts";
import { readSpecOperations } from "../../helpers/spec-operations.ts";
import { changeResponse, json, respondWith } from "./break-contract.ts";
import { type Rewriting, startRewritingServer } from "./rewriting-server.ts";

const credentials = { accessKey: "my-access-key", secretKey: "hunter2" };
const place = { factoryId: "my-factory", hub: "test-hub" };
const options = { credentials, ...place, timeoutMs: 15_000 };
/** Hundreds of calls, on a machine under load. */
const wholeRunMs = 120_000;
/** The stream of the mock that has been published to. */
const recordedStream = "z1.test-hub.55d81a72e3ba5723280000ec";

const startMock = (api: ApiName, more = {}) =>
  startMockServer(api, { credentials, ...place, speed: 1_000, ...more });

/** Lists all resources of the mock of Flip. */
async function listAll({ host, port }: MockServer) {
  const cloud = new TelestreamCloud({ ...credentials, apiHost: host, apiPort: port });
  const factories = await cloud.getResource("flip").factories.all();
  const lists = factories.map(async (factory) => ({
    factory: factory.details,
    notifications: await factory.getNotifications(),
    profiles: (await factory.profiles.all()).map(({ details }) => details),
    videos: (await factory.videos.all()).map(({ id }) => id),
    encodings: (await factory.encodings.all()).map(({ id }) => id),
  }));
  return Promise.all(lists);
}

/** Lists the ids of all streams of the mock of Pili. */
async function listStreams({ host, port }: MockServer) {
  const keys = new Credentials(credentials.accessKey, credentials.secretKey);
  const hub = new Hub(keys, place.hub, { apiHost: `${host}:${port}` });
  const ids: string[] = [];
  for await (const { id } of hub.listStreams()) ids.push(id);
  return ids;
}

/** Checks a mock of Flip with a broken contract, and returns its resources before and after. */
async function checkBroken(rules: Rewriting, more = {}) {
  await using mock = await startMock("flip");
  await using server = await startRewritingServer(mock, rules);
  const before = await listAll(mock);
  const report = await checkConformance("flip", { ...options, url: server.url, ...more });
  return { report, before, after: await listAll(mock), calls: server.calls };
}

test(
  "checkConformance() passes every operation of the mock of Flip",
  async () => {
    await using mock = await startMock("flip");
    const before = await listAll(mock);

    const report = await checkConformance("flip", {
      ...options,
      url: mock.url,
      allowFactories: true,
    });

    const ids = readSpecOperations("flip").map(({ operationId }) => operationId);
    expect(report.operations.map(({ operationId }) => operationId).sort()).toEqual(ids.sort());
    expect(report.operations.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    expect(report).toMatchObject({ hasPassed: true, failed: 0, skipped: 0, leftovers: [] });
    expect(await listAll(mock)).toEqual(before);
  },
  wholeRunMs,
);

test(
  "checkConformance() passes every operation of the mock of Pili",
  async () => {
    await using mock = await startMock("pili");
    const before = await listStreams(mock);

    const report = await checkConformance("pili", { ...options, url: mock.url, recordedStream });

    const ids = readSpecOperations("pili").map(({ operationId }) => operationId);
    expect(report.operations.map(({ operationId }) => operationId).sort()).toEqual(ids.sort());
    expect(report.operations.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    expect(report).toMatchObject({ hasPassed: true, failed: 0, skipped: 0, leftovers: [] });
    expect(await listStreams(mock)).toEqual(before);
  },
  wholeRunMs,
);

test(
  "checkConformance() passes every operation of strict mocks, and of one with earlier errors",
  async () => {
    await using flip = await startMock("flip", { strict: true });
    await using pili = await startMock("pili", { strict: true, errorsAs: "number" });

    const reports = [
      await checkConformance("flip", { ...options, url: flip.url, allowFactories: true }),
      await checkConformance("pili", { ...options, url: pili.url, recordedStream }),
    ];

    for (const report of reports) {
      expect(report.operations.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
      expect(report).toMatchObject({ hasPassed: true, failed: 0, skipped: 0 });
    }
  },
  wholeRunMs,
);

test("checkConformance() uses the only factory and creates a video by URL", async () => {
  await using mock = await startMock("flip");

  const report = await checkConformance("flip", {
    url: mock.url,
    credentials,
    sourceUrl: "http://example.com/movie.mp4",
    only: ["createVideo", "listProfiles"],
  });

  const created = mock.requests.find(({ operationId }) => operationId === "createVideo");
  expect(report).toMatchObject({ passed: 2, failed: 0, skipped: 0 });
  expect(created?.query).toMatchObject({
    factory_id: "my-factory",
    source_url: "http://example.com/movie.mp4",
  });
});

test("checkConformance() reports why it skips an operation", async () => {
  await using flip = await startMock("flip");
  await using many = await startMock("flip", { factoryId: undefined });
  await using pili = await startMock("pili");

  const reports = [
    await checkConformance("flip", { ...options, url: flip.url, only: ["updateFactory"] }),
    await checkConformance("flip", { url: many.url, credentials, only: ["listVideos"] }),
    await checkConformance("pili", { ...options, url: pili.url, only: ["snapshotStream"] }),
  ];

  expect(reports.map(({ operations }) => operations[0]?.reason)).toEqual([
    "it requires allowFactories",
    "it requires a factory: set factoryId, because the account does not have exactly one",
    "the stream has no recording: set recordedStream to one that has a recording",
  ]);
  expect(reports.every(({ hasPassed, skipped }) => hasPassed && skipped === 1)).toBe(true);
});

test.each(["flip", "pili"] as const)(
  "checkConformance() with readOnly sends only GET to %s",
  async (api) => {
    await using mock = await startMock(api);

    const report = await checkConformance(api, { ...options, url: mock.url, readOnly: true });

    const methods = new Set(mock.requests.map(({ method }) => method));
    const passed = report.operations.filter(({ outcome }) => outcome === "passed");
    expect([...methods]).toEqual(["GET"]);
    expect(report).toMatchObject({ isReadOnly: true, failed: 0 });
    expect(passed.length).toBeGreaterThan(api === "flip" ? 10 : 3);
    expect(new Set(passed.map(({ method }) => method))).toEqual(new Set(["GET"]));
  },
);

test("checkConformance() with only reports these operations and calls those that they need", async () => {
  await using mock = await startMock("flip");

  const report = await checkConformance("flip", {
    ...options,
    url: mock.url,
    only: ["getEncoding"],
  });

  const called = new Set(mock.requests.map(({ operationId }) => operationId));
  expect(report.operations.map(({ operationId }) => operationId)).toEqual(["getEncoding"]);
  expect(report.passed).toBe(1);
  expect(called).toContain("createVideo");
  expect(called).not.toContain("createUploadSession");
});

test(
  "checkConformance() finds and deletes resources whose ids did not arrive",
  async () => {
    const rules = changeResponse(/^POST .*\/(profiles|videos)\.json$/, (response) => {
      response.body = Buffer.from("{");
    });

    const { report, before, after } = await checkBroken(rules);

    expect(
      report.operations.find(({ operationId }) => operationId === "createVideo"),
    ).toMatchObject({
      outcome: "failed",
    });
    expect(report.leftovers).toEqual([]);
    expect(after).toEqual(before);
  },
  wholeRunMs,
);

test(
  "checkConformance() deletes resources that unsigned calls have created",
  async () => {
    const rules: Rewriting = {};
    await using open = await startMock("flip", { credentials: undefined });
    await using server = await startRewritingServer(open, rules);
    const before = await listAll(open);

    const report = await checkConformance("flip", { ...options, url: server.url });

    const failed = report.operations
      .find(({ operationId }) => operationId === "createProfile")
      ?.checks.filter(({ outcome }) => outcome === "failed");
    expect(failed?.map(({ name }) => name)).toEqual(["rejects a call with a wrong signature"]);
    expect(await listAll(open)).toEqual(before);
  },
  wholeRunMs,
);

test("checkConformance() reports resources that it could not delete", async () => {
  const rules = respondWith(/^DELETE .*\/profiles\//, () =>
    json(503, { error: "a", message: "b" }),
  );

  const { report } = await checkBroken(rules, { only: ["getProfile"] });

  expect(report.leftovers).toHaveLength(2);
  expect(report.leftovers[0]).toMatchObject({
    kind: "profile",
    reason: "deleteProfile responded 503",
  });
});

test(
  "checkConformance() cleans up when it is aborted and rejects with the reason",
  async () => {
    await using mock = await startMock("flip");
    const before = await listAll(mock);
    const controller = new AbortController();
    const reason = new Error("no longer needed");
    const onProgress = (progress: ConformanceProgress) => {
      if (progress.kind === "operation" && progress.operationId === "getEncoding") {
        controller.abort(reason);
      }
    };

    const report = checkConformance("flip", {
      ...options,
      url: mock.url,
      signal: controller.signal,
      onProgress,
    });

    await expect(report).rejects.toBe(reason);
    expect(mock.requests.some(({ operationId }) => operationId === "createEncoding")).toBe(true);
    expect(await listAll(mock)).toEqual(before);
  },
  wholeRunMs,
);

test("checkConformance() deletes a resource that was being created when it was aborted", async () => {
  await using mock = await startMock("pili");
  const before = await listStreams(mock);
  const controller = new AbortController();
  const reason = new Error("no longer needed");
  await using server = await startRewritingServer(mock, {
    rewrite(_, { line }) {
      // The stream exists already, but its id has not been received.
      if (line === "POST /v1/streams") controller.abort(reason);
    },
  });
  const { signal } = controller;

  const report = checkConformance("pili", { ...options, url: server.url, signal });

  await expect(report).rejects.toBe(reason);
  expect(mock.requests.slice(-2).map(({ operationId }) => operationId)).toEqual([
    ...["createStream", "deleteStream"],
  ]);
  expect(await listStreams(mock)).toEqual(before);
});

test("checkConformance() waits for a change of state up to timeoutMs", async () => {
  await using mock = await startMock("flip", { speed: 0 });

  const report = await checkConformance("flip", {
    ...options,
    url: mock.url,
    only: ["getVideo"],
    timeoutMs: 1_000,
  });

  const [operation] = report.operations;
  expect(operation?.outcome).toBe("passed");
  expect(operation?.checks).toContainEqual({
    name: "finishes the import",
    outcome: "skipped",
    violations: [],
    reason: "it exceeded the timeout",
  });
});

test("checkConformance() continues after a response that never arrives", async () => {
  await using mock = await startMock("pili");
  let statusCalls = 0;
  const rules: Rewriting = {
    intercept({ line }) {
      statusCalls += line.endsWith("/status") ? 1 : 0;
      return line.endsWith("/status") && statusCalls === 1 ? "never" : undefined;
    },
  };
  await using server = await startRewritingServer(mock, rules);

  const report = await checkConformance("pili", {
    ...options,
    url: server.url,
    timeoutMs: 2_000,
    only: ["getStreamStatus", "deleteStream"],
  });

  const outcomes = report.operations.map(({ operationId, outcome }) => [operationId, outcome]);
  const [violation] = report.operations.flatMap(({ checks }) =>
    checks.flatMap(({ violations }) => violations),
  );
  expect(outcomes).toContainEqual(["getStreamStatus", "failed"]);
  expect(violation).toMatchObject({ rule: "answer", status: undefined, location: ["response"] });
  expect(violation?.message).toMatch(/^GET .*\/status timed out after 2000 ms$/);
  expect(await listStreams(mock)).not.toContainEqual(expect.stringContaining("conform"));
});

test("checkConformance() skips the rest when the service stopped responding", async () => {
  await using mock = await startMock("pili");
  let calls = 0;
  const rules: Rewriting = { intercept: () => (++calls > 20 ? "reset" : undefined) };
  await using server = await startRewritingServer(mock, rules);

  const report = await checkConformance("pili", { ...options, url: server.url });

  const last = report.operations.find(({ operationId }) => operationId === "getJob");
  expect(last).toMatchObject({ outcome: "skipped", reason: "the service stopped responding" });
  expect(report.hasPassed).toBe(false);
  expect(report.leftovers.length).toBeGreaterThan(0);
});

test("checkConformance() replaces the path of the spec by that of the URL", async () => {
  await using mock = await startMock("flip");
  await using server = await startRewritingServer(mock, {
    toPath: (path) => path.replace(/^\/encoding\/api/, "/v3.0"),
  });

  const report = await checkConformance("flip", {
    ...options,
    url: `${server.url}/encoding/api/`,
    only: ["getProfile", "getFactory"],
  });

  expect(report).toMatchObject({ passed: 2, url: `${server.url}/encoding/api/` });
  expect(server.calls.every(({ line }) => line.includes(" /encoding/api/"))).toBe(true);
});

test("checkConformance() rejects when the service cannot be reached or rejects the keys", async () => {
  await using mock = await startMock("pili");
  const port = await closedPort();

  const unreachable = checkConformance("flip", { ...options, url: `http://127.0.0.1:${port}` });
  const otherKeys = { ...credentials, secretKey: "another" };
  const rejected = checkConformance("pili", { ...options, url: mock.url, credentials: otherKeys });

  await expect(unreachable).rejects.toMatchObject({
    name: "ConformanceError",
    message: expect.stringMatching(
      /^Cannot reach the service: GET http:.* failed: connection refused \(ECONNREFUSED\)$/,
    ),
  });
  await expect(rejected).rejects.toMatchObject({
    name: "ConformanceError",
    message: "The service rejects the keys: 401 401001 invalid authorization",
  });
});

test(
  "checkConformance() reports no keys and no signatures",
  async () => {
    const rules = respondWith(/./, ({ line }) =>
      line.includes("/factories.json") ? undefined : json(500, null),
    );

    const { report } = await checkBroken(rules);

    expect(JSON.stringify(report)).not.toMatch(/hunter2|my-access-key|signature=/);
  },
  wholeRunMs,
);

test.each([
  ["url", { url: "ftp://example.com" }],
  ["url", { url: "http://user@example.com" }],
  ["url", { url: "http://example.com?a=b" }],
  ["url", { url: "" }],
  ["credentials.secretKey", { credentials: { accessKey: "a", secretKey: "" } }],
  ["hub", { hub: undefined }],
  ["only", { only: ["noSuchOperation"] }],
  ["only", { only: "getStream" }],
  ["only[1]", { only: ["getStream", " "] }],
  ["timeoutMs", { timeoutMs: 0 }],
  ["onProgress", { onProgress: "loud" }],
  ["signal", { signal: {} }],
  ["readonly", { readonly: true }],
])(
  "checkConformance() rejects an invalid %s before it sends a request: %j",
  async (argument, bad) => {
    await using mock = await startMock("pili");

    const report = checkConformance("pili", { ...options, url: mock.url, ...(bad as object) });

    await expect(report).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
    expect(mock.requests).toEqual([]);
  },
);
