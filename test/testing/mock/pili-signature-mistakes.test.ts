import { createHmac } from "node:crypto";
import fc from "fast-check";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { type MockResponse, send } from "../../helpers/mock-flip.ts";
import { propertyOptions } from "../../helpers/property.ts";

const keys = { accessKey: "access-key", secretKey: "secret-key" };
const path = "/v1/streams/z1.test-hub.a%20b";

/** A request, and the parts of it that are signed. */
interface Signing {
  method: string;
  target: string;
  host: string;
  contentType: string | undefined;
  qiniu: string;
  gap: string;
  /** The part of the payload that is signed: all of it, or nothing. */
  body: string;
  payload: string;
  key: string;
}

type Slip = (right: Signing) => Partial<Signing>;

const get: Signing = {
  method: "GET",
  target: `${path}?page=1`,
  host: "",
  contentType: undefined,
  qiniu: "",
  gap: "\n\n",
  body: "",
  payload: "",
  key: keys.secretKey,
};
const payload = '{"publishKey":"the-publish-key","disabled":true}';
const post: Signing = {
  ...get,
  method: "POST",
  target: path,
  contentType: "application/json",
  body: payload,
  payload,
};

const slips: [reason: string, sent: Signing, slip: Slip][] = [
  ["the method was signed in lower case", get, () => ({ method: "get" })],
  ["the query was not signed", get, () => ({ target: path })],
  [
    "the path was signed without the version in front",
    get,
    ({ target }) => ({ target: target.slice(3) }),
  ],
  [
    "path and query were signed unescaped",
    get,
    ({ target }) => ({ target: target.replace("%20", " ") }),
  ],
  ["the host was signed without its port", get, () => ({ host: "127.0.0.1" })],
  ["the host was signed with a port that was not sent", get, () => ({ host: "127.0.0.1:80" })],
  ["the host was signed with its port twice", get, ({ host }) => ({ host: doublePort(host) })],
  ["another host was signed: pili.qiniuapi.com", get, () => ({ host: "pili.qiniuapi.com" })],
  [
    "another host was signed: localhost",
    get,
    ({ host }) => ({ host: host.replace("127.0.0.1", "localhost") }),
  ],
  ["the content type was not signed", post, () => ({ contentType: undefined })],
  [
    "another content type was signed: application/json",
    { ...post, contentType: "application/json; charset=utf-8" },
    () => ({ contentType: "application/json" }),
  ],
  [
    "another content type was signed: application/x-www-form-urlencoded",
    get,
    () => ({ contentType: "application/x-www-form-urlencoded" }),
  ],
  ["the headers X-Qiniu- were not signed", { ...get, qiniu: "5" }, () => ({ qiniu: "" })],
  ["two line feeds must be signed after the headers", get, () => ({ gap: "" })],
  ["two line feeds must be signed after the headers", get, () => ({ gap: "\n" })],
  ["two line feeds must be signed after the headers", post, () => ({ gap: "\n" })],
  ["two line feeds must be signed after the headers", get, () => ({ gap: "\n\n\n" })],
  ["the body was not signed", post, () => ({ body: "" })],
  [
    "the body was signed, but its content type must not have a signed body",
    { ...post, contentType: "application/octet-stream", body: "" },
    () => ({ body: payload }),
  ],
  ["a line feed was signed after the body", post, ({ body }) => ({ body: `${body}\n` })],
  [
    "the secret key had a space or a line end at its start or end",
    get,
    () => ({ key: `${keys.secretKey}\n` }),
  ],
  [
    "the content type was not signed, and the body was not signed",
    post,
    () => ({ contentType: undefined, body: "" }),
  ],
];

