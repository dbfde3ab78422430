import fc from "fast-check";
import { Credentials, type ReceivedCallback } from "flip-pili/pili";
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

test("verifyCallback() returns false for any value, and never throws", () => {
  const property = fc.property(fc.anything(), (junk) => {
    expect(credentials.verifyCallback(junk as ReceivedCallback)).toBe(false);
  });

  fc.assert(property, propertyOptions(300));
});

test("verifyCallback() returns false for any value of a field, and never throws", () => {
  const field = fc.constantFrom("method", "url", "headers", "body");
  const property = fc.property(field, fc.anything(), (name, junk) => {
    const request = { ...callback, [name]: junk } as ReceivedCallback;

    expect(credentials.verifyCallback(request)).toBe(false);
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
