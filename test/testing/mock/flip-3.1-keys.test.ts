import { startMockServer } from "flip-pili/testing";
import { beforeEach, expect, test } from "vitest";
import { apiKey, seeds, sendWithKey, startKeyWorld } from "../../helpers/mock-flip-3.1.ts";

const unauthorized = { error: "NotAuthorized", message: "API key is missing or not valid" };
const query = { factory_id: seeds.factory };
const signed = {
  ...query,
  access_key: "8df50af4-074f-11df-b278-1231350015b1",
  timestamp: "2026-01-02T03:04:05Z",
  signature: "wOYYsRN96q9QMf0ACGoiGOgs89YscjgqQFcoUwBYUj0U=",
};

let world: Awaited<ReturnType<typeof startKeyWorld>>;

beforeEach(async () => {
  world = await startKeyWorld();
});

/** Returns the response to a call with these headers, and the reason in the record. */
async function callWith(headers: Record<string, string>, sent = {}) {
  const { mock } = world;
  const response = await sendWithKey(mock, "GET", "/videos.json", { query, headers, ...sent });
  return { ...response, reason: mock.requests.at(-1)?.signature };
}

test('startMockServer("flip-3.1") accepts its key, and hides it in the record', async () => {
  const { status, reason } = await callWith({ "X-Api-Key": apiKey });

  expect([status, reason]).toEqual([200, "valid"]);
  expect(world.mock.requests[0]?.headers["x-api-key"]).toBe("[hidden]");
  expect(JSON.stringify(world.mock.requests)).not.toContain(apiKey);
});

test.each([
  ["a key that is unknown", "tcs_nmlkjihgfedcba9876543210", "the key is unknown"],
  ["a key without tcs_", apiKey.slice(4), "the key was sent without its beginning tcs_"],
  ["a key in upper case", apiKey.toUpperCase(), "the key was sent in upper case"],
  ["a key in quotes", `"${apiKey}"`, "the key was sent in quotes"],
  ["a key as a bearer token", `Bearer ${apiKey}`, "the key was sent after the name of a scheme"],
  ["a key in base64", btoa(apiKey), "the key was sent in base64"],
  ["the key twice", `${apiKey}, ${apiKey}`, "the header was sent twice"],
  [
    "two mistakes",
    `Bearer ${apiKey.toUpperCase()}`,
    "the key was sent in upper case, and the key was sent after the name of a scheme",
  ],
  ["half of a key", apiKey.slice(0, 14), "only the first 14 of its 28 characters were sent"],
  [
    "an access key of 3.0",
    signed.access_key,
    "it has the form of an access key of Flip 3.0, which signs requests",
  ],
  [
    "a signature of 3.0",
    "dYYRsN96q9QMf0ACGoiGOgs89YscjgqQFcoUwBYUj0U=",
    "it has the form of a signature of Flip 3.0",
  ],
])('startMockServer("flip-3.1") rejects and explains %s', async (_, key, mistake) => {
  const { status, body, reason, headers } = await callWith({ "X-Api-Key": key });

  expect([status, body]).toEqual([401, unauthorized]);
  expect(reason).toBe(`does not match: ${mistake}`);
  expect(headers.get("Mock-Reason")).toBe(`Authorization does not match: ${mistake}`);
});

test.each([
  ["nothing", {}, {}, ""],
  ["an empty key", { "X-Api-Key": "" }, {}, ""],
  [
    "a signature of 3.0 instead",
    {},
    { query: signed },
    "; the request is signed as for Flip 3.0 (access_key, signature, timestamp), and 3.1 accepts no signatures",
  ],
  [
    "a key in Authorization",
    { Authorization: `Bearer ${apiKey}` },
    {},
    "; the header authorization was sent instead",
  ],
  ["a key in another header", { "Api-Key": apiKey }, {}, "; the header api-key was sent instead"],
  [
    "a key in the query",
    {},
    { query: { ...query, api_key: apiKey } },
    "; the parameter api_key was sent instead",
  ],
])('startMockServer("flip-3.1") rejects and explains %s', async (_, headers, sent, mistake) => {
  const { status, body, reason } = await callWith(headers, sent);

  expect([status, body]).toEqual([401, unauthorized]);
  expect(reason).toBe(`missing: X-Api-Key${mistake}`);
  expect(JSON.stringify(world.mock.requests)).not.toContain(apiKey);
});

test('startMockServer("flip-3.1") finds a signature of 3.0 in a body, too', async () => {
  const { mock } = world;
  const json = { source_url: "http://files.example/a.mp4", access_key: "a", signature: "s" };

  await sendWithKey(mock, "POST", "/videos.json", { query, json });

  expect(mock.requests[0]?.signature).toMatch("signed as for Flip 3.0 (access_key, signature)");
});

test('startMockServer("flip-3.1") requires a factory except for factories', async () => {
  const { mock } = world;
  const headers = { "X-Api-Key": apiKey };

  const factories = await sendWithKey(mock, "GET", "/factories.json", { headers });
  const inBody = { json: { source_url: "http://files.example/a.mp4", ...query }, headers };
  const videos = await sendWithKey(mock, "POST", "/videos.json", inBody);

  expect(factories.status).toBe(200);
  expect([videos.status, videos.body]).toEqual([
    400,
    {
      error: "BadRequest",
      message: "All required parameters were not supplied: factory_id",
    },
  ]);
  expect(mock.requests[1]?.signature).toBe("missing: factory_id");
});

test('startMockServer("flip-3.1") without credentials accepts any key', async () => {
  const { mock } = await startKeyWorld({ credentials: undefined });
  const headers = { "X-Api-Key": "any" };

  const withKey = await sendWithKey(mock, "GET", "/videos.json", { query, headers });
  const without = await sendWithKey(mock, "GET", "/videos.json", { query });

  expect([withKey.status, without.status]).toEqual([200, 401]);
  expect(mock.requests[0]?.signature).toBe("not checked");
});

test.each([
  [{ accessKey: "a", secretKey: "s" }, "credentials.apiKey"],
  [{ apiKey: "" }, "credentials.apiKey"],
  ["tcs_0123", "credentials"],
])('startMockServer("flip-3.1") rejects the credentials %j', async (credentials, argument) => {
  const starting = startMockServer("flip-3.1", { credentials: credentials as never });

  await expect(starting).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
});

test.each(["/videos", "/videos/1", "/factories"])(
  'startMockServer("flip-3.1") rejects the path %s, which has no .json',
  async (path) => {
    const { call } = world;

    const { status, body } = await call("GET", path);

    expect([status, body]).toEqual([
      400,
      { error: "BadRequest", message: "Currently only .json is supported as a format" },
    ]);
  },
);
