import fc from "fast-check";
import {
  canonicalQuery,
  InvalidArgumentError,
  type RawParams,
  signature,
  stringToSign,
  TelestreamCloud,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { anyCharacter } from "../../helpers/any-character.ts";
import {
  connect,
  credentials,
  type ReceivedRequest,
  startServer,
} from "../../helpers/flip-server.ts";
import { outcomeOf } from "../../helpers/network-faults.ts";
import { observedFetch } from "../../helpers/observed-fetch.ts";
import { propertyOptions } from "../../helpers/property.ts";
import { isSignedCorrectly } from "../../helpers/verify-signature.ts";

const reserved = ["access_key", "factory_id", "timestamp", "signature", "file", "pipeline"];
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
const key = text.filter((name) => !reserved.includes(name));
const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const flatParams = fc.dictionary(key, scalar, { maxKeys: 6 });
const nestedParams = fc.dictionary(
  key,
  fc.oneof(scalar, fc.dictionary(key, scalar, { maxKeys: 3 })),
  { maxKeys: 6 },
);

test("canonicalQuery() does not depend on the order of keys", () => {
  const property = fc.property(nestedParams, (params) => {
    const reversed = Object.fromEntries(Object.entries(params).reverse());

    expect(canonicalQuery(reversed)).toBe(canonicalQuery(params));
  });

  fc.assert(property, propertyOptions(100));
});

test("canonicalQuery() can be decoded to the parameters", () => {
  const property = fc.property(flatParams, (params) => {
    const decoded = Object.fromEntries(new URLSearchParams(canonicalQuery(params)));

    const expected = Object.entries(params).map(([name, value]) => [name, String(value)]);
    expect(decoded).toEqual(Object.fromEntries(expected));
  });

  fc.assert(property, propertyOptions(100));
});

test("canonicalQuery() contains only unreserved characters, escapes and delimiters", () => {
  const property = fc.property(nestedParams, (params) => {
    expect(canonicalQuery(params)).toMatch(/^([A-Za-z0-9\-._~&=[\]]|%[0-9A-F]{2})*$/);
  });

  fc.assert(property, propertyOptions(100));
});

test("canonicalQuery() sorts by code point, not by UTF-16 code unit", () => {
  const query = canonicalQuery({ "\u{1F600}": 1, "\uFF01": 2, z: { "\u{10000}": 3, "\uFFFD": 4 } });

  expect(query).toBe("z[%EF%BF%BD]=4&z[%F0%90%80%80]=3&%EF%BC%81=2&%F0%9F%98%80=1");
});

test("canonicalQuery() serializes numbers as decimals that parse to the same number", () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
  const property = fc.property(numbers, (value) => {
    const [, decimal = ""] = canonicalQuery({ n: value }).split("=");

    expect(decimal).toMatch(/^-?\d+(\.\d+)?$/);
    expect(Number(decimal)).toBe(value === 0 ? 0 : value);
  });

  fc.assert(property, propertyOptions(1000));
});

test.each([
  [29.97, "29.97"],
  [0.1, "0.1"],
  [-0, "0"],
  [1e21, "1000000000000000000000"],
  [1.5e-7, "0.00000015"],
  [-1.25e22, "-12500000000000000000000"],
  [Number.MAX_SAFE_INTEGER, "9007199254740991"],
  [12345678901234567890n, "12345678901234567890"],
])("canonicalQuery() serializes %d as %s", (value, decimal) => {
  expect(canonicalQuery({ n: value })).toBe(`n=${decimal}`);
});

test.each([
  { what: "true", value: true, query: "v=true" },
  { what: "a list", value: ["h264", "webm hd", 3, false], query: "v=h264%2Cwebm%20hd%2C3%2Cfalse" },
  { what: "an empty list", value: [], query: "v=" },
  { what: "an empty string", value: "", query: "v=" },
  { what: "a Date", value: new Date(86_400_000), query: "v=1970-01-02T00%3A00%3A00.000Z" },
  { what: "undefined", value: undefined, query: "" },
  { what: "null", value: null, query: "" },
  { what: "an object", value: { b: 1, a: [1, 2], c: null }, query: "v[a]=1%2C2&v[b]=1" },
  { what: "an empty object", value: {}, query: "" },
])("canonicalQuery() of $what", ({ value, query }) => {
  expect(canonicalQuery({ v: value })).toBe(query);
});

