import { runInNewContext } from "node:vm";
import fc from "fast-check";
import {
  Credentials,
  InvalidArgumentError,
  type ReceivedCallback,
  type VerifyCallbackOptions,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { piliVectors } from "../../helpers/pili-vectors.ts";
import { propertyOptions } from "../../helpers/property.ts";

const { accessKey, secretKey, ...callback } = piliVectors.callback;
const credentials = new Credentials(accessKey, secretKey);
const { Authorization: authorization, "Content-Type": type } = callback.headers;

test("verifyCallback() accepts the documented callback", () => {
  expect(credentials.verifyCallback(callback)).toBe(true);
});

test.each<{ what: string; given: Partial<ReceivedCallback> }>([
  { what: "a method in lower case", given: { method: "get" } },
  { what: "a URL object", given: { url: new URL(callback.url) } },
  { what: "https", given: { url: "https://test.qiniu.com/callback" } },
  { what: "a body of bytes", given: { body: new TextEncoder().encode(callback.body) } },
  { what: "a Buffer", given: { body: Buffer.from(callback.body) } },
  { what: "Headers", given: { headers: new Headers(callback.headers) } },
  { what: "headers in lower case", given: { headers: lowerCased(callback.headers) } },
  {
    what: "headers as lists",
    given: { headers: mapValues(callback.headers, (value) => [value, "ignored"]) },
  },
  {
    what: "Headers of another implementation",
    given: { headers: new Map(Object.entries(callback.headers)) as unknown as Headers },
  },
  {
    what: "headers that are not signed",
    given: { headers: { ...callback.headers, "X-Own": "1", "X-Qiniu": "2", "X-Qiniu-": "3" } },
  },
  {
    what: "unset headers",
    given: { headers: { ...callback.headers, "X-Qiniu-Aaa": undefined, "X-Qiniu-Ccc": [] } },
  },
  {
    what: "a path and a Host",
    given: { url: "/callback", headers: { ...callback.headers, host: "test.qiniu.com" } },
  },
])("verifyCallback() accepts $what", ({ given }) => {
  expect(credentials.verifyCallback({ ...callback, ...given })).toBe(true);
});

const foreign: { what: string; given: Partial<ReceivedCallback> }[] = [
  { what: "another method", given: { method: "POST" } },
  { what: "another host", given: { url: "http://evil.example/callback" } },
  { what: "another port", given: { url: "http://test.qiniu.com:8080/callback" } },
  { what: "another path", given: { url: "http://test.qiniu.com/Callback" } },
  { what: "a query", given: { url: "http://test.qiniu.com/callback?a=1" } },
  { what: "another body", given: { body: `${callback.body}4` } },
  { what: "no body", given: { body: undefined } },
  { what: "another content type", given: { headers: withHeader("Content-Type", `${type};a=b`) } },
  { what: "no content type", given: { headers: withHeader("Content-Type", undefined) } },
  { what: "another signed header", given: { headers: withHeader("X-Qiniu-Bbb", "CCC") } },
  { what: "an additional signed header", given: { headers: withHeader("X-Qiniu-Ccc", "CCC") } },
  { what: "no signed header", given: { headers: withHeader("X-Qiniu-Bbb", undefined) } },
  { what: "no authorization", given: { headers: withHeader("Authorization", undefined) } },
  { what: "an empty authorization", given: { headers: withHeader("Authorization", "") } },
  { what: "no headers", given: { headers: {} } },
  { what: "a path without Host", given: { url: "/callback" } },
  {
    what: "a path and another Host",
    given: { url: "/callback", headers: withHeader("Host", "evil.example") },
  },
  {
    what: "a path that contains a host",
    given: { url: "//test.qiniu.com/callback", headers: withHeader("Host", "evil.example") },
  },
];

test.each(foreign)("verifyCallback() rejects $what", ({ given }) => {
  expect(credentials.verifyCallback({ ...callback, ...given })).toBe(false);
});

const proof = authorization.slice(authorization.indexOf(":") + 1);

test.each([
  { what: "without scheme", value: authorization.slice("Qiniu ".length) },
  { what: "of another scheme", value: authorization.replace("Qiniu", "QBox") },
  { what: "of another account", value: authorization.replace(accessKey, "bbcdefghklmnopq") },
  { what: "without padding", value: authorization.replace("=", "") },
  { what: "with more padding", value: `${authorization}=` },
  { what: "truncated", value: authorization.slice(0, -4) },
  { what: "with a trailing space", value: `${authorization} ` },
  { what: "twice", value: `${authorization}, ${authorization}` },
  { what: "that is empty", value: `Qiniu ${accessKey}:` },
])("verifyCallback() rejects a signature $what", ({ value }) => {
  const headers = { ...callback.headers, Authorization: value };

  expect(credentials.verifyCallback({ ...callback, headers })).toBe(false);
});

test("verifyCallback() rejects a signature with one wrong bit", () => {
  const bytes = Buffer.from(proof, "base64url");

  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const headers = withHeader(
      "Authorization",
      `Qiniu ${accessKey}:${changed.toString("base64url")}=`,
    );
    expect(credentials.verifyCallback({ ...callback, headers })).toBe(false);
  }
});

