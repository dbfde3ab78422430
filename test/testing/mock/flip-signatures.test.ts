import {
  canonicalPath,
  canonicalQuery,
  type FlipParams,
  InvalidArgumentError,
  signature,
  stringToSign,
  TelestreamCloud,
} from "flip-pili/flip";
import type { MockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { seeds } from "../../helpers/flip-world.ts";
import {
  credentials,
  encodeForm,
  send,
  sendSigned,
  signedQuery,
  startFlip,
  without,
} from "../../helpers/mock-flip.ts";
import { allParams, signatureVectors } from "../../helpers/signature-vectors.ts";

const mismatch = { error: "NotAuthorized", message: "Signatures do not match" };
const expired = { error: "NotAuthorized", message: "Signatures expired" };
const film = "http://a.example/film.mp4";
const now = () => new Date("2026-01-02T03:04:05Z");

// The spec has no such operations.
const unserved = /^(GET \/videos$|PUT \/(videos|profiles).json)/;
const vectors = signatureVectors.filter(({ method, path }) => !unserved.test(`${method} ${path}`));

test.each(vectors)('startMockServer("flip") accepts the signature of $name', async (vector) => {
  const { accessKey, secretKey, method, host, timestamp } = vector;
  const mock = await startFlip({
    credentials: { accessKey, secretKey },
    allowHosts: [host],
    now: () => new Date(timestamp),
  });
  const query = canonicalQuery({ ...allParams(vector), signature: vector.signature });
  const target = `/v3.0${canonicalPath(vector.path)}?${query}`;

  await send(mock, method, target, { headers: { Host: `${host}:8080` } });

  expect(mock.requests[0]).toMatchObject({ signature: "valid" });
});

test.each([
  ["a wrong secret key", { secretKey: "wrong" }, ""],
  ["a wrong access key", { accessKey: "wrong" }, ": the access key is unknown"],
  ["another host", { host: "other.example" }, ""],
])('startMockServer("flip") rejects a signature with %s', async (_, options, reason) => {
  const mock = await startFlip();

  const response = await sendSigned(mock, "GET", "/videos.json", {}, options);

  expect(response).toMatchObject({ status: 401, body: mismatch });
  expect(mock.requests[0]).toMatchObject({ signature: `does not match${reason}`, status: 401 });
});

test('startMockServer("flip") rejects a signature of other parameters', async () => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json", { page: 1 }).replace("page=1", "page=2");

  const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(response).toMatchObject({ status: 401, body: mismatch });
});

test('startMockServer("flip") rejects a signature with additional text', async () => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json").replace("%3D", "%3Dx");

  const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(response).toMatchObject({ status: 401, body: mismatch });
});

test.each([
  ["GET", "/videos.json", "2026-01-02T02:59:05Z", 200],
  ["GET", "/videos.json", "2026-01-02T02:59:04.999Z", 401],
  ["GET", "/videos.json", "2026-01-02T03:09:05Z", 200],
  ["GET", "/videos.json", "2026-01-02T03:09:05.001Z", 401],
  ["POST", "/videos.json", "2026-01-02T02:34:05Z", 200],
  ["POST", "/videos.json", "2026-01-02T02:34:04.999Z", 401],
  ["POST", "/videos.json", "2026-01-02T03:34:05.001Z", 401],
  ["POST", "/encodings/1/retry.json", "2026-01-02T02:34:04.999Z", 401],
])(
  'startMockServer("flip") responds to %s %s signed at %s with %i',
  async (method, path, timestamp, status) => {
    const mock = await startFlip({ now });

    const params = path === "/videos.json" && method === "POST" ? { source_url: film } : {};
    const response = await sendSigned(mock, method, path, params, { timestamp });

    expect(response.status).toBe(status);
    expect(response.headers).toMatchObject({ date: "Fri, 02 Jan 2026 03:04:05 GMT" });
    if (status === 401) expect(response.body).toEqual(expired);
  },
);

test.each([
  ["2026-01-02T02:59:05Z", 200, 200, 0],
  ["2026-01-02T02:59:04.999Z", 200, 400, 1],
  ["2026-01-02T02:34:05Z", 200, 400, 1],
])(
  'startMockServer("flip") reports another POST signed at %s, whose window is not documented',
  async (timestamp, tolerant, strict, findings) => {
    const mocks = [await startFlip({ now }), await startFlip({ now, strict: true })];
    const path = `/encodings/${seeds.failedEncoding}/retry.json`;

    const responses = await Promise.all(
      mocks.map((mock) => sendSigned(mock, "POST", path, {}, { timestamp })),
    );

    expect(responses.map(({ status }) => status)).toEqual([tolerant, strict]);
    for (const mock of mocks) {
      expect(mock.requests[0]).toMatchObject({ signature: "valid" });
      expect(mock.requests[0]?.findings).toHaveLength(findings);
    }
  },
);

test.each([
  "2026-01-02T03:04:05",
  "2026-01-02T03:04:05.123456+00:00",
  "2026-01-02T03:04:05.123456789Z",
  "2026-01-02T03:04:05.123+0000",
  "2026-01-02T04:04:05+01:00",
])('startMockServer("flip") accepts the timestamp %s', async (timestamp) => {
  const mock = await startFlip({ now });
  const query = signByHand({ timestamp });

  const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(response.status).toBe(200);
});

