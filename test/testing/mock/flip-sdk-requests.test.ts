import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { seeds } from "../../helpers/flip-world.ts";
import { credentials, encodeForm, send, startFlip } from "../../helpers/mock-flip.ts";

/** Escapes a text according to RFC 3986. */
const escapeText = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

type Params = Record<string, string>;

const encode = (params: Params): string =>
  Object.keys(params)
    .sort()
    .map((key) => `${key.replace(/[^[\]]+/g, escapeText)}=${escapeText(params[key] ?? "")}`)
    .join("&");

/** Signs parameters like the original SDKs, without our client. */
function sign(method: string, path: string, params: Params, id = "factory_id"): Params {
  const { accessKey, secretKey } = credentials;
  const timestamp = new Date().toISOString();
  const all = { ...params, [id]: seeds.factory, access_key: accessKey, timestamp };
  const text = [method, "127.0.0.1", path, encode(all)].join("\n");
  return { ...all, signature: createHmac("sha256", secretKey).update(text).digest("base64") };
}

/** Returns a target with signed parameters in the query. */
const target = (method: string, path: string, params: Params = {}): string =>
  `/v3.0${path}?${encode(sign(method, path, params))}`;

const unknown = (name: string) => `Parameter ${name} is unknown`;

test.each([
  ["find() of Ruby", "GET", `/videos/${seeds.video}.json`, { id: seeds.video }, ["id"]],
  ["find() of Ruby", "GET", "/profiles/h264.json", { id: "h264" }, ["id"]],
  [
    "video.encodings of Ruby",
    "GET",
    `/videos/${seeds.video}/encodings.json`,
    { video_id: seeds.video },
    ["video_id"],
  ],
  [
    "profile.encodings of Ruby",
    "GET",
    "/profiles/h264/encodings.json",
    { profile_id: "1" },
    ["profile_id"],
  ],
  ["factories.all(page) of Python", "GET", "/factories.json", { page: "2" }, ["page"]],
  ["profiles.all(status) of Python", "GET", "/profiles.json", { status: "success" }, ["status"]],
  [
    "factory.save() of Python with a new attribute",
    "PUT",
    `/factories/${seeds.factory}.json`,
    { name: "other", color: "red" },
    ["color"],
  ],
  ["profile.save() of Python", "PUT", "/profiles/h264.json", { id: "1", fps: "60" }, ["id"]],
  ["retry() of Ruby", "POST", `/encodings/${seeds.failedEncoding}/retry.json`, { id: "1" }, ["id"]],
  ["delete() of Ruby", "DELETE", `/videos/${seeds.video}.json`, { id: seeds.video }, ["id"]],
] as const)(
  'startMockServer("flip") serves %s: %s %s with %j',
  async (_, method, path, params, unknownNames) => {
    const mock = await startFlip();

    const { status } = await send(mock, method, target(method, path, params));

    expect(status).toBe(200);
    expect(mock.requests[0]?.signature).toBe("valid");
    expect(mock.requests[0]?.findings.map(({ message }) => message)).toEqual(
      unknownNames.map(unknown),
    );
  },
);

test('startMockServer("flip") ignores an unknown attribute that it has accepted', async () => {
  const mock = await startFlip();
  const path = `/factories/${seeds.factory}.json`;

  const { body } = await send(mock, "PUT", target("PUT", path, { name: "other", color: "red" }));

  expect(body).toMatchObject({ name: "other" });
  expect(body).not.toHaveProperty("color");
});

test.each(["query", "form", "multipart", "JSON"])(
  'startMockServer("flip") accepts parameters as %s',
  async (place) => {
    const mock = await startFlip();
    const path = "/profiles.json";
    const params = { preset_name: "h264", name: "mine", title: "ä & b", fps: "45" };
    const { bare, body, headers } = await placeParams(place, "POST", path, params);

    const response = await send(mock, "POST", bare, { headers, body });

    expect(response).toMatchObject({
      status: 200,
      body: { name: "mine", title: "ä & b", fps: 45 },
    });
    expect(mock.requests[0]?.signature).toBe("valid");
  },
);

async function placeParams(place: string, method: string, path: string, params: Params) {
  const bare = `/v3.0${path}`;
  const signed = sign(method, path, params);
  if (place === "query") return { bare: `${bare}?${encode(signed)}`, body: "", headers: {} };
  if (place === "form") return { bare, ...(await encodeForm(new URLSearchParams(signed))) };
  if (place === "JSON") {
    const headers = { "Content-Type": "application/json" };
    return { bare: target(method, path), body: JSON.stringify(params), headers };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(signed)) form.append(name, value);
  return { bare, ...(await encodeForm(form)) };
}