test.each([
  { what: "NaN", value: Number.NaN, argument: "params.v" },
  { what: "Infinity", value: Number.POSITIVE_INFINITY, argument: "params.v" },
  { what: "an invalid Date", value: new Date("junk"), argument: "params.v" },
  { what: "a function", value: () => 1, argument: "params.v" },
  { what: "a symbol", value: Symbol("v"), argument: "params.v" },
  { what: "a Map", value: new Map(), argument: "params.v" },
  { what: "an object at the second level", value: { a: { b: 1 } }, argument: "params.v.a" },
  { what: "null in a list", value: ["a", null], argument: "params.v[1]" },
])("canonicalQuery() rejects $what", ({ value, argument }) => {
  expect(() => canonicalQuery({ v: value })).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument }),
  );
});

test.each([
  { what: "a value", params: { title: "a\uD800b" } },
  { what: "a field's value", params: { title: { sub: "\uDC00" } } },
  { what: "an item", params: { title: ["ok", "\uD83D"] } },
])("canonicalQuery() rejects a lone surrogate in $what and names the parameter", ({ params }) => {
  expect(() => canonicalQuery(params)).toThrow(InvalidArgumentError);
  expect(() => canonicalQuery(params)).toThrow("title");
});

test("canonicalQuery() rejects a lone surrogate in the name of a parameter or field", () => {
  expect(() => canonicalQuery({ "\uD800": 1 })).toThrow(InvalidArgumentError);
  expect(() => canonicalQuery({ a: { "\uD800": 1 } })).toThrow(InvalidArgumentError);
});

test("canonicalQuery() serializes a pipeline as the JSON that is sent", () => {
  const pipeline = { steps: [{ name: "é" }], on: true };

  const query = canonicalQuery({ pipeline });

  expect(query).toBe(`pipeline=${encodeURIComponent(JSON.stringify(pipeline))}`);
});

test("canonicalQuery() never contains a file at any level", () => {
  expect(canonicalQuery({ file: "panda.mp4", a: { file: "x", b: 1 } })).toBe("a[b]=1");
});

test("signing does not change the parameters", async () => {
  const params: RawParams = deepFreeze({
    events: { video_created: true },
    pipeline: { a: { b: 1 } },
    profiles: ["h264", "webm"],
    nothing: null,
    access_key: "mine",
  });
  const before = structuredClone(params);
  const { fetch } = observedFetch(() => Response.json({}));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  await tc.put("/notifications.json", params);
  tc.signedParams("PUT", "/notifications.json", params);

  expect(params).toEqual(before);
});

test("parameters named like those of the signature never override them", async () => {
  const { fetch, requests } = observedFetch(() => Response.json([]));
  const tc = new TelestreamCloud({ ...credentials, factoryId: "my-factory", fetch });
  const forged = { access_key: "x", factory_id: "y", timestamp: "z", signature: "w", page: 1 };

  await tc.get("/videos.json", forged);
  const params = tc.signedParams("GET", "/videos.json", forged);

  const authentic = { access_key: "my-access-key", factory_id: "my-factory", page: "1" };
  expect(requests[0]?.params).toMatchObject(authentic);
  expect(requests[0]?.params.timestamp).toMatch(/^\d{4}-/);
  expect(requests[0]?.params.signature).toHaveLength(44);
  expect(params).toMatchObject({ ...authentic, page: 1 });
  expect(requests[0]?.rawUrl.match(/access_key=/g)).toHaveLength(1);
});

test("signedParams() signs a factory_id of the caller when the client has none", () => {
  const tc = new TelestreamCloud(credentials);

  const params = tc.signedParams("GET", "/factories.json", { factory_id: "y" });

  expect(params.factory_id).toBe("y");
  const { timestamp, signature: _, ...rest } = params;
  const without = tc.signedParams("GET", "/factories.json", {}, { timestamp });
  expect(rest).toEqual({ access_key: credentials.accessKey, factory_id: "y" });
  expect(params.signature).not.toBe(without.signature);
});

