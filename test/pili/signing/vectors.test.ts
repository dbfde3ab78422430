import { Credentials, type RequestToSign, stringToSign } from "flip-pili/pili";
import { expect, test } from "vitest";
import { createHmacSha1 as hmacOfNode } from "../../../src/http/platform/hmac.node.ts";
import { createHmacSha1 as hmacOfWeb } from "../../../src/http/platform/hmac.web.ts";
import { piliVectors } from "../../helpers/pili-vectors.ts";

const { data, texts, requests, callback, tokens, publishUrls } = piliVectors;

test("the fixture contains all vectors", () => {
  expect(data).toHaveLength(5);
  expect(texts).toHaveLength(8);
  expect(requests).toHaveLength(31);
  expect(tokens).toHaveLength(7);
  expect(publishUrls).toHaveLength(11);
});

test.each(data)("sign() of $data", ({ accessKey, secretKey, data: text, signed }) => {
  const credentials = new Credentials(accessKey, secretKey);

  expect(credentials.sign(text)).toBe(signed);
  expect(credentials.sign(Buffer.from(text))).toBe(signed);
});

test.each(texts)("sign() of the text to sign of $id", (vector) => {
  const credentials = new Credentials(vector.accessKey, vector.secretKey);

  expect(credentials.sign(vector.stringToSign)).toBe(`${vector.accessKey}:${vector.signature}`);
});

test.each(requests)("stringToSign() of $id", (vector) => {
  const { method, url, contentType, headers, body } = vector;

  const text = stringToSign({ method, url, contentType, headers, body });

  expect(text).toBe(vector.stringToSign);
});

test.each(requests)("sign() of the text to sign of $id", (vector) => {
  const credentials = new Credentials(vector.accessKey, vector.secretKey);

  expect(credentials.sign(vector.stringToSign)).toBe(`${vector.accessKey}:${vector.signature}`);
});

test.each(requests)("authorization() of $id", (vector) => {
  const { method, url, contentType, headers, body } = vector;
  const credentials = new Credentials(vector.accessKey, vector.secretKey);

  const header = credentials.authorization({ method, url, contentType, headers, body });

  expect(header).toBe(`Qiniu ${vector.accessKey}:${vector.signature}`);
});

test.each(requests)("authorization() of $id with a URL object and a body of bytes", (vector) => {
  const { method, contentType, headers, body } = vector;
  const credentials = new Credentials(vector.accessKey, vector.secretKey);
  const url = new URL(vector.url);
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);

  const header = credentials.authorization({ method, url, contentType, headers, body: bytes });

  expect(header).toBe(`Qiniu ${vector.accessKey}:${vector.signature}`);
});

test("stringToSign() decodes a body of bytes as text", () => {
  const request = { method: "POST", url: "http://h/p", contentType: "application/json" };

  const text = stringToSign({ ...request, body: new TextEncoder().encode('{"key":"密钥"}') });

  expect(text).toBe('POST /p\nHost: h\nContent-Type: application/json\n\n{"key":"密钥"}');
});

test("authorization() signs bytes that are not valid UTF-8 unchanged", () => {
  const request = { method: "POST", url: "http://h/p", contentType: "image/png" };
  const credentials = new Credentials("ak", "sk");

  const header = credentials.authorization({ ...request, body: new Uint8Array([0xff, 0xfe, 0]) });

  const head = Buffer.from("POST /p\nHost: h\nContent-Type: image/png\n\n");
  const signed = credentials.sign(Buffer.concat([head, Buffer.from([0xff, 0xfe, 0])]));
  expect(header).toBe(`Qiniu ${signed}`);
});

test("stringToSign() omits the body when there is no content type", () => {
  const text = stringToSign({ method: "POST", url: "http://h/p", body: "unsigned" });

  expect(text).toBe("POST /p\nHost: h\n\n");
});

test.each([
  { url: "http://h:80/p", host: "h" },
  { url: "https://h:443/p", host: "h" },
  { url: "http://h:443/p", host: "h:443" },
  { url: "http://H.Example:8080/p", host: "h.example:8080" },
  { url: "http://user:pass@h/p", host: "h" },
  { url: "http://[::1]:81/p", host: "[::1]:81" },
])("stringToSign() of $url has the host $host", ({ url, host }) => {
  expect(stringToSign({ method: "GET", url })).toBe(`GET /p\nHost: ${host}\n\n`);
});

test.each([
  { url: "http://h", target: "/" },
  { url: "http://h?a", target: "/?a" },
  { url: "http://h/p?", target: "/p" },
  { url: "http://h/p#part", target: "/p" },
  { url: "http://h/密?钥=1", target: "/%E5%AF%86?%E9%92%A5=1" },
  { url: "http://h/p?b=2&a=1&a=%20+", target: "/p?b=2&a=1&a=%20+" },
])("stringToSign() of $url has the target $target, as fetch sends it", ({ url, target }) => {
  expect(stringToSign({ method: "GET", url })).toBe(`GET ${target}\nHost: h\n\n`);
});

