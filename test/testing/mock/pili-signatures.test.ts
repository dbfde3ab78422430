import {
  Credentials,
  createPiliClient,
  createStream,
  getStream,
  Hub,
  InvalidArgumentError,
  listStreams,
} from "flip-pili/pili";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";

const keys = { accessKey: "access-key", secretKey: "secret-key" };
const credentials = new Credentials(keys.accessKey, keys.secretKey);
const rejected = { error: "invalid authorization", errno: 401001 };

async function startPili(options: { credentials?: typeof keys } = { credentials: keys }) {
  const mock = await startMockServer("pili", options);
  onTestFinished(() => mock.close());
  return mock;
}

const addressOf = ({ host, port }: MockServer) => ({ apiHost: `${host}:${port}`, retries: 0 });

test('startMockServer("pili") accepts a request signed with its keys', async () => {
  const mock = await startPili();
  const client = createPiliClient(credentials, addressOf(mock));
  const body = { hub: "test-hub", publishKey: "密钥" };

  const { response } = await createStream(client, { body });

  expect(response.status).toBe(200);
  expect(mock.requests.map(({ signature }) => signature)).toEqual(["valid"]);
});

test.each(["a b", "a[b]", "100%", "a%20b", "a/b", "a?b#c", "..a", "~!'()*", "🎥"])(
  'startMockServer("pili") accepts the signature of a request for the stream %s',
  async (id) => {
    const mock = await startPili();
    const client = createPiliClient(credentials, addressOf(mock));

    const { response } = await getStream(client, { path: { id } });

    expect(response.status).toBe(404);
    expect(mock.requests.map(({ signature }) => signature)).toEqual(["valid"]);
  },
);

test.each(["application/x-www-form-urlencoded", "text/plain"])(
  'startMockServer("pili") accepts the signature of a body of type %s',
  async (type) => {
    const mock = await startPili();
    const body = '{"hub":"test-hub"}';
    const data = `POST /v1/streams\nHost: ${mock.host}:${mock.port}\nContent-Type: ${type}\n\n${body}`;
    const headers = { Authorization: `Qiniu ${credentials.sign(data)}`, "Content-Type": type };

    await fetch(`${mock.url}/v1/streams`, { method: "POST", headers, body });

    expect(mock.requests.map(({ signature }) => signature)).toEqual(["valid"]);
  },
);

test.each([".", "..", "%2e", ".%2E", "", "\ud800"])(
  "getStream() rejects the id %j before the network",
  async (id) => {
    const mock = await startPili();
    const client = createPiliClient(credentials, addressOf(mock));

    await expect(getStream(client, { path: { id } })).rejects.toThrow(InvalidArgumentError);

    expect(mock.requests).toEqual([]);
  },
);

test.each([
  ["another secret key", new Credentials("access-key", "another"), ""],
  ["another access key", new Credentials("another", "secret-key"), ": the access key is unknown"],
])('startMockServer("pili") rejects %s', async (_, others, reason) => {
  const mock = await startPili();
  const client = createPiliClient(others, addressOf(mock));

  const { response, error } = await listStreams(client, { query: { hub: "test-hub" } });

  expect(response.status).toBe(401);
  expect(error).toEqual(rejected);
  expect(mock.requests[0]?.signature).toBe(`does not match${reason}`);
});

test.each([
  { what: "a body", body: '{"hub":"other"}' },
  { what: "a content type", contentType: "application/json; charset=utf-8" },
  { what: "a query", query: "?hub=test-hub" },
])('startMockServer("pili") rejects $what that was not signed', async (sent) => {
  const mock = await startPili();
  const url = `${mock.url}/v1/streams`;
  const signed = { method: "POST", contentType: "application/json", body: '{"hub":"test-hub"}' };
  const { body, contentType, query = "" } = { ...signed, ...sent };

  const response = await fetch(`${url}${query}`, {
    method: "POST",
    headers: {
      "Content-Type": contentType,
      Authorization: credentials.authorization({ ...signed, url }),
    },
    body,
  });

  expect(response.status).toBe(401);
  expect(await response.json()).toEqual(rejected);
});

const signature = "bnwu-kddmUoZZSMu4Cs1q4Orn_c=";

test.each([
  [undefined, "missing: Authorization"],
  ["Bearer abc", "malformed: it must start with Qiniu and one space"],
  [`QBox access-key:${signature}`, "malformed: it must start with Qiniu and one space"],
  ["Qiniu access-key", "malformed: it must be Qiniu <access key>:<signature>"],
  [`Qiniu  access-key:${signature}`, "malformed: it must be Qiniu <access key>:<signature>"],
  [
    `Qiniu access-key:${signature.replaceAll("-", "+").replaceAll("_", "/")}`,
    "malformed: the signature is not in the URL-safe alphabet, with - for + and _ for /",
  ],
  [`Qiniu access-key:${signature.slice(0, -1)}`, "malformed: the signature has no padding, ="],
  [
    `Qiniu access-key:${Buffer.from(signature, "base64url").toString("hex")}`,
    "malformed: the signature is in hex, not in base64",
  ],
  ["Qiniu access-key:short=", "malformed: the signature must be 28 characters of URL-safe base64"],
])('startMockServer("pili") rejects the Authorization %s', async (authorization, reason) => {
  const mock = await startPili();
  const headers: HeadersInit = authorization === undefined ? {} : { Authorization: authorization };

  const response = await fetch(`${mock.url}/v1/streams?hub=test-hub`, { headers });

  expect(response.status).toBe(401);
  expect(await response.json()).toEqual(rejected);
  expect(response.headers.get("Mock-Reason")).toBe(`Signature ${reason}`);
  expect(mock.requests[0]?.signature).toBe(reason);
});

test('startMockServer("pili") responds with statuses outside of the standard range', async () => {
  const mock = await startPili();
  mock.answerNext("saveStreamAs", { status: 619, example: "noData" });
  const stream = new Hub(credentials, "test-hub", addressOf(mock)).stream("z1.test-hub.test-title");

  const saving = stream.saveAs({ name: "a.mp4", start: 1, end: 2, format: "mp4" });

  await expect(saving).rejects.toMatchObject({ name: "HttpError", status: 619 });
});

test('startMockServer("pili") without keys requires a signature, but does not check it', async () => {
  const mock = await startPili({});
  const client = createPiliClient(new Credentials("any", "keys"), addressOf(mock));

  const { response } = await listStreams(client, { query: { hub: "test-hub" } });

  expect(response.status).toBe(200);
  expect(mock.requests[0]?.signature).toBe("not checked");
});
