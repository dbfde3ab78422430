import { expect, test } from "vitest";
import { send } from "../../helpers/mock-flip.ts";
import { recordedId, sendJson, sendRaw, startPili } from "../../helpers/mock-pili.ts";

const notFound = { error: "not found", errno: 404001 };
const form = "application/x-www-form-urlencoded";

const badField = (field: string, error: number, message: string) => ({
  error: "bad request",
  errno: 400000,
  details: { [field]: { error, message } },
});
const badNumber = (field: string) => badField(field, 400003, "invalid number");
const badText = (field: string) => badField(field, 400001, "invalid string");

test('startMockServer("pili") supports the life cycle of a stream with the requests of older clients', async () => {
  const mock = await startPili();
  const id = "z1.my-hub.live_1";
  const path = `/v1/streams/${id}`;

  const created = await sendJson(mock, "POST", "/v1/streams", {
    hub: "my-hub",
    title: "live_1",
    publishKey: "密钥",
    publishSecurity: "static",
  });
  const found = await sendJson(mock, "GET", path);
  await mock.advance(12_000);
  const status = await sendJson(mock, "GET", `${path}/status`);
  const disabled = await sendJson(mock, "POST", path, { disabled: true });
  const segments = await sendJson(mock, "GET", `${path}/segments`);
  const { segments: recorded } = segments.body as { segments: { start: number; end: number }[] };
  const [{ start, end } = { start: 0, end: 0 }] = recorded;
  const saved = await sendJson(mock, "POST", `${path}/saveas`, {
    name: "videoName.mp4",
    start,
    end,
    format: "mp4",
  });
  const deleted = await sendJson(mock, "DELETE", path);
  const gone = await sendJson(mock, "GET", path);

  expect(created).toMatchObject({ status: 200, headers: { "x-reqid": expect.any(String) } });
  expect(created.body).toMatchObject({ id, publishKey: "密钥", publishSecurity: "static" });
  expect(found).toMatchObject({ status: 200, body: created.body });
  expect(status.body).toMatchObject({ status: "connected", addr: "106.187.43.211:51393" });
  expect(disabled.body).toMatchObject({ id, disabled: true, publishKey: "密钥" });
  expect(end - start).toBe(10);
  expect(saved.body).toEqual({
    url: `http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/${id}/videoName.m3u8`,
    targetUrl: `http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/${id}/videoName.mp4`,
    persistentId: expect.stringMatching(/^z1\.[0-9a-f]{24}$/),
  });
  expect(deleted).toMatchObject({ status: 204, body: undefined });
  expect(deleted.headers).not.toHaveProperty("content-type");
  expect(gone).toMatchObject({ status: 404, body: notFound });
  expect(mock.requests.every(({ findings }) => findings.length === 0)).toBe(true);
});

const list = "/v1/streams?hub=test-hub";

