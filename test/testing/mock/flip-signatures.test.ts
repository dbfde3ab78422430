import { canonicalPath, canonicalQuery, type FlipParams, signature, stringToSign, TelestreamCloud } from "flip-pili/flip";
import type { MockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { credentials, encodeForm, send, sendSigned, signedQuery, startFlip, without } from "../../helpers/mock-flip.ts";
import { allParams, signatureVectors } from "../../helpers/signature-vectors.ts";

const mismatch = { error: "NotAuthorized", message: "Signatures do not match" };
const expired = { error: "NotAuthorized", message: "Signatures expired" };
const film = "http://a.example/film.mp4";
const now = () => new Date("2026-01-02T03:04:05Z");

// A key with escaped brackets cannot be told from a field, so its vector (N12) is left out.
const unserved = /^(GET \/videos$|PUT \/(videos|profiles).json)/;
const vectors = signatureVectors.filter(
  ({ name, method, path }) => !unserved.test(`${method} ${path}`) && !name.startsWith("N12"),
);

test.each(vectors)("startMockServer() accepts a signature of $name", async (vector) => {
  const { accessKey, secretKey, method, host, timestamp } = vector;
  const mock = await startFlip({
    credentials: { accessKey, secretKey },
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
])("startMockServer() refuses a signature with %s", async (_, options, reason) => {
  const mock = await startFlip();

  const answer = await sendSigned(mock, "GET", "/videos.json", {}, options);

  expect(answer).toMatchObject({ status: 401, body: mismatch });
  expect(mock.requests[0]).toMatchObject({ signature: `does not match${reason}`, status: 401 });
});

test("startMockServer() refuses a signature of other parameters", async () => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json", { page: 1 }).replace("page=1", "page=2");

  const answer = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(answer).toMatchObject({ status: 401, body: mismatch });
});

test("startMockServer() refuses a signature with something behind it", async () => {
  const mock = await startFlip();
  const query = signedQuery("GET", "/videos.json").replace("%3D", "%3Dx");

  const answer = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(answer).toMatchObject({ status: 401, body: mismatch });
});

test.each([
  ["GET", "/videos.json", "2026-01-02T02:59:05Z", 200],
  ["GET", "/videos.json", "2026-01-02T02:59:04.999Z", 401],
  ["GET", "/videos.json", "2026-01-02T03:09:05Z", 200],
  ["GET", "/videos.json", "2026-01-02T03:09:05.001Z", 401],
  ["POST", "/videos.json", "2026-01-02T02:34:05Z", 200],
  ["POST", "/videos.json", "2026-01-02T02:34:04.999Z", 401],
  ["POST", "/videos.json", "2026-01-02T03:34:05.001Z", 401],
  ["POST", "/encodings/1/retry.json", "2026-01-02T02:59:04.999Z", 401],
])(
  "startMockServer() answers %s %s signed at %s with %i",
  async (method, path, timestamp, status) => {
    const mock = await startFlip({ now });

    const params = path === "/videos.json" && method === "POST" ? { source_url: film } : {};
    const answer = await sendSigned(mock, method, path, params, { timestamp });

    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ date: "Fri, 02 Jan 2026 03:04:05 GMT" });
    if (status === 401) expect(answer.body).toEqual(expired);
  },
);

test.each([
  "2026-01-02T03:04:05",
  "2026-01-02T03:04:05.123456+00:00",
  "2026-01-02T03:04:05.123456789Z",
  "2026-01-02T03:04:05.123+0000",
  "2026-01-02T04:04:05+01:00",
])("startMockServer() reads the timestamp %s", async (timestamp) => {
  const mock = await startFlip({ now });
  const query = signByHand({ timestamp });

  const answer = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(answer.status).toBe(200);
});

test("startMockServer() asks for a timestamp in ISO 8601", async () => {
  const mock = await startFlip();
  const query = signByHand({ timestamp: "Fri, 02 Jan 2026 03:04:05 GMT" });

  const answer = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  expect(answer).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  expect(mock.requests[0]).toMatchObject({ signature: "bad timestamp" });
});

test("startMockServer() takes the signature of a POST once", async () => {
  const mock = await startFlip();
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json", { source_url: film })}`;

  const first = await send(mock, "POST", target);
  const second = await send(mock, "POST", target);

  expect(first.status).toBe(200);
  expect(second).toMatchObject({ status: 401, body: mismatch });
  expect(mock.requests.map(({ signature }) => signature)).toEqual(["valid", "used before"]);
});

