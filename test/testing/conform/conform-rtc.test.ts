import "../../helpers/warm-up.ts";
import { checkConformance, startMockServer } from "flip-pili/testing";
import { afterAll, beforeEach, expect, test } from "vitest";
import { readSpecOperations } from "../../helpers/spec-operations.ts";
import {
  changeJson,
  changeRejection,
  changeResponse,
  json,
  respondWith,
} from "./break-contract.ts";
import { type BrokenContract, type Fields, plain, withField, without } from "./broken-contract.ts";
import { type Rewriting, startRewritingServer } from "./rewriting-server.ts";

const credentials = { accessKey: "my-access-key", secretKey: "hunter2" };
const mock = await startMockServer("rtc", { credentials, strict: true });
beforeEach(() => mock.reset());
afterAll(() => mock.close());

/** Checks the mock, whose responses are changed. */
async function checkBroken(rules: Rewriting, only: readonly string[]) {
  await using server = await startRewritingServer(mock, rules);
  return await checkConformance("rtc", { url: server.url, credentials, only, timeoutMs: 15_000 });
}

test("checkConformance() passes every operation of the strict mock of RTC, and leaves nothing", async () => {
  const report = await checkConformance("rtc", { url: mock.url, credentials });

  const ids = readSpecOperations("rtc").map(({ operationId }) => operationId);
  expect(report.operations.map(({ operationId }) => operationId).sort()).toEqual(ids.sort());
  expect(report.operations.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(report).toMatchObject({ hasPassed: true, failed: 0, skipped: 0, leftovers: [] });
  for (const { checks } of report.operations) {
    const names = checks.map(({ name }) => name);
    expect(names).toContain("responds as the spec requires");
    expect(names).toContain("rejects a call with a wrong signature");
  }
});

test("checkConformance() that only reads changes nothing of RTC", async () => {
  const report = await checkConformance("rtc", { url: mock.url, credentials, readOnly: true });

  const passed = report.operations.filter(({ outcome }) => outcome === "passed");
  expect(passed.map(({ operationId }) => operationId)).toEqual(["listApps", "getApp", "listRooms"]);
  expect(new Set(mock.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
});

test("checkConformance() skips jobs that the service starts only in an active room", async () => {
  const rules = changeResponse(/^POST .*(_job|\/jobs)$/, (response) => {
    Object.assign(response, json(615, { error: "room not active" }));
  });

  const { operations } = await checkBroken(rules, ["createMergeJob", "stopJob"]);

  const reason = "the service starts jobs only in a room where somebody is";
  const found = operations.map(({ operationId, outcome }) => [operationId, outcome]);
  expect(found).toEqual([
    ["createMergeJob", "skipped"],
    ["stopJob", "skipped"],
  ]);
  expect(operations[0]?.reason).toBe(reason);
});

const listRooms = /^GET .*\/rooms$/;

const violations: readonly BrokenContract[] = [
  {
    kind: "an app has no id",
    rules: changeJson(/^GET \/v3\/apps\/[^/]+$/, without("appId")),
    operationId: "getApp",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "an update without effect",
    rules: changeJson(/^GET \/v3\/apps\/[^/]+$/, withField("maxUsers", 3)),
    operationId: "updateApp",
    check: "is visible in getApp",
    location: "response.body.maxUsers",
    rule: "same",
  },
  {
    kind: "a name of a room is an object",
    rules: changeJson(listRooms, ({ rooms, ...page }: Fields) => ({
      ...page,
      rooms: (rooms as string[]).map((name) => ({ name })),
    })),
    operationId: "listRooms",
    check: plain,
    location: "response.body.rooms.0",
    rule: "type",
  },
  {
    kind: "the pages of rooms repeat the first one",
    rules: {
      intercept({ line, query }) {
        if (listRooms.test(line)) query.delete("offset");
        return undefined;
      },
      rewrite(response, { line, query }) {
        if (!listRooms.test(line) || Number(query.get("limit")) > 9) return;
        Object.assign(response, json(200, { end: false, offset: 1, rooms: ["a-room"] }));
      },
    },
    operationId: "listRooms",
    check: "returns every entry once across pages",
    location: "response.body",
    rule: "paging",
  },
  {
    kind: "a prefix that filters nothing",
    rules: changeJson(listRooms, (page: Fields) => ({
      ...page,
      rooms: [...(page["rooms"] as string[]), "other-room"],
    })),
    operationId: "listRooms",
    check: "filters by the beginning of the name",
    location: "response.body.rooms.3",
    rule: "filter",
  },
  {
    kind: "a room that exists is created again",
    rules: changeRejection(/createroom$/, (response) => {
      if (response.status === 611) Object.assign(response, json(200, { roomId: "r" }));
    }),
    operationId: "createRoom",
    check: "rejects a name that exists",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "an unknown job is stopped",
    rules: changeRejection(/jobs\/stop$/, (response) => {
      if (response.status === 612) Object.assign(response, json(200, { id: "j" }));
    }),
    operationId: "stopJob",
    check: "rejects an unknown id",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a deletion that deletes nothing",
    rules: respondWith(/^DELETE \/v2\/rooms\/[^/]+$/, ({ headers }) =>
      headers.authorization === undefined ? undefined : json(200, {}),
    ),
    operationId: "deleteRoomV2",
    check: "is no longer found by getRoomV2",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a job is text",
    rules: changeResponse(/merge_job$/, (response) => {
      response.headers["content-type"] = "text/plain";
    }),
    operationId: "createMergeJob",
    check: plain,
    location: "response.header.content-type",
    rule: "media-type",
  },
];

test.each(violations)("checkConformance() finds a violation of RTC: $kind", async (contract) => {
  const { rules, operationId, check, location, rule } = contract;

  const report = await checkBroken(rules, [operationId, "createRoom"]);

  const operation = report.operations.find((one) => one.operationId === operationId);
  const found = operation?.checks.find(({ name }) => name === check);
  expect(report.hasPassed).toBe(false);
  expect(found?.violations.map((one) => [one.location.join("."), one.rule])).toContainEqual([
    location,
    rule,
  ]);
});
