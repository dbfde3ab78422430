import { createHmac } from "node:crypto";
import fc from "fast-check";
import { canonicalQuery } from "flip-pili/flip";
import { expect, test } from "vitest";
import { anyCharacter } from "../../helpers/any-character.ts";
import {
  credentials,
  encodeForm,
  type MockResponse,
  send,
  signedQuery,
  startFlip,
} from "../../helpers/mock-flip.ts";
import { propertyOptions } from "../../helpers/property.ts";

const { accessKey, secretKey, factoryId } = credentials;
const mismatch = { error: "NotAuthorized", message: "Signatures do not match" };
const clock = new Date("2026-01-02T03:04:05Z");
const identity = { access_key: accessKey, factory_id: factoryId, timestamp: clock.toISOString() };

/** Parameters with every kind of character that is escaped. */
const params = {
  ...identity,
  // With this digit the signature contains both + and /.
  url: "http://a.example/~b c!'()*6",
  events: { video_created: true, video_encoded: false },
};

/** The parts that are signed, and the encoding of the signature. */
interface Signing {
  method: string;
  host: string;
  path: string;
  query: string;
  lineEnd: string;
  end: string;
  key: string;
  write: (digest: Buffer) => string;
}

type Slip = (signing: Signing, port: number) => Partial<Signing>;

const inQuery =
  (pattern: RegExp, by: string): Slip =>
  ({ query }) => ({ query: query.replace(pattern, by) });
const signedHost =
  (host: string): Slip =>
  () => ({ host });
const written =
  (write: Signing["write"]): Slip =>
  () => ({ write });

const slips: [reason: string, slip: Slip][] = [
  ["the method was signed in lower case", () => ({ method: "put" })],
  ["the host was signed with its port", ({ host }, port) => ({ host: `${host}:${port}` })],
  ["another host was signed: api-gce.pandastream.com", signedHost("api-gce.pandastream.com")],
  ["another host was signed: localhost", signedHost("localhost")],
  ["the path was signed with the version in front", ({ path }) => ({ path: `/v3.0${path}` })],
  ["the path was signed without its leading slash", ({ path }) => ({ path: path.slice(1) })],
  ["the path was signed without .json", () => ({ path: "/notifications" })],
  ["the lines were joined by CR LF", () => ({ lineEnd: "\r\n" })],
  ["a line end was signed after the last line", () => ({ end: "\n" })],
  [
    "the secret key had a space or a line end at its start or end",
    ({ key }) => ({ key: `${key} ` }),
  ],
  [
    "the secret key had a space or a line end at its start or end",
    ({ key }) => ({ key: `${key}\n` }),
  ],
  ["access_key was not signed", inQuery(/access_key=[^&]*&/, "")],
  ["factory_id was not signed", inQuery(/factory_id=[^&]*&/, "")],
  ["timestamp was not signed", inQuery(/timestamp=[^&]*&/, "")],
  ["booleans were signed with a capital letter", ({ query }) => ({ query: capitalise(query) })],
  [
    "the brackets of parameter names were escaped",
    ({ query }) => ({ query: query.replaceAll("[", "%5B").replaceAll("]", "%5D") }),
  ],
  ["spaces were signed as +", inQuery(/%20/g, "+")],
  ["the characters ! ' ( ) * were not escaped", inQuery(/%21%27%28%29%2A/, "!'()*")],
  ["the characters ! ' ( ) * were not escaped", inQuery(/%2A/, "*")],
  ["slashes were not escaped", inQuery(/%2F/g, "/")],
  ["the tilde was escaped", inQuery(/~/g, "%7E")],
  ["escapes were in lower case", ({ query }) => ({ query: lowerEscapes(query) })],
  ["nothing was escaped", ({ query }) => ({ query: decodeURIComponent(query) })],
  ["the signature was in URL-safe base64", written(toUrlSafe)],
  [
    "the signature was in URL-safe base64 without padding",
    written((digest) => digest.toString("base64url")),
  ],
  ["the signature had no padding", written((digest) => toBase64(digest).replace("=", ""))],
  ["the signature was in hex, not in base64", written((digest) => digest.toString("hex"))],
  ["the signature was escaped twice", written((digest) => encodeURIComponent(toBase64(digest)))],
  [
    "spaces were signed as +, and the path was signed with the version in front",
    ({ path, query }) => ({ path: `/v3.0${path}`, query: query.replace("%20", "+") }),
  ],
];

