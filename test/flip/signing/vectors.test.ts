import {
  canonicalPath,
  canonicalQuery,
  signature,
  stringToSign,
  TelestreamCloud,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { createHmacSha256 as hmacOfNode } from "../../../src/http/platform/hmac.node.ts";
import { createHmacSha256 as hmacOfWeb } from "../../../src/http/platform/hmac.web.ts";
import { observedFetch } from "../../helpers/observed-fetch.ts";
import {
  allParams,
  type SignatureVector,
  signatureVectors,
} from "../../helpers/signature-vectors.ts";

const detailed = signatureVectors.filter((vector) => vector.canonicalQuery !== undefined);
const withUrl = signatureVectors.filter((vector) => vector.url !== undefined);

test("the fixture contains all vectors", () => {
  expect(signatureVectors).toHaveLength(48);
  expect(detailed).toHaveLength(18);
  expect(withUrl).toHaveLength(3);
});

test.each(detailed)("canonicalPath() of $name", (vector) => {
  expect(canonicalPath(vector.path)).toBe(vector.canonicalPath);
});

test.each(detailed)("canonicalQuery() of $name", (vector) => {
  expect(canonicalQuery(allParams(vector))).toBe(vector.canonicalQuery);
});

test.each(detailed)("stringToSign() of $name has four lines", (vector) => {
  const lines = stringToSign({ ...vector, params: allParams(vector) }).split("\n");

  expect(lines).toEqual([
    vector.method.toUpperCase(),
    vector.host.toLowerCase(),
    vector.canonicalPath,
    vector.canonicalQuery,
  ]);
});

test.each(signatureVectors)("signature() of $name", (vector) => {
  const text = stringToSign({ ...vector, params: allParams(vector) });

  expect(signature(vector.secretKey, text)).toBe(vector.signature);
});

test("signature() of a request without any parameter has an empty fourth line", () => {
  const text = stringToSign({
    method: "GET",
    host: "api.pandastream.com",
    path: "/videos.json",
    params: {},
  });

  expect(text).toBe("GET\napi.pandastream.com\n/videos.json\n");
  expect(signature("s3cr3t", text)).toBe("RZml1S8BcxSTCaTSQVnXj/7QA0vM4M6FqRIUuntTYjk=");
});

test.each(signatureVectors)("signedParams() of $name", (vector) => {
  const { file: _, ...own } = vector.params;

  const params = clientOf(vector).signedParams(vector.method, vector.path, vector.params, {
    timestamp: vector.timestamp,
  });

  const { params: _caller, ...auth } = { ...vector, params: undefined };
  expect(params).toEqual({
    ...own,
    access_key: auth.accessKey,
    ...(auth.factoryId === undefined ? {} : { factory_id: auth.factoryId }),
    timestamp: auth.timestamp,
    signature: auth.signature,
  });
});

test.each(withUrl)("the URL that the client sends for $name", async (vector) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const now = () => new Date("2016-10-03T09:52:01.123Z");
  const tc = clientOf(vector, { fetch, now });
  const method = vector.method.toLowerCase() as "get" | "put";

  await tc[method](vector.path, vector.params);

  // The client writes its timestamp with Z, which changes the signature.
  const timestamp = "2016-10-03T09:52:01.123000Z";
  const text = stringToSign({ ...vector, params: { ...allParams(vector), timestamp } });
  const url = (vector.url ?? "")
    .replace(encodeURIComponent(vector.timestamp), encodeURIComponent(timestamp))
    .replace(
      encodeURIComponent(vector.signature),
      encodeURIComponent(signature(vector.secretKey, text)),
    );
  expect(requests.map(({ rawUrl }) => rawUrl)).toEqual([url]);
});

test.each([
  { options: {}, origin: "https://api.example.com:443" },
  { options: { apiPort: 443 }, origin: "https://api.example.com:443" },
  { options: { apiPort: 80 }, origin: "http://api.example.com" },
  { options: { apiPort: 8080 }, origin: "https://api.example.com:8080" },
  { options: { apiPort: 8080, https: false }, origin: "http://api.example.com:8080" },
  { options: { apiPort: 443, https: false }, origin: "http://api.example.com:443" },
  { options: { apiPort: 80, https: true }, origin: "https://api.example.com:80" },
  { options: { https: false }, origin: "http://api.example.com" },
])(
  "a client with the options $options calls $origin, which does not change the signature",
  async ({ options, origin }) => {
    const { fetch, requests } = observedFetch(() => Response.json([]));
    const now = () => new Date(1000);
    const account = { accessKey: "a", secretKey: "s", apiHost: "api.example.com" };

    await new TelestreamCloud({ ...account, ...options, fetch, now }).get("/videos.json");

    const text =
      "GET\napi.example.com\n/videos.json\naccess_key=a&timestamp=1970-01-01T00%3A00%3A01.000000Z";
    expect(requests[0]?.rawUrl).toMatch(`${origin}/v3.0/videos.json?access_key=a&`);
    expect(requests[0]?.params.signature).toBe(signature("s", text));
  },
);

test.each([
  { apiHost: "127.0.0.1", apiPort: 8080, origin: "http://127.0.0.1:8080" },
  { apiHost: "localhost", apiPort: 8080, origin: "http://localhost:8080" },
  { apiHost: "api.localhost", apiPort: 8080, origin: "http://api.localhost:8080" },
  { apiHost: "[::1]", apiPort: 8080, origin: "http://[::1]:8080" },
  { apiHost: "localhost", apiPort: 443, origin: "https://localhost:443" },
  { apiHost: "localhost", apiPort: 8443, https: true, origin: "https://localhost:8443" },
])("a host of this machine is called at $origin", async ({ origin, ...options }) => {
  const { fetch, requests } = observedFetch(() => Response.json([]));
  const keys = { accessKey: "a", secretKey: "s" };

  await new TelestreamCloud({ ...keys, ...options, fetch }).get("/videos.json");

  expect(requests[0]?.url.href).toMatch(new URL(origin).href);
});

test.each(signatureVectors)("both HMACs agree on $name", (vector) => {
  const text = stringToSign({ ...vector, params: allParams(vector) });

  expect(hmacOfNode(vector.secretKey)(text)).toBe(vector.signature);
  expect(hmacOfWeb(vector.secretKey)(text)).toBe(vector.signature);
});

function clientOf(vector: SignatureVector, options: object = {}): TelestreamCloud {
  return new TelestreamCloud({
    accessKey: vector.accessKey,
    secretKey: vector.secretKey,
    factoryId: vector.factoryId,
    apiHost: vector.host,
    apiPort: vector.port,
    ...options,
  });
}
