import { InvalidArgumentError } from "flip-pili/flip";
import { expect, test } from "vitest";
import { seeds } from "../../helpers/flip-world.ts";
import { encodeForm, send, sendSigned, signedQuery, startFlip } from "../../helpers/mock-flip.ts";

test.each([
  ["GET", "/videos.json", { bogus: 1 }, "Parameter bogus is unknown"],
  ["GET", "/videos.json", { Status: "success" }, "Parameter Status is unknown"],
  ["GET", "/videos.json", { __code: 404 }, "Parameter __code is unknown"],
  ["GET", "/videos.json", { status: { a: 1 } }, "Parameter status[a] is unknown"],
  ["GET", "/videos.json", { per_page: 101 }, "Request query parameter per_page must be <= 100"],
  ["PUT", "/notifications.json", { events: { bogus: 1 } }, "Parameter events[bogus] is unknown"],
])("startMockServer() reports %s %s with %j, with strict it rejects it", async (...args) => {
  const [method, path, params, message] = args;
  const mocks = [await startFlip(), await startFlip({ strict: true })];

  const responses = await Promise.all(mocks.map((mock) => sendSigned(mock, method, path, params)));

  expect(responses).toMatchObject([
    { status: 200 },
    { status: 400, body: { error: "BadRequest", message } },
  ]);
  for (const [index, mock] of mocks.entries()) {
    const finding = expect.objectContaining({ message });
    const { "sl-violations": header } = responses[index]?.headers ?? {};
    expect(JSON.parse(String(header))).toEqual([finding]);
    expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [finding] });
  }
});

test.each([
  [
    "GET",
    "/videos.json",
    { status: "bad" },
    "Request query parameter status must be equal to one of the allowed values: processing, success, fail",
  ],
  ["GET", "/videos.json", { page: "x" }, "Request query parameter page must be integer"],
  ["GET", "/videos.json", { status: "" }, "Parameter status must not be empty"],
  ["GET", "/videos.json", { page: "" }, "Parameter page must not be empty"],
  ["GET", "/videos.json", { page: "0x10" }, "Parameter page must be written in decimal digits"],
  ["GET", "/videos.json", { page: "Infinity" }, "Parameter page must be written in decimal digits"],
  ["POST", "/profiles.json", { name: "a", fps: " " }, "Parameter fps must be written in decimal"],
  ["POST", "/profiles.json", { name: "a", watermark_top: "" }, "watermark_top must not be empty"],
  ["POST", "/videos/upload.json", { file_name: "a" }, "required property 'file_size'"],
  [
    "PUT",
    "/notifications.json",
    { events: { video_created: "" } },
    "Request query parameter events.video_created must be boolean",
  ],
  ["PUT", "/notifications.json", { events: true }, "Parameter events needs a name: events[name]"],
  [
    "PUT",
    "/notifications.json",
    { events: { video_created: "yes" } },
    "Request query parameter events.video_created must be boolean",
  ],
])("startMockServer() rejects %s %s with %j", async (method, path, params, message) => {
  const mock = await startFlip();

  const response = await sendSigned(mock, method, path, params);

  expect(response).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  const violation = expect.objectContaining({ message: expect.stringContaining(message) });
  expect(response.body).toEqual(violation);
  expect(JSON.parse(String(response.headers["sl-violations"]))).toEqual([violation]);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    status: 400,
    findings: [violation],
  });
});

test("startMockServer() reports all violations at once", async () => {
  const mock = await startFlip();

  const response = await sendSigned(mock, "GET", "/videos.json", { bogus: 1, page: 0 });

  const message = "Parameter bogus is unknown; Request query parameter page must be >= 1";
  expect(response.body).toEqual({ error: "BadRequest", message });
});

test("startMockServer() uses the last of repeated parameters, and reports it", async () => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json", { status: "fail" });

  const response = await send(mock, "GET", `/v3.0/videos.json?status=success&${query}`);

  expect(response.body).toMatchObject([{ status: "fail" }]);
  expect(mock.requests[0]?.findings).toMatchObject([{ message: "Parameter status occurs twice" }]);
});

test("startMockServer() with strict rejects a repeated parameter", async () => {
  const mock = await startFlip({ strict: true });
  const query = signedQuery("GET", "/videos.json", { page: 1 });

  const response = await send(mock, "GET", `/v3.0/videos.json?page=1&${query}`);

  expect(response).toMatchObject({
    status: 400,
    body: { message: "Parameter page occurs twice" },
  });
});

test("startMockServer() accepts any field name where the spec allows it", async () => {
  const mock = await startFlip();
  const params = { source_url: "http://a.example/", extra_variables: { "any name": "ä" } };

  const response = await sendSigned(mock, "POST", "/videos.json", params);

  expect(response.status).toBe(200);
  expect(mock.requests[0]?.query).toMatchObject({ extra_variables: { "any name": "ä" } });
});

test.each([
  ["GET", "/videos.json", "application/x-www-form-urlencoded", "page=1"],
  ["DELETE", `/videos/${seeds.video}.json`, "application/json", "{}"],
  ["POST", "/videos.json", "application/json", '{"source_url":"http://a.example/"}'],
  ["PUT", "/notifications.json", "text/plain", "x"],
  ["PUT", "/notifications.json", undefined, "x"],
  ["GET", "/videos.json", "application/json", "{"],
])(
  "startMockServer() reports %s %s with a body of type %s, with strict it rejects it",
  async (...args) => {
    const [method, path, type, body] = args;
    const mocks = [await startFlip(), await startFlip({ strict: true })];
    const target = `/v3.0${path}?${signedQuery(method, path)}`;
    const headers = type === undefined ? {} : { "Content-Type": type };

    const responses = await Promise.all(
      mocks.map((mock) => send(mock, method, target, { headers, body })),
    );

    expect(responses.map(({ status }) => status)).toEqual([200, 400]);
    for (const mock of mocks) {
      expect(mock.requests[0]?.findings).toMatchObject([{ location: ["request", "body"] }]);
    }
  },
);