test.each([
  { part: { url: "relative" }, argument: "url" },
  { part: { url: "/path" }, argument: "url" },
  { part: { url: "" }, argument: "url" },
  { part: { url: "h:8080/p" }, argument: "url" },
  { part: { url: undefined }, argument: "url" },
  { part: { url: 5 }, argument: "url" },
  { part: { method: undefined }, argument: "method" },
  { part: { method: 5 }, argument: "method" },
  { part: { contentType: 5 }, argument: "contentType" },
  { part: { headers: null }, argument: "headers" },
  { part: { headers: "X-Qiniu-A: b" }, argument: "headers" },
  { part: { headers: [5] }, argument: "headers" },
  { part: { headers: { "X-Qiniu-A": 5 } }, argument: "headers.X-Qiniu-A" },
  { part: { headers: { "X-Qiniu-A": [5] } }, argument: "headers.X-Qiniu-A" },
  { part: { body: { title: "parsed" } }, argument: "body" },
])("authorization() and stringToSign() reject $part and name $argument", ({ part, argument }) => {
  const request = { method: "GET", url: "http://h/p", ...part } as unknown as RequestToSign;
  const error = expect.objectContaining({ name: "InvalidArgumentError", argument });

  expect(() => new Credentials("ak", "sk").authorization(request)).toThrow(error);
  expect(() => stringToSign(request)).toThrow(error);
});

test.each([undefined, null, "GET"])("authorization() rejects the request %j", (request) => {
  const sign = () => new Credentials("ak", "sk").authorization(request as unknown as RequestToSign);

  expect(sign).toThrow("Invalid argument request: must be an object, not");
});

test("authorization() names the URL of a request that has only a path", () => {
  const sign = () => new Credentials("ak", "sk").authorization({ url: "/x" } as RequestToSign);

  expect(sign).toThrow("Invalid argument url: must be an absolute URL, such as https://");
});

test("stringToSign() accepts headers without a value", () => {
  const headers = { "X-Qiniu-A": undefined, "X-Qiniu-B": [] };
  const parts = { contentType: new Headers().get("Content-Type"), headers };
  const request = { method: "GET", url: "http://h/p", ...parts } as RequestToSign;

  expect(stringToSign(request)).toBe("GET /p\nHost: h\n\n");
});

test.each([
  ...data.map(({ secretKey, data: text, signed }) => ({
    secretKey,
    text,
    proof: signed.split(":")[1] ?? "",
  })),
  ...[...texts, ...requests].map(({ secretKey, stringToSign: text, signature: proof }) => ({
    secretKey,
    text,
    proof,
  })),
  ...tokens.map(({ publishKey: secretKey, text, token: proof }) => ({ secretKey, text, proof })),
])("both HMACs agree on $proof", ({ secretKey, text, proof }) => {
  const base64 = proof.replaceAll("-", "+").replaceAll("_", "/");

  expect(hmacOfNode(secretKey)(text)).toBe(base64);
  expect(hmacOfWeb(secretKey)(text)).toBe(base64);
});

test.each([
  { keys: ["", "sk"], argument: "accessKey" },
  { keys: ["  ", "sk"], argument: "accessKey" },
  { keys: [undefined, "sk"], argument: "accessKey" },
  { keys: ["ak", ""], argument: "secretKey" },
  { keys: ["ak", null], argument: "secretKey" },
  { keys: ["ak", 5], argument: "secretKey" },
  { keys: ["ak\n", "sk"], argument: "accessKey" },
  { keys: ["ключ", "sk"], argument: "accessKey" },
  { keys: ["a k", "sk"], argument: "accessKey" },
  { keys: ["ak", "sk\n"], argument: "secretKey" },
  { keys: ["ak", " sk"], argument: "secretKey" },
  { keys: ["ak", "s\nk"], argument: "secretKey" },
  { keys: ["ak", "sk", { https: true }], argument: "https" },
  { keys: ["ak", "sk", null], argument: "options" },
  { keys: ["ak", "sk", { dangerouslyAllowBrowser: 1 }], argument: "dangerouslyAllowBrowser" },
])("new Credentials() rejects $keys and names $argument", ({ keys, argument }) => {
  const create = () => Reflect.construct(Credentials, keys);

  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test("authorization() of the callback vector", () => {
  const { accessKey, secretKey, method, url, headers, body } = callback;
  const contentType = headers["Content-Type"];
  const request = { method, url, headers, contentType, body };

  const header = new Credentials(accessKey, secretKey).authorization(request);

  expect(header).toBe(headers.Authorization);
});