test.each([
  ["Python, which begins its queries with &", "/v1/streams?&hub=test-hub&limit=1", undefined],
  ["Python, which writes flags as True", `${list}&idonly=True`, undefined],
  ["PHP, which writes flags bare", `${list}&idonly`, "application/json"],
  ["Java, which sends blank markers", `${list}&marker=%20%20&limit=300`, undefined],
  ["Go, which sends the type of a form", `/v1/streams/${recordedId}`, form],
  ["PHP, which sends a type always", `/v1/streams/${recordedId}/status`, "application/json"],
])('startMockServer("pili") accepts the requests of %s', async (_, target, contentType) => {
  const mock = await startPili();
  const type = contentType === undefined ? {} : { contentType };

  const response = await sendRaw(mock, { method: "GET", target, ...type });

  expect(response.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
});

test('startMockServer("pili") returns the state of a job with and without a signature', async () => {
  const mock = await startPili();
  const target = "/status/get/prefop?id=z1.55d81c6c7823de5a49ad77b3";

  const signed = await sendRaw(mock, { method: "GET", target });
  const plain = await fetch(mock.url + target);

  expect(signed).toMatchObject({ status: 200, body: { code: 0 } });
  expect(await plain.json()).toEqual(signed.body);
});

const stream = `/v1/streams/${recordedId}`;
const missing = "/v1/streams/z1.test-hub.missing";
const picture = { name: "a.jpg", format: "jpg" };
const taken = { hub: "test-hub", title: "test-title" };
const noData = { error: "no data" };

test.each([
  ["GET", missing, undefined, 404, notFound],
  ["POST", missing, { disabled: true }, 404, notFound],
  ["DELETE", missing, undefined, 404, notFound],
  ["GET", `${missing}/status`, undefined, 404, notFound],
  ["GET", `${missing}/segments`, undefined, 404, notFound],
  ["POST", `${missing}/saveas`, { name: "a" }, 404, notFound],
  ["POST", `${missing}/snapshot`, picture, 404, notFound],
  ["POST", `${missing}/available`, { available: "enabled" }, 404, notFound],
  ["POST", "/v1/streams", taken, 400, badField("title", 400001, "duplicated content")],
  ["GET", `${stream}/segments?start=1`, undefined, 400, badNumber("end")],
  ["GET", `${stream}/segments?end=1`, undefined, 400, badNumber("start")],
  ["GET", `${stream}/segments?start=2&end=1`, undefined, 400, badNumber("start")],
  ["POST", `${stream}/saveas`, { name: "a", start: 2, end: 1 }, 400, badNumber("start")],
  ["POST", `${stream}/saveas`, { name: "a", start: 1, end: 2 }, 619, noData],
  ["POST", `${stream}/snapshot`, picture, 619, noData],
  ["GET", "/v1/streams?hub=test-hub&marker=x", undefined, 400, badText("marker")],
  ["GET", "/status/get/prefop?id=z1.x", undefined, 612, { error: "not such id in prefop" }],
])(
  'startMockServer("pili") responds to %s %s with %j with %i',
  async (method, target, body, status, error) => {
    const mock = await startPili();

    const response = await sendJson(mock, method, target, body);

    expect(response).toMatchObject({ status, body: error });
    expect(mock.requests[0]?.findings).toEqual([]);
  },
);

test.each([
  ["POST", "/v1/streams", {}],
  ["POST", "/v1/streams", { hub: "test-hub", title: "a b" }],
  ["POST", "/v1/streams", { hub: null }],
  ["POST", stream, { publishSecurity: "none" }],
  ["POST", stream, { disabled: "yes" }],
  ["POST", `${stream}/available`, { available: "off" }],
  ["POST", `${stream}/saveas`, { format: "mp4" }],
  ["POST", `${stream}/snapshot`, { name: "a.jpg" }],
  ["POST", "/v1/statuses", { streamIds: recordedId }],
  ["GET", "/v1/streams", undefined],
  ["GET", "/v1/streams?hub=test-hub&limit=0", undefined],
  ["GET", "/v1/streams?hub=test-hub&status=disconnected", undefined],
  ["GET", `${stream}/segments?start=a&end=b`, undefined],
  ["GET", "/status/get/prefop", undefined],
])('startMockServer("pili") rejects %s %s with %j', async (method, target, body) => {
  const mock = await startPili();

  const response = await sendJson(mock, method, target, body);

  expect(response).toMatchObject({ status: 400, body: { errno: 400000 } });
  expect(mock.requests[0]?.findings).not.toEqual([]);
});

test.each([
  ["null of Python", "POST", "/v1/streams", { hub: "test-hub", title: null, publishKey: null }],
  [
    "null of Java",
    "POST",
    stream,
    { publishKey: null, publishSecurity: "static", disabled: false },
  ],
])(
  'startMockServer("pili") treats the %s like a missing field',
  async (_, method, target, body) => {
    const mocks = [await startPili(), await startPili({ strict: true })];

    const responses = await Promise.all(mocks.map((mock) => sendJson(mock, method, target, body)));

    expect(responses.map(({ status }) => status)).toEqual([200, 400]);
    expect(responses[0]?.body).toMatchObject({ publishKey: expect.any(String) });
    for (const mock of mocks) {
      expect(mock.requests[0]?.findings.at(-1)).toEqual({
        location: ["request", "body", "publishKey"],
        message: "Field publishKey must not be null",
      });
    }
  },
);

test.each([
  [
    "a field that C# misspells",
    "POST",
    `${stream}/saveas`,
    { name: "a", start: 1440282134, end: 1440437833, pipleline: "mine" },
    "Field pipleline is unknown",
  ],
  [
    "a parameter of the hub",
    "GET",
    `${stream}?hub=test-hub`,
    undefined,
    "Parameter hub is unknown",
  ],
  ["a repeated parameter", "GET", `${list}&limit=1&limit=2`, undefined, "limit occurs twice"],
  ["a body of DELETE", "DELETE", stream, {}, 'accepts no body of type "application/json"'],
])('startMockServer("pili") reports %s, with strict it rejects it', async (...args) => {
  const [, method, target, body, message] = args;
  const mocks = [await startPili(), await startPili({ strict: true })];

  const responses = await Promise.all(mocks.map((mock) => sendJson(mock, method, target, body)));

  expect(responses[0]?.status).not.toBe(400);
  expect(responses[1]).toMatchObject({ status: 400, body: { errno: 400000 } });
  for (const mock of mocks) {
    expect(mock.requests[0]?.findings).toMatchObject([
      { message: expect.stringContaining(message) },
    ]);
  }
});

test.each([
  ["JSON", '{"hub":"test-hub"}'],
  ["a form", "hub=test-hub"],
])('startMockServer("pili") names the media type of %s that curl sends', async (_, body) => {
  const mock = await startPili({ credentials: undefined });
  const headers = { Authorization: `Qiniu a:${"A".repeat(27)}=`, "Content-Type": form };

  const response = await fetch(`${mock.url}/v1/streams`, { method: "POST", headers, body });

  const error = `createStream accepts no body of type "${form}"; Body parameter is required`;
  expect([response.status, await response.json()]).toEqual([400, { error, errno: 400000 }]);
});

test('startMockServer("pili") with errorsAs: number sends errors in their form until 2016', async () => {
  const mock = await startPili({ errorsAs: "number" });
  mock.fail(1, { status: 503 });
  mock.fail(1, { body: { error: "own", errno: 1 } });

  const errors = [
    await sendJson(mock, "GET", missing),
    await sendJson(mock, "GET", missing),
    await sendJson(mock, "GET", missing),
    await sendJson(mock, "POST", "/v1/streams", taken),
    await sendJson(mock, "GET", `${list}&limit=0`),
    await send(mock, "GET", missing),
    await sendJson(mock, "POST", `${stream}/snapshot`, picture),
  ];

  expect(errors.map(({ body }) => body)).toMatchObject([
    { error: 503001, message: "The test planned this failure" },
    { error: "own", errno: 1 },
    { error: 404001, message: "not found" },
    {
      error: 400000,
      message: "bad request",
      details: { title: { error: 400001, message: "duplicated content" } },
    },
    { error: 400000, message: expect.stringContaining("limit") },
    { error: 401001, message: "invalid authorization" },
    noData,
  ]);
});

test.each(["number", "text"] as const)(
  'startMockServer("pili") with errorsAs: %s converts examples, unless they are requested by name',
  async (errorsAs) => {
    const mock = await startPili({ errorsAs });
    mock.answerNext("getStream", { status: 404 });
    mock.answerNext("getStream", { status: 404, example: "unknownStream" });
    mock.answerNext("getStream", { status: 404, example: "unknownStreamNewer" });

    const errors = [
      await sendJson(mock, "GET", stream),
      await sendJson(mock, "GET", stream),
      await sendJson(mock, "GET", stream),
    ];

    const number = { error: 404001, message: "not found" };
    const converted = errorsAs === "text" ? notFound : number;
    expect(errors.map(({ body }) => body)).toEqual([converted, number, notFound]);
  },
);