test('startMockServer("flip") rejects a timestamp that is not in ISO 8601', async () => {
  const mock = await startFlip();
  const query = signByHand({ timestamp: "Fri, 02 Jan 2026 03:04:05 GMT" });

  const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(response).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  expect(mock.requests[0]).toMatchObject({ signature: "bad timestamp" });
});

test('startMockServer("flip") accepts the signature of a POST once', async () => {
  const mock = await startFlip();
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json", { source_url: film })}`;

  const first = await send(mock, "POST", target);
  const second = await send(mock, "POST", target);

  expect(first.status).toBe(200);
  expect(second).toMatchObject({ status: 401, body: mismatch });
  expect(mock.requests.map(({ signature }) => signature)).toEqual(["valid", "used before"]);
});

test('startMockServer("flip") accepts the signature of a POST once on each server', async () => {
  const mocks = [await startFlip(), await startFlip()];
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json", { source_url: film })}`;

  const responses = await Promise.all(mocks.map((mock) => send(mock, "POST", target)));

  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
});

test.each(["GET", "PUT"])(
  'startMockServer("flip") accepts the signature of a %s again',
  async (method) => {
    const mock = await startFlip();
    const target = `/v3.0/notifications.json?${signedQuery(method, "/notifications.json")}`;

    const responses = [await send(mock, method, target), await send(mock, method, target)];

    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  },
);

test.each(["access_key", "signature", "timestamp", "factory_id"])(
  'startMockServer("flip") reports the missing parameter %s',
  async (name) => {
    const mock = await startFlip();
    const query = without(name, signedQuery("GET", "/videos.json"));

    const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

    const message = `All required parameters were not supplied: ${name}`;
    expect(response).toMatchObject({ status: 400, body: { error: "BadRequest", message } });
    expect(mock.requests[0]).toMatchObject({ signature: `missing: ${name}` });
  },
);

test('startMockServer("flip") reports all missing parameters, with and without credentials', async () => {
  const mocks = [await startFlip(), await startFlip({ credentials: undefined })];

  const responses = await Promise.all(mocks.map((mock) => send(mock, "GET", "/v3.0/videos.json")));

  const message = "All required parameters were not supplied: access_key, signature, timestamp";
  for (const response of responses) {
    expect(response).toMatchObject({ status: 400, body: { error: "BadRequest", message } });
  }
});

test('startMockServer("flip") requires no factory for the operations of the account', async () => {
  const mock = await startFlip();
  const tc = withoutFactory(mock);

  await tc.getResource("flip").factories.all();

  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
  expect(mock.requests[0]?.query).not.toHaveProperty("factory_id");
});

test('startMockServer("flip") accepts cloud_id instead of factory_id', async () => {
  const mock = await startFlip();
  const tc = withoutFactory(mock);

  await tc.get("/videos.json", { cloud_id: "my_factory_id" });

  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    findings: [],
    query: { cloud_id: "my_factory_id" },
  });
});

test('startMockServer("flip") does not check signatures without credentials', async () => {
  const mock = await startFlip({ credentials: undefined });

  const response = await sendSigned(mock, "GET", "/videos.json", {}, { secretKey: "any" });

  expect(response.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({ signature: "not checked" });
});

test('startMockServer("flip") verifies the parameters of a form', async () => {
  const mock = await startFlip();
  const params = { url: "http://a.example/?b=c+d e", events: { video_created: true } };
  const { headers, body } = await encodeForm(
    new URLSearchParams(signedQuery("PUT", "/notifications.json", params)),
  );

  const response = await send(mock, "PUT", "/v3.0/notifications.json", { headers, body });

  expect(response.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    findings: [],
    query: {},
    form: { url: "http://a.example/?b=c+d e", events: { video_created: "true" } },
  });
});

test('startMockServer("flip") merges query and form', async () => {
  const mock = await startFlip();
  const query = signedQuery("POST", "/profiles.json", { preset_name: "h264", title: "Ä" });
  const form = new URLSearchParams({ preset_name: "h264", title: "Ä" });
  const rest = without("preset_name", without("title", query));

  await send(mock, "POST", `/v3.0/profiles.json?${rest}`, await encodeForm(form));

  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
});

test('startMockServer("flip") verifies the text fields of a multipart form, but not its file', async () => {
  const mock = await startFlip();
  const form = new FormData();
  const params = new URLSearchParams(
    signedQuery("POST", "/videos.json", { profiles: "h264,webm" }),
  );
  for (const [name, value] of params) form.append(name, value);
  form.append("file", new Blob(["film"]), "my film.mp4");

  const response = await send(mock, "POST", "/v3.0/videos.json", await encodeForm(form));

  expect(response.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    findings: [],
    form: { profiles: "h264,webm" },
    files: [{ field: "file", name: "my film.mp4", size: 4 }],
  });
});

