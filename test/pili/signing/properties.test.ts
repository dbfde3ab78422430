import fc from "fast-check";
import { Credentials, createPiliClient, listStreams, stringToSign } from "flip-pili/pili";
import { expect, test } from "vitest";
import { type Received, startServer } from "../../helpers/flip-server.ts";
import {
  bodyOf,
  credentials,
  hubOf,
  isSignedCorrectly,
  streamData,
} from "../../helpers/pili-server.ts";

const text = fc.string({ unit: "binary" });
const request = { method: "GET", url: "http://h/p" };

test("sign() gives 27 characters of the URL-safe alphabet and one of padding", () => {
  const property = fc.property(text, fc.string({ minLength: 1 }), (data, secretKey) => {
    fc.pre(secretKey.trim() !== "");

    expect(new Credentials("ak", secretKey).sign(data)).toMatch(/^ak:[A-Za-z0-9_-]{27}=$/);
  });

  fc.assert(property, { numRuns: 500 });
});

test("stringToSign() does not depend on the order and the case of headers", () => {
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

  fc.assert(property);
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

test("stringToSign() leaves frozen headers as they are", () => {
  const headers = Object.freeze({ "X-Qiniu-B": Object.freeze(["2", "3"]), "X-Qiniu-A": "1" });

  const lines = stringToSign({ ...request, headers }).split("\n");

  expect(lines.slice(2, -2)).toEqual(["X-Qiniu-A: 1", "X-Qiniu-B: 2"]);
});

test("every query that arrives is signed as it arrives", async () => {
  const server = await startServer(() => ({ json: { marker: "", items: [] } }));
  const hub = hubOf(server);
  const property = fc.asyncProperty(text, text, async (title, marker) => {
    await hub.listStreams({ title, marker });

    const received = server.requests.at(-1) as Received;
    expect(received.params).toEqual({ hub: "test-hub", title, marker });
    expect(received.query).toMatch(/^([A-Za-z0-9\-._~&=]|%[0-9A-F]{2})*$/);
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, { numRuns: 100 });
});

test("every body that arrives is signed as it arrives", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const hub = hubOf(server);
  const property = fc.asyncProperty(text, async (publishKey) => {
    fc.pre(publishKey.trim() !== "");
    await hub.createStream({ publishKey });

    const received = server.requests.at(-1) as Received;
    expect(bodyOf(received)).toEqual({ publishKey, hub: "test-hub" });
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, { numRuns: 100 });
});

test("ids of any characters are signed as they arrive", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const hub = hubOf(server);
  const property = fc.asyncProperty(text, async (id) => {
    fc.pre(id.trim() !== "" && !/^(\.|%2e){1,2}$/i.test(id));
    await hub.getStream(id);

    const received = server.requests.at(-1) as Received;
    expect(decodeURIComponent(received.path)).toBe(`/v1/streams/${id}`);
    expect(isSignedCorrectly(received)).toBe(true);
  });

  await fc.assert(property, { numRuns: 100 });
});

test("a request has Host with port, the bare JSON type, and a length in bytes", async () => {
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
  expect(isSignedCorrectly(received as Received)).toBe(true);
});

test("a request without body has neither type nor length", async () => {
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

test("a header X-Qiniu- given to a generated function is signed", async () => {
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
  expect(isSignedCorrectly({ ...(received as Received), headers: others })).toBe(false);
});