test("verifyCallback() rejects a signature in the standard alphabet", () => {
  const { method, url } = callback;
  const signed = credentials.authorization({ method, url: `${url}?4` });
  const verify = (value: string) =>
    credentials.verifyCallback({ method, url: `${url}?4`, headers: { Authorization: value } });

  expect(signed).toMatch(/[-_]/);
  expect(verify(signed)).toBe(true);
  expect(verify(signed.replaceAll("-", "+").replaceAll("_", "/"))).toBe(false);
});

test("verifyCallback() rejects the signature of another secret", () => {
  const others = new Credentials(accessKey, `${secretKey}!`);

  expect(others.verifyCallback(callback)).toBe(false);
});

test.each([
  "/cb?note='it''s'",
  '/cb?q="a"&b={c}|^`',
  "/a/../cb",
  "/cb%2f%2F?x=%e5",
  "/cb?",
  "//cb",
])("verifyCallback() verifies the target %s as received", (target) => {
  const signed = credentials.sign(`POST ${target}\nHost: me.example:80\n\n`);
  const headers = { Host: "me.example:80", Authorization: `Qiniu ${signed}` };

  expect(credentials.verifyCallback({ method: "POST", url: target, headers })).toBe(true);
});

test.each([
  { url: "http://me.example/cb?note='x'#part", target: "/cb?note='x'" },
  { url: "http://me.example", target: "/" },
  { url: "http://me.example?a='", target: "/?a='" },
])("verifyCallback() verifies the target of $url as written", ({ url, target }) => {
  const signed = credentials.sign(`GET ${target}\nHost: me.example\n\n`);
  const headers = { Authorization: `Qiniu ${signed}` };

  expect(credentials.verifyCallback({ method: "GET", url, headers })).toBe(true);
});

test("verifyCallback() verifies bytes that are not valid UTF-8", () => {
  const body = new Uint8Array([0xff, 0xfe, 0, 0x80]);
  const request = { method: "POST", url: "http://me.example/cb", contentType: "image/png", body };
  const headers = {
    Authorization: credentials.authorization(request),
    "Content-Type": "image/png",
  };

  expect(credentials.verifyCallback({ ...request, headers })).toBe(true);
  expect(credentials.verifyCallback({ ...request, headers, body: "\ufffd\ufffd\0\ufffd" })).toBe(
    false,
  );
});

test("verifyCallback() rejects any value that is not a callback", () => {
  const property = fc.property(fc.anything(), (junk) => {
    const outcome = attempt(() => credentials.verifyCallback(junk as ReceivedCallback));

    expect(outcome).toBeInstanceOf(InvalidArgumentError);
  });

  fc.assert(property, propertyOptions(300));
});

test("verifyCallback() returns false or names the field, for any value of a field", () => {
  const field = fc.constantFrom("method", "url", "headers", "body");
  const property = fc.property(field, fc.anything(), (name, junk) => {
    const request = { ...callback, [name]: junk } as ReceivedCallback;
    const outcome = attempt(() => credentials.verifyCallback(request));

    if (outcome === false) return;
    expect(outcome).toBeInstanceOf(InvalidArgumentError);
    expect(outcome).toHaveProperty("argument", `callback.${name}`);
  });

  fc.assert(property, propertyOptions(500));
});