test.each(slips)('startMockServer("flip") reports that %s', async (reason, slip) => {
  const lines: string[] = [];
  const mock = await startFlip({ now: () => clock, log: (line) => lines.push(line) });
  const right = signing(canonicalQuery(params));
  const signature = sign({ ...right, ...slip(right, mock.port) });

  const query = canonicalQuery({ ...params, signature });
  const response = await send(mock, "PUT", `/v3.0/notifications.json?${query}`);

  expectReason(response, mock.requests[0]?.signature, reason);
  const text = lines.filter((line) => line.startsWith("  | ")).map((line) => line.slice(4));
  expect(text.join("\n")).toBe(textOf(right));
  expectNoSecret([lines, mock.requests, response], sign(right));
});

test('startMockServer("flip") reports that the + of the signature was not escaped', async () => {
  const mock = await startFlip({ now: () => clock });
  const [query = ""] = [...Array(100).keys()]
    .map((page) => canonicalQuery({ ...identity, page }))
    .filter((text) => sign({ ...signing(text), method: "GET" }).includes("+"));
  const signature = sign({ ...signing(query), method: "GET" }).replaceAll("=", "%3D");

  const target = `/v3.0/notifications.json?${query}&signature=${signature}`;
  const response = await send(mock, "GET", target);

  const reason = "the + of the signature was not escaped";
  expectReason(response, mock.requests[0]?.signature, reason);
});

test('startMockServer("flip") reports that the parameters were not sorted', async () => {
  const mock = await startFlip({ now: () => clock });
  const unsorted = canonicalQuery(params).split("&").reverse().join("&");
  const signature = encodeURIComponent(sign(signing(unsorted)));

  const target = `/v3.0/notifications.json?${unsorted}&signature=${signature}`;
  const response = await send(mock, "PUT", target);

  expectReason(response, mock.requests[0]?.signature, "the parameters were not sorted");
});

test('startMockServer("flip") reports that the host was not signed in lower case', async () => {
  const mock = await startFlip({ now: () => clock });
  const host = "API-GCE.pandastream.com";
  const signature = sign({ ...signing(canonicalQuery(params)), host });

  const query = canonicalQuery({ ...params, signature });
  const target = `/v3.0/notifications.json?${query}`;
  const response = await send(mock, "PUT", target, { headers: { Host: `${host}:8080` } });

  expectReason(response, mock.requests[0]?.signature, "the host was not signed in lower case");
});

test('startMockServer("flip") reports that the parameters of the form were not signed', async () => {
  const mock = await startFlip({ now: () => clock });
  const signature = sign(signing(canonicalQuery(identity)));
  const form = await encodeForm(new URLSearchParams({ url: "http://a.example/" }));

  const query = canonicalQuery({ ...identity, signature });
  const response = await send(mock, "PUT", `/v3.0/notifications.json?${query}`, form);

  const reason = "the parameters of the form were not signed";
  expectReason(response, mock.requests[0]?.signature, reason);
});

test.each(["film.mp4", "@film.mp4", ""])(
  'startMockServer("flip") reports that the file was signed as %j',
  async (file) => {
    const mock = await startFlip({ now: () => clock });
    const sent = { ...identity, profiles: "h264" };
    const text = canonicalQuery({ ...sent, fil_: file }).replace("fil_=", "file=");
    const signature = sign({ ...signing(text), method: "POST", path: "/videos.json" });
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...sent, signature })) form.append(name, value);
    form.append("file", new Blob(["film"]), "film.mp4");

    const response = await send(mock, "POST", "/v3.0/videos.json", await encodeForm(form));

    expectReason(response, mock.requests[0]?.signature, "the file was signed");
  },
);