test('startMockServer("flip") accepts the same parameters in query and form, as .NET sends them', async () => {
  const mock = await startFlip();
  const path = "/encodings.json";
  const params = { video_id: seeds.video, profile_name: "h264" };
  const signed = sign("POST", path, params, "cloud_id");
  const form = await encodeForm(new URLSearchParams(signed));

  const { status } = await send(mock, "POST", `/v3.0${path}?${encode(signed)}`, form);

  expect(status).toBe(200);
  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
});

test('startMockServer("flip") accepts a form whose signature is in the query, as Ruby 1.1.1 sends it', async () => {
  const mock = await startFlip();
  const path = "/notifications.json";
  const { access_key, timestamp, signature, ...rest } = sign("PUT", path, {
    "events[video_created]": "true",
  });
  const query = encode({ access_key, timestamp, signature } as Params);

  const { body } = await send(
    mock,
    "PUT",
    `/v3.0${path}?${query}`,
    await encodeForm(new URLSearchParams(rest)),
  );

  expect(body).toMatchObject({ events: { video_created: true } });
  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
});

test('startMockServer("flip") reads objects, lists and nulls of JSON as parameters', async () => {
  const mock = await startFlip();
  const json = {
    source_url: "http://a.example/film.mp4",
    profiles: ["h264", "webm"],
    pipeline: { a: { b: 1 } },
    extra_variables: { one: "1", two: 2 },
    payload: null,
    extra_files: [{ tag: "a" }],
  };

  const { status, body } = await send(mock, "POST", target("POST", "/videos.json"), {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(json),
  });

  expect(status).toBe(200);
  expect(body).toMatchObject({ profiles: "h264,webm", extra_variables: { one: "1", two: "2" } });
  expect(mock.requests[0]?.findings.map(({ message }) => message)).toEqual([
    unknown("extra_files"),
    'createVideo accepts no body of type "application/json"',
  ]);
});

test.each([
  ["accepts", (checksum: string) => checksum, 200, "valid"],
  ["rejects", () => "0".repeat(64), 401, "does not match: the checksum is not that of the body"],
])(
  'startMockServer("flip") %s the checksum of version 2 of the signature',
  async (_, change, status, signature) => {
    const mock = await startFlip();
    const path = `/encodings/${seeds.failedEncoding}/retry.json`;
    const checksum = change(createHash("sha256").update("{}").digest("hex"));

    const response = await send(
      mock,
      "POST",
      target("POST", path, { signature_version: "2", checksum }),
      { headers: { "Content-Type": "application/json" }, body: "{}" },
    );

    expect(response.status).toBe(status);
    expect(mock.requests[0]?.signature).toBe(signature);
  },
);

test.each(["POST", "PUT"])(
  'startMockServer("flip") accepts a %s without a body and with its length, as Node sends it',
  async (method) => {
    const mock = await startFlip();
    const path = method === "POST" ? "/videos.json" : "/profiles/h264.json";
    const params: Params =
      method === "POST" ? { source_url: "http://a.example/" } : { width: "800" };

    const { status } = await send(mock, method, target(method, path, params), {
      headers: { "Content-Length": 0 },
    });

    expect(status).toBe(200);
    expect(mock.requests[0]?.findings).toEqual([]);
  },
);

test.each([
  ["GET", "/videos.json", "application/json"],
  ["GET", "/videos.json", "application/x-www-form-urlencoded"],
  ["DELETE", `/videos/${seeds.video}.json`, "application/json"],
])('startMockServer("flip") accepts %s %s with the type %s and no body', async (...args) => {
  const [method, path, type] = args;
  const mock = await startFlip();

  const { status } = await send(mock, method, target(method, path), {
    headers: { "Content-Type": type, Accept: "application/json", "Cache-Control": "no-cache" },
  });

  expect(status).toBe(200);
  expect(mock.requests[0]?.findings).toEqual([]);
});

test.each([
  ["101", 100],
  ["5000", 100],
])('startMockServer("flip") lowers per_page=%s to the maximum', async (per_page, maximum) => {
  const mock = await startFlip();

  const { status } = await send(mock, "GET", target("GET", "/videos.json", { per_page }));

  expect(status).toBe(200);
  expect(mock.requests[0]?.findings).toMatchObject([
    { message: `Request query parameter per_page must be <= ${maximum}` },
  ]);
});