test.each([
  { " [ ]": "" },
  { "my key[0]": "v" },
  { "a[b]": "1", a: "2" },
  { "a[b]": "1", a: { b: "2" } },
  { "a[b]": { c: "1" } },
  { "a[b][c]": "1", "[a]": "2", "a[": "3", "a]": "4", "[]": "5" },
  { events: { "a]": "1", "[b": "2", " ": "3", "": "4" } },
  { "%": "%", "%5B": "%5D", "a%5Bb%5D": "%25", "100% [x]": "1" },
  { "a b": { "c d": "e f" }, "a+b": "+", "c d[e f]": " " },
  { ".": "..", "..": ".", "./..": "/" },
  { "?": "?", "&=#": "&=#", __proto__x: "1" },
])('startMockServer("flip") accepts the signature of %j', async (params) => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json", params);

  await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(mock.requests[0]).toMatchObject({ signature: "valid" });
});

test('startMockServer("flip") accepts a flat name with brackets in any form', async () => {
  const mock = await startFlip();
  const pairs = [
    ...new URLSearchParams(signedQuery("POST", "/videos.json", { "a[b]": "c", profiles: "none" })),
  ];
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  const forms = [new URLSearchParams(pairs), form];

  for (const sent of forms) {
    mock.reset();
    await send(mock, "POST", "/v3.0/videos.json", await encodeForm(sent));

    expect(mock.requests[0]).toMatchObject({ signature: "valid" });
  }
});

test.each(["/videos/./encodings.json", "/videos/..", "/videos/%2E%2e.json/%2e"])(
  "TelestreamCloud.get() rejects the dot segments of %s before the network",
  async (path) => {
    const mock = await startFlip();
    const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });

    await expect(tc.get(path)).rejects.toThrow(InvalidArgumentError);

    expect(mock.requests).toEqual([]);
  },
);

test.each([{ "\ud800": "1" }, { a: "\udc00" }, { a: { "\ud800": "1" } }])(
  "TelestreamCloud.get() rejects the lone surrogates of %j before the network",
  async (params) => {
    const mock = await startFlip();
    const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });

    await expect(tc.get("/videos.json", params)).rejects.toThrow(InvalidArgumentError);

    expect(mock.requests).toEqual([]);
  },
);

test('startMockServer("flip") reads escaped brackets like literal ones', async () => {
  const mock = await startFlip();
  const params = { events: { video_created: true } };
  const query = signedQuery("PUT", "/notifications.json", params);
  const escaped = query.replace("[", "%5B").replace("]", "%5d");

  await send(mock, "PUT", `/v3.0/notifications.json?${escaped}`);

  expect(escaped).not.toBe(query);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    query: { events: { video_created: "true" } },
  });
});

test('startMockServer("flip") accepts parameters in any order', async () => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json", { page: 1 }).split("&").reverse().join("&");

  await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(mock.requests[0]).toMatchObject({ signature: "valid" });
});

test.each([
  ["a signature", "?id=a&signature=x", {}, "signature"],
  ["an access key", "?access_key=x", {}, "access_key"],
  ["Authorization", "?id=a", { Authorization: "Basic abc" }, "authorization"],
  ["a cookie", "?id=a", { Cookie: "a=b" }, "cookie"],
])('startMockServer("flip") rejects %s at an upload location', async (_, query, headers, name) => {
  const mock = await startFlip();

  const response = await send(mock, "PUT", `/upload/session${query}`, { headers });

  const message = `An upload location accepts no credentials: ${name}`;
  expect(response).toMatchObject({ status: 400, body: { error: "BadRequest", message } });
  expect(mock.requests[0]).toMatchObject({ signature: `must not be present: ${name}` });
  expect(mock.requests[0]?.findings).toHaveLength(1);
});

test('startMockServer("flip") records neither signatures nor secrets', async () => {
  const mock = await startFlip();
  const secrets = { aws_access_key: "AKIA", aws_secret_key: "wJalrXUtnFEMI" };
  const query = signedQuery("PUT", "/factories/1.json", secrets);
  const signature = new URLSearchParams(query).get("signature");

  await send(mock, "PUT", `/v3.0/factories/1.json?${query}`, {
    headers: { Authorization: "Basic c2VjcmV0", Cookie: "session=c2VjcmV0" },
  });

  const record = JSON.stringify(mock.requests);
  expect(mock.requests[0]).toMatchObject({ signature: "valid", query: { aws_access_key: "AKIA" } });
  for (const secret of ["wJalrXUtnFEMI", "c2VjcmV0", "my_secret_key", String(signature)]) {
    expect(record).not.toContain(secret);
  }
});

/** Signs a list of videos with a timestamp in a format that our client does not send. */
function signByHand(own: FlipParams): string {
  const params = { access_key: credentials.accessKey, factory_id: "f", ...own };
  const request = { method: "GET", host: "127.0.0.1", path: "/videos.json", params };
  const proof = signature(credentials.secretKey, stringToSign(request));
  return canonicalQuery({ ...params, signature: proof });
}

function withoutFactory({ host, port }: MockServer): TelestreamCloud {
  const { accessKey, secretKey } = credentials;
  return new TelestreamCloud({ accessKey, secretKey, apiHost: host, apiPort: port });
}