test.each([
  [-365, "expired by 65 s: the timestamp is 2026-01-02T02:58:00.000Z"],
  [305.5, "expired since it is 5.5 s too far ahead: the timestamp is 2026-01-02T03:09:10.500Z"],
])('startMockServer("flip") reports the age of a signature of %d s', async (seconds, age) => {
  const mock = await startFlip({ now: () => clock });
  const timestamp = new Date(clock.getTime() + seconds * 1000).toISOString();
  const query = signedQuery("GET", "/videos.json", {}, { timestamp });

  const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

  const reason = `${age}, the server's clock 2026-01-02T03:04:05.000Z`;
  expect(response.body).toEqual({ error: "NotAuthorized", message: "Signatures expired" });
  expect(response.headers).toMatchObject({ "mock-reason": `Signature ${reason}` });
  expect(mock.requests[0]?.signature).toBe(reason);
});

test('startMockServer("flip") hides secret parameters in the string to sign', async () => {
  const lines: string[] = [];
  const mock = await startFlip({ log: (line) => lines.push(line) });
  const query = canonicalQuery({ ...identity, aws_secret_key: "wJalrXUt", signature: "wrong" });

  await send(mock, "PUT", `/v3.0/factories/1.json?${query}`);

  const text = lines.join("\n");
  expect(text).toContain("aws_secret_key=[hidden]&factory_id=my_factory_id");
  expect(text).not.toContain("wJalrXUt");
});

const anyText = fc.string({ unit: anyCharacter, maxLength: 20 });
/** Names of all characters, and those that consist of characters with a meaning in names and URLs. */
const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(..."[]%. ab&=+?#/~"), minLength: 1, maxLength: 8 }),
);
const anyFields = fc.dictionary(anyName, anyText, { maxKeys: 3 });
const anyParams = fc.dictionary(anyName, fc.oneof(anyText, anyFields), { maxKeys: 5 });
const anySecret = fc
  .string({ minLength: 1 })
  .filter((key) => key.trim() !== "" && key.trim() === key);

test('startMockServer("flip") accepts every correct signature', async () => {
  const mock = await startFlip();

  await fc.assert(
    fc.asyncProperty(anyParams, async (own) => {
      const query = signedQuery("GET", "/videos.json", own);

      const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

      expect(mock.requests.at(-1)?.signature).toBe("valid");
      expect(response.headers).not.toHaveProperty("mock-reason");
    }),
    propertyOptions(100),
  );
});

test('startMockServer("flip") rejects every signature of another secret key, without a reason', async () => {
  const mock = await startFlip();
  const others = anySecret.filter((key) => key.trim() !== secretKey);

  await fc.assert(
    fc.asyncProperty(anyParams, others, async (own, key) => {
      const query = signedQuery("GET", "/videos.json", own, { secretKey: key });

      const response = await send(mock, "GET", `/v3.0/videos.json?${query}`);

      expect(response.headers).toMatchObject({ "mock-reason": "Signature does not match" });
      expect(mock.requests.at(-1)).toMatchObject({ status: 401, signature: "does not match" });
    }),
    propertyOptions(20),
  );
});

function signing(query: string): Signing {
  return {
    method: "PUT",
    host: "127.0.0.1",
    path: "/notifications.json",
    query,
    lineEnd: "\n",
    end: "",
    key: secretKey,
    write: toBase64,
  };
}

function textOf({ method, host, path, query, lineEnd, end }: Signing): string {
  return [method, host, path, query].join(lineEnd) + end;
}

function sign(signing: Signing): string {
  return signing.write(createHmac("sha256", signing.key).update(textOf(signing)).digest());
}

function toBase64(digest: Buffer): string {
  return digest.toString("base64");
}

function toUrlSafe(digest: Buffer): string {
  return toBase64(digest).replaceAll("+", "-").replaceAll("/", "_");
}

function capitalise(query: string): string {
  return query.replaceAll("=true", "=True").replaceAll("=false", "=False");
}

function lowerEscapes(query: string): string {
  return query.replace(/%\w\w/g, (hex) => hex.toLowerCase());
}

/** Expects a reason next to the body of the real service. */
function expectReason(response: MockResponse, signature: string | undefined, reason: string): void {
  expect(response).toMatchObject({
    status: 401,
    body: mismatch,
    headers: { "mock-reason": `Signature does not match: ${reason}` },
  });
  expect(signature).toBe(`does not match: ${reason}`);
}

function expectNoSecret(output: unknown, rightSignature: string): void {
  expect(JSON.stringify(output)).not.toContain(secretKey);
  expect(JSON.stringify(output)).not.toContain(rightSignature);
}