test("signedParams() returns parameters that match their signature", () => {
  const tc = new TelestreamCloud({ ...credentials, factoryId: "my-factory" });
  const property = fc.property(nestedParams, (params) => {
    const { signature: proof, ...signed } = tc.signedParams("POST", "/videos.json", params);

    const host = "api-gce.pandastream.com";
    const request = { method: "POST", host, path: "/videos.json", params: signed };
    expect(proof).toBe(signature("my-secret-key", stringToSign(request)));
  });

  fc.assert(property, propertyOptions(100));
});

test("signedParams() returns dates and pipelines as the text that was signed", () => {
  const tc = new TelestreamCloud({ accessKey: "a", secretKey: "s" });
  const since = new Date("2016-10-03T09:52:01.123Z");

  const signed = tc.signedParams("POST", "/videos.json", { since, pipeline: { a: { b: 1 } } });

  expect(signed.since).toBe("2016-10-03T09:52:01.123Z");
  expect(signed.pipeline).toBe('{"a":{"b":1}}');
});

test("signedParams() returns neither a file nor unset parameters", () => {
  const tc = new TelestreamCloud(credentials);
  const own = { file: "panda.mp4", title: "t", unset: undefined, none: null };

  const params = tc.signedParams("POST", "/videos.json", own);

  expect(Object.keys(params).sort()).toEqual(["access_key", "signature", "timestamp", "title"]);
});

test("every received request is signed correctly", async () => {
  const server = await startServer(() => ({ json: {} }));
  const tc = connect(server, { factoryId: "my-factory" });
  const method = fc.constantFrom("get", "post", "put", "delete");
  const property = fc.asyncProperty(method, nestedParams, async (verb, params) => {
    await tc[verb]("/videos.json", params);

    const received = server.requests.at(-1);
    const evidence = { host: "127.0.0.1", secretKey: "my-secret-key" };
    expect(received).toBeDefined();
    expect(isSignedCorrectly({ ...evidence, method: "", path: "", query: "", ...received })).toBe(
      true,
    );
  });

  await fc.assert(property, propertyOptions(150));
});

test("every received path is signed correctly, or rejected before any request", async () => {
  const server = await startServer(() => ({ json: {} }));
  const tc = connect(server);
  const segments = fc.array(fc.oneof(text, fc.constantFrom(".", "..", "%2E", "{id}")), {
    minLength: 1,
    maxLength: 4,
  });
  const property = fc.asyncProperty(segments, async (names) => {
    const sent = server.requests.length;
    const outcome = await outcomeOf(tc.get(`/videos/${names.join("/")}.json`));

    const isRejected = outcome instanceof InvalidArgumentError;
    expect(server.requests).toHaveLength(sent + (isRejected ? 0 : 1));
    if (isRejected) return;
    const evidence = { host: "127.0.0.1", secretKey: "my-secret-key" };
    const received = server.requests.at(-1) as ReceivedRequest;
    expect(isSignedCorrectly({ ...evidence, ...received })).toBe(true);
  });

  await fc.assert(property, propertyOptions(150));
});

test.each([".", "..", "%2e", ".%2E"])("the path segment %j is rejected", async (segment) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  const calls = [
    tc.get(`/videos/${segment}/encodings.json`),
    tc.get("/videos/{id}.json", { id: segment }),
    tc.getResource("flip").factories.find(segment),
  ];

  for (const call of calls) await expect(call).rejects.toBeInstanceOf(InvalidArgumentError);
  expect(requests).toEqual([]);
});

test("ids of any characters are signed as received", async () => {
  const server = await startServer(() => ({ json: { id: "x" } }));
  const flip = connect(server).getResource("flip");
  const id = text.filter((value) => value.trim() !== "" && !/^(\.|%2e){1,2}$/i.test(value));
  const property = fc.asyncProperty(id, async (value) => {
    await flip.factories.find(value);

    const received = server.requests.at(-1);
    const evidence = { host: "127.0.0.1", secretKey: "my-secret-key" };
    expect(received?.path).toBe(`/v3.0/factories/${encodeRfc3986(value)}.json`);
    expect(isSignedCorrectly({ ...evidence, method: "", path: "", query: "", ...received })).toBe(
      true,
    );
  });

  await fc.assert(property, propertyOptions(100));
});

function encodeRfc3986(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
