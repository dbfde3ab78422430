import "../../helpers/warm-up.ts";
import type { MockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { sendJson, sendRaw, startPiliV2 } from "../../helpers/mock-pili.ts";

const hub = "/v2/hubs/test-hub";
/** Streams of the spec's examples: `test-title`, which has a recording, and `test0`, which has none. */
const recorded = `${hub}/streams/dGVzdC10aXRsZQ==`;
const empty = `${hub}/streams/dGVzdDA=`;
/** Path of a stream that is live whenever it may be. */
const live = `${hub}/streams/bGl2ZV8x`;
const missing = `${hub}/streams/YT9iPmN-`;
const statistics = `${hub}/stat/play`;

const streamNotFound = { error: "stream not found" };
const hubNotFound = { error: "hub not found" };
const noDomain = { error: "no such domain" };
const badRequest = { error: "bad request" };

const createLive = (mock: MockServer) =>
  sendJson(mock, "POST", `${hub}/streams`, { key: "live_1" });

/** Returns the findings of every request. */
const findingsOf = (mock: MockServer) => mock.requests.flatMap(({ findings }) => findings);

test('startMockServer("pili-v2") creates streams, which expire after 15 days', async () => {
  const now = () => new Date("2026-01-02T03:04:05Z");
  const mock = await startPiliV2({ now });

  const created = await createLive(mock);
  const again = await createLive(mock);
  const found = await sendJson(mock, "GET", live);

  expect(created).toMatchObject({
    status: 200,
    body: {},
    headers: { "x-reqid": expect.any(String) },
  });
  expect(again).toMatchObject({ status: 614, body: { error: "stream already exists" } });
  const second = now().getTime() / 1000;
  expect(found.body).toEqual({
    createdAt: second,
    updatedAt: second,
    expireAt: second + 15 * 24 * 3600,
    disabledTill: 0,
    converts: [],
    watermark: false,
    publishSecurity: "expiry_sk",
    publishKey: "976655fbf3bee71e",
    nropEnable: false,
  });
  expect(findingsOf(mock)).toEqual([]);
});

test.each([
  ["GET", missing, undefined, 612, streamNotFound],
  ["GET", `${missing}/live`, undefined, 612, streamNotFound],
  ["GET", `${missing}/historyactivity`, undefined, 612, streamNotFound],
  ["GET", `${missing}/stats`, undefined, 612, streamNotFound],
  ["POST", `${missing}/disabled`, { disabledTill: -1 }, 612, streamNotFound],
  ["POST", `${missing}/converts`, { converts: [] }, 612, streamNotFound],
  ["POST", `${missing}/saveas`, {}, 612, streamNotFound],
  ["POST", `${missing}/snapshot`, {}, 612, streamNotFound],
  ["GET", `${empty}/live`, undefined, 619, { error: "no live" }],
  ["POST", `${empty}/saveas`, {}, 619, { error: "no data" }],
  ["POST", `${empty}/snapshot`, {}, 619, { error: "no data" }],
  ["POST", `${recorded}/saveas`, { start: 1, end: 2 }, 619, { error: "no data" }],
  ["POST", `${recorded}/saveas`, { start: 2, end: 1 }, 400, badRequest],
  ["POST", `${recorded}/saveas`, { format: "avi" }, 400, badRequest],
  ["POST", `${recorded}/snapshot`, { format: "gif" }, 400, badRequest],
  ["GET", `${hub}/streams?marker=0`, undefined, 400, badRequest],
  ["GET", `${hub}/streams?marker=x`, undefined, 400, badRequest],
  ["GET", `${recorded}/stats?start=1&end=86402`, undefined, 400, badRequest],
  ["GET", `${statistics}/history?start=2&end=1`, undefined, 400, badRequest],
  ["GET", `${hub}/domains/x.test.com`, undefined, 404, noDomain],
  ["DELETE", `${hub}/domains/x.test.com`, undefined, 404, noDomain],
  ["POST", `${hub}/domains/x.test.com/cert`, { certName: "a" }, 404, noDomain],
  ["POST", `${hub}/domains/x.test.com/urlrewrite`, { rules: [] }, 404, noDomain],
  ["POST", `${hub}/voddomain`, { vodDomain: "x" }, 400, { error: "invalid domain" }],
  ["GET", "/statd/upflow?begin=20219999&end=20211001&g=day", undefined, 400, badRequest],
  ["GET", "/statd/upflow?begin=19000101&end=20211001&g=5min", undefined, 400, badRequest],
  ["GET", "/status/get/prefop?id=z1.x", undefined, 612, { error: "not such id in prefop" }],
])(
  'startMockServer("pili-v2") responds to %s %s with %j with %i',
  async (method, target, body, status, error) => {
    const mock = await startPiliV2();

    const response = await sendJson(mock, method, target, body);

    expect(response).toMatchObject({ status, body: error });
  },
);

test.each([
  ["POST", `${hub}/streams`, {}],
  ["POST", `${hub}/streams`, { key: "" }],
  ["GET", `${hub}/streams?limit=5001`, undefined],
  ["GET", `${hub}/streams?limit=-1`, undefined],
  ["GET", `${hub}/streams/not-base64`, undefined],
  ["POST", `${hub}/livestreams`, { items: [] }],
  [
    "POST",
    `${hub}/livestreams`,
    { items: Array.from({ length: 101 }, (_, index) => `key-${index}`) },
  ],
  ["POST", `${empty}/disabled`, { disabledTill: -2 }],
  ["POST", `${empty}/converts`, { converts: "720p" }],
  ["POST", `${hub}/snapshot`, { snapshotInterval: 0 }],
  ["POST", `${hub}/persistence`, { storageBucket: "a", liveDataExpireDays: 0 }],
  ["POST", `${hub}/newdomains`, { domain: "a.test.com", type: "publishHls" }],
  ["GET", "/statd/upflow?begin=20210928&end=20210930", undefined],
  ["GET", "/statd/upflow?begin=2021-09-28&end=20210930&g=day", undefined],
  ["GET", "/statd/caster?begin=20210928&end=20210930&g=day", undefined],
  ["GET", "/statd/pub?begin=20210928&end=20210930&g=day&select=flow", undefined],
])(
  'startMockServer("pili-v2") rejects %s %s with %j as a violation',
  async (method, target, body) => {
    const mock = await startPiliV2();

    const response = await sendJson(mock, method, target, body);

    expect(response).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    expect(findingsOf(mock)).not.toEqual([]);
  },
);

test.each([
  ["619", { status: 619, body: { error: "no live" } }],
  ["404", { status: 404, body: { error: "not found" } }],
  ["zeros", { status: 200, body: { startAt: 0, bps: 0 } }],
] as const)(
  "startMockServer() reports a stream that is not live as %s",
  async (notLiveAs, form) => {
    const mock = await startPiliV2({ notLiveAs });
    await createLive(mock);

    const offline = await sendJson(mock, "GET", `${live}/live`);
    await mock.advance(2_000);
    const online = await sendJson(mock, "GET", `${live}/live`);

    expect(offline).toMatchObject(form);
    expect(online).toMatchObject({
      status: 200,
      body: { startAt: expect.any(Number), bps: 672_712 },
    });
    expect(findingsOf(mock)).toEqual([]);
  },
);

test('startMockServer("pili-v2") lists the live streams among the requested ones', async () => {
  const mock = await startPiliV2();
  await createLive(mock);
  await mock.advance(2_000);

  const both = await sendJson(mock, "POST", `${hub}/livestreams`, {
    items: ["test0", "live_1", "live_1", "missing"],
  });
  const none = await sendJson(mock, "POST", `${hub}/livestreams`, { items: ["test0"] });

  expect(both.body).toEqual({ items: [expect.objectContaining({ key: "live_1" })] });
  expect(none).toMatchObject({ status: 200, body: { items: [] } });
});

test.each([
  ["a time", (second: number) => ({ disabledTill: second + 60 })],
  ["a duration", () => ({ disabledTill: 0, disablePeriodSecond: 60 })],
])('startMockServer("pili-v2") disables a stream until %s', async (_, toBody) => {
  const now = () => new Date("2026-01-02T03:04:05Z");
  const mock = await startPiliV2({ now });
  await createLive(mock);
  const second = now().getTime() / 1000;
  const isLive = async () => (await sendJson(mock, "GET", `${live}/live`)).status === 200;
  const till = async () => (await sendJson(mock, "GET", live)).body;

  await sendJson(mock, "POST", `${live}/disabled`, toBody(second));
  const states = [await isLive()];
  const disabled = await till();
  for (const ms of [59_000, 1_000, 2_000]) {
    await mock.advance(ms);
    states.push(await isLive());
  }

  expect(disabled).toMatchObject({ disabledTill: second + 60 });
  expect(states).toEqual([false, false, false, true]);
  expect(await till()).toMatchObject({ disabledTill: 0 });
});

test('startMockServer("pili-v2") records the pushes of a stream', async () => {
  const mock = await startPiliV2({ now: () => new Date("2026-01-02T03:04:05Z") });
  const start = Date.parse("2026-01-02T03:04:07Z") / 1000;
  await createLive(mock);
  await mock.advance(12_000);
  await sendJson(mock, "POST", `${live}/disabled`, { disabledTill: -1 });
  await sendJson(mock, "POST", `${live}/disabled`, { disabledTill: 0 });
  await mock.advance(7_000);
  await sendJson(mock, "POST", `${live}/disabled`, { disabledTill: -1 });
  const pushes = [
    { start: start + 12, end: start + 17 },
    { start, end: start + 10 },
  ];

  const list = async (name: string, query = "") =>
    (await sendRaw(mock, { method: "GET", target: `${live}/${name}${query}` })).body;
  const all = await list("historyactivity", "?start=0&end=0");
  const older = await list("historyrecord");
  const early = await list("historyactivity", `?start=1&end=${start + 5}`);

  expect(all).toMatchObject({ items: pushes });
  expect(older).toEqual(all);
  expect(early).toMatchObject({ items: [pushes[1]] });
  expect(findingsOf(mock)).toEqual([]);
});

test('startMockServer("pili-v2") stores playlists immediately, and files by jobs', async () => {
  const mock = await startPiliV2();
  const interval = { start: 1_488_348_110, end: 1_488_367_483 };
  const folder = "recordings/z1.test-hub.test-title";

  const playlist = await sendJson(mock, "POST", `${recorded}/saveas`, {
    fname: "",
    start: 0,
    end: 0,
    format: "",
    pipeline: "",
    notify: "",
    expireDays: 0,
  });
  const part = { start: 1_488_350_000, end: 1_488_360_000 };
  const ofPart = await sendJson(mock, "POST", `${recorded}/saveas`, part);
  const file = await sendJson(mock, "POST", `${recorded}/saveas`, { ...interval, format: "mp4" });
  const { persistentID: id } = file.body as { persistentID: string };
  const codes: unknown[] = [];
  for (const ms of [0, 1_000, 2_000]) {
    await mock.advance(ms);
    const { body } = await sendJson(mock, "GET", `/status/get/prefop?id=${id}`);
    codes.push((body as { code: unknown }).code);
  }

  expect(playlist.body).toEqual({ fname: `${folder}/1488348110_1488367483.m3u8`, ...interval });
  expect(ofPart.body).toEqual({ fname: `${folder}/1488350000_1488360000.m3u8`, ...part });
  expect(file.body).toEqual({
    fname: `${folder}/1488348110_1488367483.mp4`,
    persistentID: expect.stringMatching(/^z1\.[0-9a-f]{24}$/),
  });
  expect(codes).toEqual([1, 2, 0]);
  expect(findingsOf(mock)).toEqual([]);
});

test('startMockServer("pili-v2") stores pictures, and reports those of jobs', async () => {
  const mock = await startPiliV2();
  const notify = "http://127.0.0.1:1/pili";
  const time = 1_488_360_000;

  const picture = await sendJson(mock, "POST", `${recorded}/snapshot`, { time });
  const named = { fname: "pictures/fail.png", format: "png", time, notify };
  const ofJob = await sendJson(mock, "POST", `${recorded}/snapshot`, named);
  await mock.advance(3_000);

  expect(picture.body).toEqual({ fname: expect.stringMatching(/^test-title-\d+\.jpg$/) });
  expect(ofJob.body).toMatchObject({
    fname: "pictures/fail.png",
    persistentID: expect.any(String),
  });
  const { persistentID: id } = ofJob.body as { persistentID: string };
  expect(mock.deliveries).toMatchObject([{ url: notify, event: "jobFinished" }]);
  expect(JSON.parse(mock.deliveries[0]?.body ?? "")).toMatchObject({ id, code: 3 });
});

test('startMockServer("pili-v2") has the settings and domains of a hub', async () => {
  const mock = await startPiliV2();
  const change = (path: string, body: object) => sendJson(mock, "POST", `${hub}/${path}`, body);

  const changes = [
    await change("hlsplus", { hlsPlus: true }),
    await change("persistence", { storageBucket: "other", liveDataExpireDays: 7 }),
    await change("snapshot", { snapshotInterval: 15 }),
    await change("security", { publishSecurity: "expiry", publishKey: "a-key" }),
    await change("voddomain", { vodDomain: "vod.example.com" }),
    await change("newdomains", { domain: "hdl.example.com", type: "liveHdl" }),
    await change("domains/hdl.example.com/cert", { certName: "a-cert" }),
    await change("domains/hdl.example.com/urlrewrite", {
      rules: [{ pattern: "a", replace: "b" }],
    }),
  ];
  const taken = await change("newdomains", { domain: "hdl.example.com", type: "liveHdl" });
  const invalid = await change("newdomains", { domain: "hdl", type: "liveHdl" });
  const found = await sendJson(mock, "GET", hub);
  const stream = await sendJson(mock, "GET", empty);
  const domain = await sendJson(mock, "GET", `${hub}/domains/hdl.example.com`);
  const listed = await sendJson(mock, "GET", `${hub}/domains`);
  const hubs = await sendJson(mock, "GET", "/v2/hubs");

  expect(changes.map(({ status, body }) => [status, body])).toEqual(changes.map(() => [200, {}]));
  expect(taken).toMatchObject({ status: 400, body: { error: "domain confict" } });
  expect(invalid).toMatchObject({ status: 400, body: { error: "invalid domain" } });
  expect(found.body).toMatchObject({
    hubName: "test-hub",
    hlsPlus: true,
    storageBucket: "other",
    liveDataExpireDays: 7,
    snapshotInterval: 15,
    publishSecurity: "expiry",
    vodDomain: "vod.example.com",
  });
  expect(stream.body).toMatchObject({ publishSecurity: "expiry", publishKey: "a-key" });
  const certificate = { certEnable: true, certName: "a-cert" };
  expect(domain.body).toMatchObject({ ...certificate, urlRewrite: { rules: [{ pattern: "a" }] } });
  expect(listed.body).toMatchObject({
    domains: expect.arrayContaining([
      expect.objectContaining({ domain: "hdl.example.com", type: "liveHdl", ...certificate }),
    ]),
  });
  expect(hubs.body).toEqual({ items: [{ name: "test-hub" }, { name: "other-hub" }] });
  expect(findingsOf(mock)).toEqual([]);
});

test('startMockServer("pili-v2") accepts domains as the Go client sends them', async () => {
  const mock = await startPiliV2();
  const domain = "go.example.com";

  const created = await sendJson(mock, "POST", `${hub}/newdomains`, { domain, Type: "liveHls" });
  const found = await sendJson(mock, "GET", `${hub}/domains/${domain}`);
  const deleted = await sendJson(mock, "DELETE", `${hub}/domains/${domain}`, {});
  const gone = await sendJson(mock, "GET", `${hub}/domains/${domain}`);

  expect([created, found, deleted, gone].map(({ status }) => status)).toEqual([200, 200, 200, 404]);
  expect(found.body).toMatchObject({ domain, type: "liveHls" });
  expect(findingsOf(mock).map(({ message }) => message)).toEqual([
    "Field Type must be written type",
    'deleteDomain accepts no body of type "application/json"',
  ]);
});

test('startMockServer("pili-v2") rejects a field in another case with strict', async () => {
  const mock = await startPiliV2({ strict: true });
  const body = { domain: "go.example.com", Type: "liveHls" };

  const response = await sendJson(mock, "POST", `${hub}/newdomains`, body);

  expect(response.status).toBe(400);
});

test('startMockServer("pili-v2") counts the viewers of live streams', async () => {
  const mock = await startPiliV2({ now: () => new Date("2026-01-02T02:59:58Z") });
  const start = Date.parse("2026-01-02T03:00:00Z") / 1000;
  await createLive(mock);
  await mock.advance(602_000);
  const get = async (path: string) => (await sendJson(mock, "GET", path)).body;
  const viewers = { count: 12, bandwidth: 8_072_544 };
  const atHls = { streamTitle: "live_1", domain: "live-hls.test.com", type: "hls", ...viewers };
  const atRtmp = { ...atHls, domain: "live-rtmp.test.com", type: "rtmp" };
  const total = { count: 24, bandwidth: 16_145_088 };

  const now = await get(statistics);
  const before = await get(`${statistics}/history/detail?time=${start - 60}`);
  const history = await get(
    `${statistics}/history?start=${start - 3600}&end=${start + 9999}&limit=2`,
  );
  const byDomain = await get(`${statistics}/more?stream=live_1`);
  const past = await get(`${statistics}/history/more?start=${start}&end=${start + 600}`);
  const stats = await get(`${live}/stats?start=${start}&end=${start + 180}`);

  expect(now).toEqual({ total: viewers, streams: { live_1: viewers } });
  expect(before).toEqual({ total: { count: 0, bandwidth: 0 }, streams: {} });
  const items = [start, start + 300].map((time) => ({ time, ...viewers }));
  expect(history).toEqual({ items, marker: "2" });
  expect(byDomain).toEqual({ total, items: [atHls, atRtmp] });
  expect(past).toEqual({ total, items: [atHls, atRtmp], marker: "" });
  expect(stats).toMatchObject({
    items: [0, 60, 120, 180].map((after) => ({ time: start + after })),
  });
  expect(findingsOf(mock)).toEqual([]);
});

test('startMockServer("pili-v2") returns usage as the Go client requests it', async () => {
  const mock = await startPiliV2();
  const period = "begin=20210928&end=20210930";
  const get = async (target: string) => (await sendRaw(mock, { method: "GET", target })).body;

  const byDay = await get(`/statd/upflow?%24hub=a&%24hub=b&${period}&g=day&select=flow`);
  const grouped = await get(
    `/statd/caster?${period}&g=hour&group=resolution&select=upflow&select=duration`,
  );
  const byMonth = await get("/statd/nrop?begin=20210101000000&end=20210401000000&g=month");

  const times = ["2021-09-28T00:00:00+08:00", "2021-09-29T00:00:00+08:00"];
  expect(byDay).toEqual(times.map((time) => ({ time, values: { flow: 2_962_944 } })));
  expect(grouped).toHaveLength(48);
  const values = { "720p": { upflow: 123_456, duration: 3_600 } };
  expect(grouped).toMatchObject([{ time: times[0], values }, ...Array(47).fill({ values })]);
  expect(byMonth).toMatchObject(
    ["01", "02", "03"].map((month) => ({ time: `2021-${month}-01T00:00:00+08:00` })),
  );
  expect(findingsOf(mock)).toEqual([]);
});

const form = "application/x-www-form-urlencoded";

test.each([
  ["Go of 2016, which sends every parameter", "?liveonly=false&prefix=&limit=0&marker=", form],
  ["PHP, which sends no type", "?prefix=test", undefined],
  ["Python, which writes flags as True", "?liveonly=True", undefined],
])('startMockServer("pili-v2") accepts the lists of %s', async (_, query, contentType) => {
  const mock = await startPiliV2();
  const type = contentType === undefined ? {} : { contentType };

  const response = await sendRaw(mock, {
    method: "GET",
    target: `${hub}/streams${query}`,
    ...type,
  });

  expect(response.status).toBe(200);
  expect(mock.requests).toMatchObject([{ signature: "valid", findings: [] }]);
});

test("startMockServer() has only the hub of its options, and returns to the initial state", async () => {
  const mock = await startPiliV2({ hub: "my-hub" });
  await sendJson(mock, "POST", "/v2/hubs/my-hub/streams", { key: "one" });
  const list = async (name: string) => sendJson(mock, "GET", `/v2/hubs/${name}/streams?limit=9`);

  const own = await list("my-hub");
  const other = await list("test-hub");
  mock.reset();
  const afterReset = await list("my-hub");

  const keys = ["test-title", "test0", "test1"].map((key) => ({ key }));
  expect(own.body).toEqual({ items: [...keys, { key: "one" }], marker: "4" });
  expect(other).toMatchObject({ status: 404, body: hubNotFound });
  expect(afterReset.body).toEqual({ items: keys, marker: "3" });
});

test("startMockServer() treats any name as a hub unless it has one", async () => {
  const mock = await startPiliV2();

  const created = await sendJson(mock, "POST", "/v2/hubs/a%20b/streams", { key: "one" });
  const listed = await sendJson(mock, "GET", "/v2/hubs/a%20b/streams?prefix=o&liveonly=false");

  expect(created.status).toBe(200);
  expect(listed.body).toEqual({ items: [{ key: "one" }], marker: "1" });
});
