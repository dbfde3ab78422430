import type { Hub } from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { bodyOf, isSignedCorrectly, summarize } from "../helpers/pili-server.ts";
import { hubOf, startHub } from "../helpers/pili-v2-server.ts";

const base = "/v2/hubs/test-hub";
const rules = [{ pattern: "(.+)/live", replace: "$1" }];

test.each<[path: string, call: (hub: Hub) => Promise<unknown>, body: object]>([
  [
    "security",
    (hub) => hub.setSecurity({ publishSecurity: "expiry_sk", publishKey: "k" }),
    { publishSecurity: "expiry_sk", publishKey: "k" },
  ],
  ["hlsplus", (hub) => hub.setHlsPlus(false), { hlsPlus: false }],
  [
    "persistence",
    (hub) => hub.setPersistence({ storageBucket: "b", liveDataExpireDays: -1 }),
    { storageBucket: "b", liveDataExpireDays: -1 },
  ],
  ["snapshot", (hub) => hub.setSnapshotInterval(30), { snapshotInterval: 30 }],
  ["voddomain", (hub) => hub.setVodDomain("vod.test.com"), { vodDomain: "vod.test.com" }],
  [
    "newdomains",
    (hub) => hub.createDomain("a.test.com", "liveHls"),
    { domain: "a.test.com", type: "liveHls" },
  ],
  [
    "domains/a.test.com/cert",
    (hub) => hub.domain("a.test.com").setCertificate("c"),
    { certName: "c" },
  ],
  [
    "domains/a.test.com/urlrewrite",
    (hub) => hub.domain("a.test.com").setUrlRewrite(rules),
    { rules },
  ],
  [
    "domains/a.test.com/urlrewrite",
    (hub) => hub.domain("a.test.com").setUrlRewrite([]),
    { rules: [] },
  ],
])("POST %s (%#)", async (path, call, body) => {
  const { server, hub } = await startHub(() => ({ text: "" }));

  await call(hub);

  expect(summarize(server.requests)).toEqual([`POST ${base}/${path}`]);
  expect(bodyOf(server.requests[0])).toEqual(body);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test("info() returns the settings with the name of the hub", async () => {
  const { server, hub } = await startHub(() => ({ json: { hlsPlus: true, domains: null } }));

  expect(await hub.info()).toEqual({ hubName: "test-hub", hlsPlus: true, domains: null });
  expect(summarize(server.requests)).toEqual([`GET ${base}`]);
});

test("domains() and domain() return what the service sends", async () => {
  const domain = { type: "liveHls", domain: "a.test.com", certEnable: true };
  const { server, hub } = await startHub(({ path }) => ({
    json: path.endsWith("/domains") ? { domains: [domain] } : domain,
  }));

  expect(await hub.domains()).toEqual([domain]);
  expect(await hub.domain("a.test.com").info()).toEqual(domain);

  expect(summarize(server.requests)).toEqual([
    `GET ${base}/domains`,
    `GET ${base}/domains/a.test.com`,
  ]);
});

test.each([{ domains: null }, {}])("domains() is empty for %j", async (json) => {
  const { hub } = await startHub(() => ({ json }));

  expect(await hub.domains()).toEqual([]);
});

test("createDomain() returns the domain, and delete() removes it", async () => {
  const { server, hub } = await startHub(() => ({ json: {} }));

  const domain = await hub.createDomain("a.test.com", "publishRtmp");
  await domain.delete();

  expect(domain.name).toBe("a.test.com");
  expect(summarize(server.requests)).toEqual([
    `POST ${base}/newdomains`,
    `DELETE ${base}/domains/a.test.com`,
  ]);
});

test("a domain that is in use is an HttpError with the text of the service", async () => {
  const { hub } = await startHub(() => ({ status: 400, json: { error: "domain confict" } }));

  await expect(hub.createDomain("a.test.com", "liveHls")).rejects.toMatchObject({
    name: "HttpError",
    message: expect.stringContaining("domain confict"),
  });
});

test.each<[argument: string, call: (hub: Hub) => unknown]>([
  ["security", (hub) => hub.setSecurity("expiry" as never)],
  ["publishSecurity", (hub) => hub.setSecurity({ publishSecurity: "other", publishKey: "k" })],
  ["publishKey", (hub) => hub.setSecurity({ publishSecurity: "expiry_sk" } as never)],
  ["hlsPlus", (hub) => hub.setHlsPlus("true" as never)],
  ["persistence", (hub) => hub.setPersistence(undefined as never)],
  ["storageBucket", (hub) => hub.setPersistence({ storageBucket: "", liveDataExpireDays: 1 })],
  [
    "liveDataExpireDays",
    (hub) => hub.setPersistence({ storageBucket: "b", liveDataExpireDays: 0 }),
  ],
  ["snapshotInterval", (hub) => hub.setSnapshotInterval(0)],
  ["domain", (hub) => hub.setVodDomain("http://vod.test.com")],
  ["domain", (hub) => hub.createDomain("a.test.com/x", "liveHls")],
  ["type", (hub) => hub.createDomain("a.test.com", "liveDash" as never)],
  ["domain", async (hub) => hub.domain("")],
  ["certName", (hub) => hub.domain("a.test.com").setCertificate("")],
  ["rules", (hub) => hub.domain("a.test.com").setUrlRewrite({} as never)],
  ["rules[0]", (hub) => hub.domain("a.test.com").setUrlRewrite([{ pattern: "a" } as never])],
])("an invalid %s is an InvalidArgumentError before any request (%#)", async (argument, call) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));

  await expect(call(hubOf({ port: 1 }, { fetch }))).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument,
  });
  expect(requests).toEqual([]);
});