test("startMockServer() takes the signature of a POST once on each server", async () => {
  const mocks = [await startFlip(), await startFlip()];
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json", { source_url: film })}`;

  const answers = await Promise.all(mocks.map((mock) => send(mock, "POST", target)));

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test.each(["GET", "PUT"])("startMockServer() takes the signature of a %s again", async (method) => {
  const mock = await startFlip();
  const target = `/v3.0/notifications.json?${signedQuery(method, "/notifications.json")}`;

  const answers = [await send(mock, method, target), await send(mock, method, target)];

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test.each(["access_key", "signature", "timestamp", "factory_id"])(
  "startMockServer() names the missing parameter %s",
  async (name) => {
    const mock = await startFlip();
    const query = without(name, signedQuery("GET", "/videos.json"));

    const answer = await send(mock, "GET", `/v3.0/videos.json?${query}`);

    const message = `All required parameters were not supplied: ${name}`;
    expect(answer).toMatchObject({ status: 400, body: { error: "BadRequest", message } });
    expect(mock.requests[0]).toMatchObject({ signature: `missing: ${name}` });
  },
);

test("startMockServer() names all missing parameters, with and without credentials", async () => {
  const mocks = [await startFlip(), await startFlip({ credentials: undefined })];

  const answers = await Promise.all(mocks.map((mock) => send(mock, "GET", "/v3.0/videos.json")));

  const message = "All required parameters were not supplied: access_key, signature, timestamp";
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 400, body: { error: "BadRequest", message } });
  }
});

test("startMockServer() needs no factory for the operations of the account", async () => {
  const mock = await startFlip();
  const tc = withoutFactory(mock);

  await tc.getResource("flip").factories.all();

  expect(mock.requests[0]).toMatchObject({ signature: "valid", violations: [] });
  expect(mock.requests[0]?.query).not.toHaveProperty("factory_id");
});

test("startMockServer() takes cloud_id for factory_id", async () => {
  const mock = await startFlip();
  const tc = withoutFactory(mock);

  await tc.get("/videos.json", { cloud_id: "my_factory_id" });

  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    violations: [],
    query: { cloud_id: "my_factory_id" },
  });
});

test("startMockServer() checks no signature without credentials", async () => {
  const mock = await startFlip({ credentials: undefined });

  const answer = await sendSigned(mock, "GET", "/videos.json", {}, { secretKey: "any" });

  expect(answer.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({ signature: "not checked" });
});

test("startMockServer() verifies parameters that travel in a form", async () => {
  const mock = await startFlip();
  const params = { url: "http://a.example/?b=c+d e", events: { video_created: true } };
  const { headers, body } = await encodeForm(
    new URLSearchParams(signedQuery("PUT", "/notifications.json", params)),
  );

  const answer = await send(mock, "PUT", "/v3.0/notifications.json", { headers, body });

  expect(answer.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    violations: [],
    query: {},
    form: { url: "http://a.example/?b=c+d e", events: { video_created: "true" } },
  });
});

test("startMockServer() merges query and form", async () => {
  const mock = await startFlip();
  const query = signedQuery("POST", "/profiles.json", { preset_name: "h264", title: "Ä" });
  const form = new URLSearchParams({ preset_name: "h264", title: "Ä" });
  const rest = without("preset_name", without("title", query));

  await send(mock, "POST", `/v3.0/profiles.json?${rest}`, await encodeForm(form));

  expect(mock.requests[0]).toMatchObject({ signature: "valid", violations: [] });
});

test("startMockServer() verifies the text fields of a multipart form, but not its file", async () => {
  const mock = await startFlip();
  const form = new FormData();
  const params = new URLSearchParams(
    signedQuery("POST", "/videos.json", { profiles: "h264,webm" }),
  );
  for (const [name, value] of params) form.append(name, value);
  form.append("file", new Blob(["film"]), "my film.mp4");

  const answer = await send(mock, "POST", "/v3.0/videos.json", await encodeForm(form));

  expect(answer.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    violations: [],
    form: { profiles: "h264,webm" },
    files: [{ field: "file", name: "my film.mp4", size: 4 }],
  });
});

test("startMockServer() takes escaped brackets for literal ones", async () => {
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

test("startMockServer() does not mind the order of parameters", async () => {
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
])("startMockServer() refuses %s at an upload location", async (_, query, headers, name) => {
  const mock = await startFlip();

  const answer = await send(mock, "PUT", `/upload/session${query}`, { headers });

  const message = `An upload location takes no credentials: ${name}`;
  expect(answer).toMatchObject({ status: 400, body: { error: "BadRequest", message } });
  expect(mock.requests[0]).toMatchObject({ signature: `must not be there: ${name}` });
  expect(mock.requests[0]?.violations).toHaveLength(1);
});

test("startMockServer() records neither signatures nor secrets", async () => {
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

/** Signs a list of videos with a timestamp that our own client would not make. */
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
