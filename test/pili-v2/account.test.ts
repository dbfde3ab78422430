import { Account, type UsageKind, type UsageParams } from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { type RequestHandler, startServer } from "../helpers/flip-server.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { isSignedCorrectly, summarize } from "../helpers/pili-server.ts";
import { credentials } from "../helpers/pili-v2-server.ts";

async function startAccount(handle: RequestHandler) {
  const server = await startServer(handle);
  const account = new Account(credentials, { apiHost: `127.0.0.1:${server.port}`, retries: 0 });
  return { server, account };
}

const period = { begin: "20210928", end: "20210930", granularity: "day" } as const;
const items = [{ time: "2021-09-28T00:00:00+08:00", values: { flow: 1 } }];

test("hubNames() returns the names of the hubs", async () => {
  const { server, account } = await startAccount(() => ({ json: { items: [{ name: "a" }] } }));

  expect(await account.hubNames()).toEqual(["a"]);
  expect(summarize(server.requests)).toEqual(["GET /v2/hubs"]);
});

test.each([{ items: null }, {}])("hubNames() is empty for %j", async (json) => {
  const { account } = await startAccount(() => ({ json }));

  expect(await account.hubNames()).toEqual([]);
});

test("usage() sends the query as the client of the service does", async () => {
  const { server, account } = await startAccount(() => ({ json: items }));

  const usage = await account.usage("upflow", {
    ...period,
    group: "area",
    filters: { hub: ["a", "b"], area: ["!cn"] },
  });

  expect(usage).toEqual(items);
  expect(summarize(server.requests)).toEqual([
    "GET /statd/upflow?%24hub=a&%24hub=b&%24area=%21cn&begin=20210928&end=20210930&g=day" +
      "&group=area&select=flow",
  ]);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test.each<[kind: UsageKind, params: object, query: string]>([
  ["downflow", {}, "select=flow"],
  ["codec", { group: "profile" }, "group=profile&select=duration"],
  ["codec", { filters: { hub: undefined } }, "select=duration"],
  ["nrop", {}, "select=count"],
  ["caster", { select: ["upflow", "duration"] }, "select=upflow&select=duration"],
  ["pub", { select: ["count"], begin: "20210928120000" }, "select=count"],
])("usage() of %s with %j", async (kind, params, query) => {
  const { server, account } = await startAccount(() => ({ json: null }));

  expect(await account.usage(kind, { ...period, ...params })).toEqual([]);

  const { path, query: sent } = server.requests[0] ?? {};
  const { begin } = { ...period, ...params };
  expect(`${path}?${sent}`).toBe(`/statd/${kind}?begin=${begin}&end=20210930&g=day&${query}`);
});

test("usage() throws an HttpError for a body that is not a list", async () => {
  const { account } = await startAccount(() => ({ json: { error: "bad request" } }));

  await expect(account.usage("nrop", period)).rejects.toMatchObject({ name: "HttpError" });
});

test.each<[argument: string, kind: string, params: object]>([
  ["kind", "traffic", {}],
  ["kind", "toString", {}],
  ["begin", "upflow", { begin: "2021-09-28" }],
  ["begin", "upflow", { begin: "20210930" }],
  ["end", "upflow", { end: 20_210_930 }],
  ["granularity", "upflow", { granularity: "week" }],
  ["select", "caster", {}],
  ["select", "pub", { select: [] }],
  ["select", "upflow", { select: ["bandwidth"] }],
  ["group", "codec", { group: "area" }],
  ["filters", "codec", { filters: { area: ["cn"] } }],
  ["filters", "codec", { filters: "hub" }],
  ["filter", "codec", { filter: { hub: ["a"] } }],
  ["g", "codec", { g: "day" }],
  ["filters.hub", "codec", { filters: { hub: "a" } }],
  ["filters.hub[0]", "codec", { filters: { hub: [""] } }],
])("usage() rejects an invalid %s before any request (%#)", async (argument, kind, params) => {
  const { fetch, requests } = observedFetch(() => Response.json([]));
  const account = new Account(credentials, { fetch });
  const all = { ...period, ...params } as UsageParams;

  const usage = account.usage(kind as UsageKind, all);

  await expect(usage).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(requests).toEqual([]);
});