test("startMockServer() rejects parameters in malformed JSON", async () => {
  const mock = await startFlip();
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json")}`;
  const headers = { "Content-Type": "application/json" };

  const response = await send(mock, "POST", target, { headers, body: "{" });

  expect(response).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("The body is not JSON") },
  });
});

test.each([
  ["document", "The form's file document is unknown"],
  ["file", undefined],
])("startMockServer() with strict checks the name of the file %s", async (field, message) => {
  const mock = await startFlip({ strict: true });
  const form = new FormData();
  form.append(field, new Blob(["film"]), "film.mp4");
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json")}`;

  const response = await send(mock, "POST", target, await encodeForm(form));

  expect(response.status).toBe(message === undefined ? 200 : 400);
  expect(mock.requests[0]?.findings[0]?.message).toBe(message);
});

test("startMockServer() rejects an invalid header of an upload", async () => {
  const mock = await startFlip();

  const response = await send(mock, "PUT", "/upload/session?id=a", {
    headers: { "X-Part": "one" },
  });

  expect(response).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  expect(response.body).toMatchObject({ message: expect.stringContaining("x-part") });
});

test.each([
  ["GET", "/v3.1/videos.json", 404, "NotFound"],
  ["GET", "/videos.json", 404, "NotFound"],
  ["GET", "/v3.0/upload/session", 400, "BadRequest"],
  ["GET", "/v3.0/nothing.json", 404, "NotFound"],
  ["GET", "/v3.0/videos//encodings.json", 404, "NotFound"],
  ["GET", "/v3.0/videos/../encodings.json", 404, "NotFound"],
  ["GET", "/v3.0/videos/%2e%2e/encodings.json", 404, "NotFound"],
  ["GET", "/v3.0/videos", 400, "BadRequest"],
  ["PATCH", "/v3.0/videos.json", 405, "MethodNotAllowed"],
  ["GET", "/v3.0/videos/upload.json", 405, "MethodNotAllowed"],
  ["OPTIONS", "*", 404, "NotFound"],
])("startMockServer() responds to %s %s with %i", async (method, target, status, error) => {
  const mock = await startFlip();

  const response = await send(mock, method, target);

  expect(response).toMatchObject({ status, body: { error } });
  expect(mock.requests[0]).toMatchObject({ method, path: target, operationId: undefined, status });
});

test.each([
  ["code=404", 404, { error: "RecordNotFound" }],
  ["code=401, example=signatureExpired", 401, { message: "Signatures expired" }],
  ['code=401; example="signatureExpired"', 401, { message: "Signatures expired" }],
  ["respond-async, wait=10", 200, expect.any(Array)],
  ["example=videoListByStatus", 200, [{ status: "success" }]],
  ["code=614", 614, { error: "ServiceUnavailable" }],
])("startMockServer() honors Prefer: %s", async (prefer, status, body) => {
  const mock = await startFlip();
  const target = `/v3.0/videos.json?${signedQuery("GET", "/videos.json")}`;

  const response = await send(mock, "GET", target, { headers: { Prefer: prefer } });

  expect(response).toMatchObject({ status, body });
  expect(mock.requests[0]?.findings).toEqual([]);
});

test.each([
  "code=404, example=typo",
  "code=404, example=videoList",
  "example=typo",
  "code=abc",
  "code=100",
])("startMockServer() rejects Prefer: %s", async (prefer) => {
  const mock = await startFlip();
  const target = `/v3.0/videos.json?${signedQuery("GET", "/videos.json")}`;

  const response = await send(mock, "GET", target, { headers: { Prefer: prefer } });

  expect(response).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  expect(mock.requests[0]?.findings).toMatchObject([{ location: ["request", "header", "prefer"] }]);
});

test("MockServer.answerNext() plans the next responses, each for one request", async () => {
  const mock = await startFlip({ stateless: true });
  mock.answerNext("getProfile", { status: 404 });
  mock.answerNext("getProfile", { example: "profileExpanded" });

  const other = await sendSigned(mock, "GET", "/videos/1.json");
  const responses = [
    await sendSigned(mock, "GET", "/profiles/1.json", {}, { secretKey: "wrong" }),
    await sendSigned(mock, "GET", "/profiles/1.json"),
    await sendSigned(mock, "GET", "/profiles/1.json"),
    await sendSigned(mock, "GET", "/profiles/1.json"),
  ];

  expect(other.status).toBe(200);
  expect(responses.map(({ status }) => status)).toEqual([401, 404, 200, 200]);
  expect(responses[2]?.body).toHaveProperty("keyframe_interval");
  expect(responses[3]?.body).not.toHaveProperty("keyframe_interval");
});

test("MockServer.answerNext() rejects an unknown operation", async () => {
  const mock = await startFlip();

  expect(() => mock.answerNext("getProfiles", { status: 404 })).toThrow(InvalidArgumentError);
});

test("startMockServer() sends the length of its responses", async () => {
  const mock = await startFlip();

  const response = await send(mock, "GET", "/upload/session");

  const length = Buffer.byteLength(JSON.stringify(response.body));
  expect(response.headers).toMatchObject({
    "content-length": String(length),
    "content-type": "application/json",
  });
});