test("verifyCallback() returns false for any value of a header, and never throws", () => {
  const name = fc.constantFrom("Authorization", "Content-Type", "X-Qiniu-Bbb");
  const property = fc.property(name, fc.anything(), (header, junk) => {
    fc.pre(junk !== { ...callback.headers }[header]);
    const headers = withHeader(header, junk as string);

    expect(credentials.verifyCallback({ ...callback, headers })).toBe(false);
  });

  fc.assert(property, propertyOptions(500));
});

const posted = { method: "POST", url: "https://me.example/cb" };

/** Returns a callback with a valid signature. */
function signedCallback(contentType: string | undefined, body: string, date?: string) {
  const headers = { "X-Qiniu-Date": date, "Content-Type": contentType };
  const authorization = credentials.authorization({ ...posted, headers, contentType, body });
  return { ...posted, headers: { ...headers, Authorization: authorization }, body };
}

test.each([
  { what: "a parsed object", body: { name: "sunflower.jpg" } },
  { what: "a parsed list", body: [] },
  { what: "URLSearchParams", body: new URLSearchParams(callback.body) },
  { what: "FormData", body: new FormData() },
  { what: "a stream", body: new ReadableStream() },
  { what: "a number", body: 5 },
])("verifyCallback() says to pass the raw body instead of $what", ({ body }) => {
  const verify = () => credentials.verifyCallback({ ...callback, body: body as never });

  expect(verify).toThrow(
    expect.objectContaining({
      name: "InvalidArgumentError",
      argument: "callback.body",
      message: expect.stringContaining("must be the raw body"),
    }),
  );
});

test("verifyCallback() says to pass the raw body when it is missing", () => {
  const headers = withHeader("content-length", String(callback.body.length));

  for (const body of [undefined, null]) {
    const verify = () => credentials.verifyCallback({ ...callback, headers, body });
    expect(verify).toThrow(/raw body/);
  }
  expect(credentials.verifyCallback({ ...callback, headers, body: "" })).toBe(false);
});