test.each(slips)('startMockServer("pili") reports that %s', async (reason, sent, slip) => {
  const { mock, lines } = await startPili();
  const right = { ...sent, host: `${mock.host}:${mock.port}` };

  const response = await sendAs(mock, right, authorize({ ...right, ...slip(right) }));

  expect(response).toMatchObject({
    status: 401,
    body: { error: "invalid authorization", errno: 401001 },
    headers: { "mock-reason": `Signature does not match: ${reason}` },
  });
  expect(mock.requests[0]?.signature).toBe(`does not match: ${reason}`);
  const log = lines.filter((line) => line.startsWith("  | ")).map((line) => line.slice(4));
  expect(log.join("\n")).toBe(textOf(right).replace("the-publish-key", "[hidden]"));
  const output = JSON.stringify([lines, mock.requests, response]);
  for (const secret of [keys.secretKey, "the-publish-key", signatureOf(right)]) {
    expect(output).not.toContain(secret);
  }
});

/** Ids of all characters, except for dot segments: no client can send them. */
const anyId = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(..."[]%. ab&=+?#/~"), minLength: 1, maxLength: 8 }),
  )
  .filter((id) => id !== "." && id !== "..");
const anySecret = fc
  .string({ minLength: 1 })
  .filter((key) => key.trim() !== "" && key.trim() === key);

test('startMockServer("pili") accepts every correct signature', async () => {
  const { mock } = await startPili();
  const host = `${mock.host}:${mock.port}`;

  await fc.assert(
    fc.asyncProperty(anyId, fc.json(), async (id, body) => {
      const target = `/v1/streams/${encodeURIComponent(id)}`;
      const right = { ...post, host, target, body, payload: body };

      const response = await sendAs(mock, right, authorize(right));

      expect(mock.requests.at(-1)?.signature).toBe("valid");
      expect(response.headers).not.toHaveProperty("mock-reason");
    }),
    propertyOptions(100),
  );
});

test('startMockServer("pili") rejects every signature of another key, without a reason', async () => {
  const { mock } = await startPili();
  const host = `${mock.host}:${mock.port}`;
  const others = anySecret.filter((key) => key.trim() !== keys.secretKey);

  await fc.assert(
    fc.asyncProperty(fc.json(), others, async (body, key) => {
      const right = { ...post, host, body, payload: body };

      const response = await sendAs(mock, right, authorize({ ...right, key }));

      expect(response.headers).toMatchObject({ "mock-reason": "Signature does not match" });
      expect(mock.requests.at(-1)).toMatchObject({ status: 401, signature: "does not match" });
    }),
    propertyOptions(20),
  );
});

async function startPili(): Promise<{ mock: MockServer; lines: string[] }> {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const mock = await startMockServer("pili", { credentials: keys, log });
  onTestFinished(() => mock.close());
  return { mock, lines };
}

/** Returns the string to sign. */
function textOf({ method, target, host, contentType, qiniu, gap, body }: Signing): string {
  const type = contentType === undefined ? "" : `\nContent-Type: ${contentType}`;
  const lines = qiniu === "" ? "" : `\nX-Qiniu-Number: ${qiniu}`;
  return `${method} ${target}\nHost: ${host}${type}${lines}${gap}${body}`;
}

function signatureOf(signing: Signing): string {
  const digest = createHmac("sha1", signing.key).update(textOf(signing)).digest("base64");
  return digest.replaceAll("+", "-").replaceAll("/", "_");
}

function authorize(signing: Signing): string {
  return `Qiniu ${keys.accessKey}:${signatureOf(signing)}`;
}

function doublePort(host: string): string {
  return host.replace(/:\d+$/, (port) => port + port);
}

/** Sends a request unchanged. */
function sendAs(mock: MockServer, sent: Signing, authorization: string): Promise<MockResponse> {
  const { method, target, contentType, qiniu, payload: body } = sent;
  const type = contentType === undefined ? {} : { "Content-Type": contentType };
  const own = qiniu === "" ? {} : { "X-Qiniu-Number": qiniu };
  const headers = { Authorization: authorization, ...type, ...own };
  return send(mock, method, target, { headers, body });
}
