import fc from "fast-check";
import { Credentials, createPiliClient, listStreams, stringToSign } from "flip-pili/pili";
import { expect, test } from "vitest";
import { anyCharacter } from "../../helpers/any-character.ts";
import { type ReceivedRequest, startServer } from "../../helpers/flip-server.ts";
import {
  bodyOf,
  credentials,
  hubOf,
  isSignedCorrectly,
  streamData,
} from "../../helpers/pili-server.ts";
import { propertyOptions } from "../../helpers/property.ts";

/** Characters and escapes that have a meaning in a URL, a query or a path template. */
const special = fc.constantFrom(
  ..." []{}()%.+&=/?#:;,'\"\\|^~!*",
  "%5B",
  "%2e",
  "..",
  "é",
  "\u{1F600}",
);
const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.string({ unit: special }));
const request = { method: "GET", url: "http://h/p" };

test("sign() returns 27 characters of the URL-safe alphabet and one of padding", () => {
  const property = fc.property(text, fc.string({ minLength: 1 }), (data, secretKey) => {
    fc.pre(secretKey !== "" && secretKey.trim() === secretKey && !/[\r\n]/.test(secretKey));

    expect(new Credentials("ak", secretKey).sign(data)).toMatch(/^ak:[A-Za-z0-9_-]{27}=$/);
  });

  fc.assert(property, propertyOptions(300));
});

test("stringToSign() does not depend on the order or case of headers", () => {
  const name = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
  const headers = fc.dictionary(name, fc.stringMatching(/^[!-~]{1,8}$/));
  const property = fc.property(headers, (fields) => {
    const entries = Object.entries(fields).map(([key, value]) => [`X-Qiniu-${key}`, value]);
    const reversed = entries.toReversed().map(([key = "", value]) => [key.toUpperCase(), value]);

    const texts = [Object.fromEntries(entries), Object.fromEntries(reversed)].map((record) =>
      stringToSign({ ...request, headers: record }),
    );

    expect(texts[1]).toBe(texts[0]);
    expect(stringToSign({ ...request, headers: new Headers(fields) })).toBe(stringToSign(request));
  });

  fc.assert(property, propertyOptions(100));
});

test("stringToSign() sorts headers by name, not by line", () => {
  const headers = { "x-qiniu-a1": "3", "x-qiniu-a-b": "2", "x-qiniu-a": "1", "x-qiniu-B": "4" };

  const lines = stringToSign({ ...request, headers }).split("\n");

  expect(lines.slice(2, -2)).toEqual([
    "X-Qiniu-A: 1",
    "X-Qiniu-A-B: 2",
    "X-Qiniu-A1: 3",
    "X-Qiniu-B: 4",
  ]);
});

test("stringToSign() does not change the headers", () => {
  const headers = Object.freeze({ "X-Qiniu-B": Object.freeze(["2", "3"]), "X-Qiniu-A": "1" });

  const lines = stringToSign({ ...request, headers }).split("\n");

  expect(lines.slice(2, -2)).toEqual(["X-Qiniu-A: 1", "X-Qiniu-B: 2"]);
});

test("every query is signed as received", async () => {
  const server = await startServer(() => ({ json: { marker: "", items: [] } }));
  const hub = hubOf(server);
  const property = fc.asyncProperty(text, text, async (title, marker) => {
    await hub.listStreams({ title, marker });

    const received = server.requests.at(-1) as ReceivedRequest;
    expect(received.params).toEqual({ hub: "test-hub", title, marker });
    expect(received.query).toMatch(/^([A-Za-z0-9\-._~&=]|%[0-9A-F]{2})*$/);
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, propertyOptions(100));
});

test("query parameters with names of any characters are signed as received", async () => {
  const server = await startServer(() => ({ json: { marker: "", items: [] } }));
  const client = createPiliClient(credentials, { apiHost: `127.0.0.1:${server.port}` });
  const property = fc.asyncProperty(fc.dictionary(text, text), async (params) => {
    const query = { ...params, hub: "test-hub" };
    await listStreams(client, { query });

    const received = server.requests.at(-1) as ReceivedRequest;
    expect(received.params).toEqual(query);
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, propertyOptions(100));
});

test.each([".", "..", "%2e", ".%2E"])("the id %j is rejected before any request", async (id) => {
  const server = await startServer(() => ({ json: streamData }));

  const call = hubOf(server).getStream(id);

  await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "id" });
  expect(server.requests).toEqual([]);
});

test("every body is signed as received", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const hub = hubOf(server);
  const property = fc.asyncProperty(text, async (publishKey) => {
    fc.pre(publishKey.trim() !== "");
    await hub.createStream({ publishKey });

    const received = server.requests.at(-1) as ReceivedRequest;
    expect(bodyOf(received)).toEqual({ publishKey, hub: "test-hub" });
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, propertyOptions(100));
});

test("ids of any characters are signed as received", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const hub = hubOf(server);
  const property = fc.asyncProperty(text, async (id) => {
    fc.pre(id.trim() !== "" && !/^(\.|%2e){1,2}$/i.test(id));
    await hub.getStream(id);

    const received = server.requests.at(-1) as ReceivedRequest;
    expect(decodeURIComponent(received.path)).toBe(`/v1/streams/${id}`);
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, propertyOptions(100));
});

test("a request has a Host with port, the JSON type without charset, and a length in bytes", async () => {
  const server = await startServer(() => ({ json: streamData }));

  await hubOf(server).createStream({ publishKey: "密钥 é😀" });

  const [received] = server.requests;
  const body = '{"publishKey":"密钥 é😀","hub":"test-hub"}';
  expect(received?.body.toString()).toBe(body);
  expect(received?.headers).toMatchObject({
    host: `127.0.0.1:${server.port}`,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
  });
  expect(isSignedCorrectly(received as ReceivedRequest)).toBe(true);
});

test("a request without a body has no content type", async () => {
  const server = await startServer(({ method }) =>
    method === "DELETE" ? { status: 204 } : { json: streamData },
  );
  const stream = await hubOf(server).getStream(streamData.id);

  await stream.delete();

  expect(server.requests.map(({ method }) => method)).toEqual(["GET", "DELETE"]);
  for (const received of server.requests) {
    expect(received.headers["content-type"]).toBeUndefined();
    expect(isSignedCorrectly(received)).toBe(true);
  }
});

test("every attempt is signed", async () => {
  const server = await startServer(() =>
    server.requests.length < 2
      ? { status: 503, headers: { "Retry-After": "0" } }
      : { json: streamData },
  );

  await hubOf(server, { retries: 1 }).createStream();

  expect(server.requests).toHaveLength(2);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test("an X-Qiniu- header passed to a generated function is signed", async () => {
  const server = await startServer(() => ({ json: { marker: "", items: null } }));
  const client = createPiliClient(credentials, { apiHost: `127.0.0.1:${server.port}` });
  const headers = { "X-Qiniu-Date": "20160820T120000Z" };

  await listStreams(client, { query: { hub: "test-hub" }, headers });

  const [received] = server.requests;
  const url = `http://127.0.0.1:${server.port}/v1/streams?hub=test-hub`;
  const signed = credentials.authorization({ method: "GET", url, headers });
  expect(received?.headers).toMatchObject({
    "x-qiniu-date": "20160820T120000Z",
    authorization: signed,
  });
  const { "x-qiniu-date": _, ...others } = received?.headers ?? {};
  expect(isSignedCorrectly({ ...(received as ReceivedRequest), headers: others })).toBe(false);
});