test.each([
  { argument: "callback", given: undefined },
  { argument: "callback", given: "POST /cb" },
  { argument: "callback.method", given: { ...callback, method: undefined } },
  { argument: "callback.url", given: { ...callback, url: undefined } },
  { argument: "callback.headers", given: { ...callback, headers: undefined } },
])("verifyCallback() names $argument when it is not valid", ({ argument, given }) => {
  const verify = () => credentials.verifyCallback(given as never);

  expect(verify).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test.each(["*", "http://[", "http://", "//", "?", "cb", ""])(
  "verifyCallback() returns false for the URL %j, which a sender can choose",
  (url) => {
    expect(credentials.verifyCallback({ ...callback, url })).toBe(false);
  },
);

test.each([undefined, "", "application/octet-stream"])(
  "verifyCallback() reports that a signature with the type %j does not cover the body",
  (contentType) => {
    const signed = signedCallback(contentType, "a=1");

    for (const body of ["a=1", "a=2", Buffer.from("a=2")]) {
      expect(() => credentials.verifyCallback({ ...signed, body })).toThrow(
        expect.objectContaining({
          name: "InvalidArgumentError",
          argument: "callback.body",
          message: expect.stringMatching(/must be covered by the signature/),
        }),
      );
    }
    expect(credentials.verifyCallback({ ...signed, body: "" })).toBe(true);
    expect(credentials.verifyCallback({ ...signed, body: undefined })).toBe(true);
    expect(credentials.verifyCallback({ ...signed, method: "PUT" })).toBe(false);
  },
);

const bytes = new TextEncoder().encode(callback.body);

test.each([
  { what: "an ArrayBuffer", body: bytes.buffer },
  { what: "bytes of another realm", body: runInNewContext(`new Uint8Array([${bytes.join()}])`) },
])("verifyCallback() accepts a body that is $what", ({ body }) => {
  expect(credentials.verifyCallback({ ...callback, body })).toBe(true);
});

test.each([
  { url: "/cb", host: "me.example:8080", isGenuine: true },
  { url: "/cb", host: "me.example", isGenuine: false },
  { url: "http://localhost:3000/cb", host: "me.example:8080", isGenuine: true },
  { url: new URL("http://localhost:3000/cb"), host: "me.example:8080", isGenuine: true },
  { url: "http://me.example:8080/cb", host: "other.example", isGenuine: false },
  { url: "http://me.example:8080/cb", host: undefined, isGenuine: true },
])("verifyCallback() of $url with host $host returns $isGenuine", ({ url, host, isGenuine }) => {
  const signed = credentials.sign("POST /cb\nHost: me.example:8080\n\n");
  // A proxy has replaced the header.
  const headers = { Host: "localhost:3000", Authorization: `Qiniu ${signed}` };

  const result = credentials.verifyCallback({ method: "POST", url, headers }, { host });

  expect(result).toBe(isGenuine);
});

const now = () => new Date("2016-08-20T12:00:00Z");

test.each([
  { date: "20160820T120000Z", isGenuine: true },
  { date: "20160820T115500Z", isGenuine: true },
  { date: "20160820T120500Z", isGenuine: true },
  { date: "20160820T115459Z", isGenuine: false },
  { date: "20160820T120501Z", isGenuine: false },
  { date: undefined, isGenuine: false },
  { date: "", isGenuine: false },
  { date: "20161320T120000Z", isGenuine: false },
  { date: "2016-08-20T12:00:00Z", isGenuine: false },
  { date: "1471694400", isGenuine: false },
])("verifyCallback() with maxAgeSeconds returns $isGenuine for $date", ({ date, isGenuine }) => {
  const signed = signedCallback("application/json", "{}", date);

  expect(credentials.verifyCallback(signed, { maxAgeSeconds: 300, now })).toBe(isGenuine);
  expect(credentials.verifyCallback(signed)).toBe(true);
});

test("verifyCallback() with maxAgeSeconds uses the current time, and rejects a changed date", () => {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const signed = signedCallback("application/json", "{}", date);
  const old = signedCallback("application/json", "{}", "20160820T120000Z");
  const changed = { ...old, headers: { ...old.headers, "X-Qiniu-Date": date } };

  expect(credentials.verifyCallback(signed, { maxAgeSeconds: 3600 })).toBe(true);
  expect(credentials.verifyCallback(old, { maxAgeSeconds: 3600 })).toBe(false);
  expect(credentials.verifyCallback(changed, { maxAgeSeconds: 3600 })).toBe(false);
});

test.each([
  { argument: "options.host", options: { host: "" } },
  { argument: "options.host", options: { host: "https://me.example" } },
  { argument: "options.host", options: { host: "me.example/cb" } },
  { argument: "options.host", options: { host: 5 } },
  { argument: "options.maxAgeSeconds", options: { maxAgeSeconds: 0 } },
  { argument: "options.maxAgeSeconds", options: { maxAgeSeconds: "300" } },
  { argument: "options.maxAgeSeconds", options: { maxAgeSeconds: Number.NaN } },
  { argument: "options.now", options: { now: 5 } },
  { argument: "options", options: null },
  { argument: "maxAge", options: { maxAge: 5 } },
])("verifyCallback() rejects $options and names $argument", ({ argument, options }) => {
  const verify = () => credentials.verifyCallback(callback, options as VerifyCallbackOptions);

  expect(verify).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test.each([{}, 5, new URLSearchParams("a=1")])(
  "authorization() rejects the body %j, which cannot be what is sent",
  (body) => {
    const sign = () => credentials.authorization({ ...posted, body: body as never });

    expect(sign).toThrow(
      expect.objectContaining({ name: "InvalidArgumentError", argument: "body" }),
    );
  },
);

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function withHeader(name: string, value: string | undefined) {
  return { ...callback.headers, [name]: value };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function mapValues<Value>(
  headers: Readonly<Record<string, string>>,
  map: (value: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, map(value)]));
}
