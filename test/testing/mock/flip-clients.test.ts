import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import type { MockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { seeds } from "../../helpers/flip-world.ts";
import { credentials, encodeForm, send, startFlip } from "../../helpers/mock-flip.ts";

/** Escapes a text according to RFC 3986. */
const escapeText = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const encode = (params: Record<string, string>): string =>
  Object.keys(params)
    .sort()
    .map((key) => `${key.replace(/[^[\]]+/g, escapeText)}=${escapeText(params[key] ?? "")}`)
    .join("&");

/** Signs parameters according to the service's documentation, without our client. */
function sign(
  method: string,
  path: string,
  params: Record<string, string>,
  { timestamp = new Date().toISOString(), idName = "factory_id" } = {},
): Record<string, string> {
  const { accessKey, secretKey } = credentials;
  const all = { ...params, [idName]: seeds.factory, access_key: accessKey, timestamp };
  const text = [method, "127.0.0.1", path, encode(all)].join("\n");
  return { ...all, signature: createHmac("sha256", secretKey).update(text).digest("base64") };
}

const url = (path: string, params: Record<string, string>) => `/v3.0${path}?${encode(params)}`;
const source = { source_url: "http://files.example/my film.mp4?a=b&c=d", profiles: "h264" };

test('startMockServer("flip") accepts parameters in the query, without a body', async () => {
  const mock = await startFlip();

  const made = await send(mock, "POST", url("/videos.json", sign("POST", "/videos.json", source)), {
    headers: { "Content-Length": 0 },
  });

  expect(made).toMatchObject({ status: 200, body: { ...source, status: "processing" } });
});

test.each([
  ["PUT", "/notifications.json", { "events[video_created]": "true", delay: "13" }],
  ["POST", "/profiles.json", { preset_name: "h264", name: "foreign", title: "!'()*-._~ é" }],
  ["PUT", "/profiles/h264.json", { fps: "60" }],
])('startMockServer("flip") accepts %s %s as a form', async (method, path, params) => {
  const mock = await startFlip();
  const form = encode(sign(method, path, params));

  const { status, body } = await send(mock, method, `/v3.0${path}`, {
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: form,
  });

  expect([status, body]).toMatchObject([200, {}]);
  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
});

test('startMockServer("flip") accepts True of a Python client', async () => {
  const mock = await startFlip();
  const path = `/factories/${seeds.factory}.json`;

  const { body } = await send(
    mock,
    "PUT",
    url(
      path,
      sign("PUT", path, {
        upload_original_video: "True",
        s3_private_access: "False",
      }),
    ),
  );

  expect(body).toMatchObject({ upload_original_video: true, s3_private_access: false });
});

test.each([
  ["POST", "/videos.json", { profiles: "none", payload: "ä\r\nb" }],
  ["PUT", `/factories/${seeds.factory}.json`, { name: "other" }],
])('startMockServer("flip") accepts %s %s as multipart', async (method, path, params) => {
  const mock = await startFlip();
  const form = new FormData();
  for (const [name, value] of Object.entries(sign(method, path, params))) form.append(name, value);
  if (method === "POST") form.append("file", new Blob(["film"]), "my film.mp4");

  const { status, body } = await send(mock, method, `/v3.0${path}`, await encodeForm(form));

  expect(status).toBe(200);
  const video = { original_filename: "my film.mp4", file_size: 4, source_url: null };
  expect(body).toMatchObject(method === "POST" ? video : { name: "other" });
});

test('startMockServer("flip") with a factoryId accepts it as cloud_id', async () => {
  const mock = await startFlip({ factoryId: seeds.factory });
  const params = sign("GET", "/videos.json", {}, { idName: "cloud_id" });

  const { status, body } = await send(mock, "GET", url("/videos.json", params));

  expect([status, (body as unknown[]).length]).toEqual([200, 3]);
});

test.each([
  (time: string) => `${time}.123456+00:00`,
  (time: string) => `${time}+00:00`,
  (time: string) => `${time}.221513`,
  (time: string) => `${time}.000000Z`,
  (time: string) => `${time}.000Z`,
  (time: string) => `${time}.260762789Z`,
  (time: string) => `${time}Z`,
  (time: string) => `${time}.000+0000`,
])('startMockServer("flip") accepts a timestamp in the format %s', async (format) => {
  const mock = await startFlip({ now: () => new Date("2026-01-02T03:04:05Z") });
  const timestamp = format("2026-01-02T03:04:05");

  const params = sign("GET", "/factories.json", {}, { timestamp });
  const { status } = await send(mock, "GET", url("/factories.json", params));

  expect([status, mock.requests[0]?.signature]).toEqual([200, "valid"]);
});

test('startMockServer("flip") responds to Expect: 100-continue', async () => {
  const mock = await startFlip();
  const path = "/profiles.json";
  const body = encode(sign("POST", path, { preset_name: "h264" }));

  const responses = await talk(mock, [
    head("POST", `/v3.0${path}`, [
      "Content-Type: application/x-www-form-urlencoded",
      `Content-Length: ${body.length}`,
      "Expect: 100-continue",
    ]),
    body,
  ]);

  expect(responses[0]).toMatch(/^HTTP\/1.1 100 Continue/);
  expect(responses.join("")).toMatch(/HTTP\/1.1 200 OK[\s\S]*"name":"h264_1"/);
});

test('startMockServer("flip") accepts a form in chunks', async () => {
  const mock = await startFlip();
  const path = "/profiles.json";
  const body = encode(sign("POST", path, { preset_name: "h264" }));
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const lines = ["Content-Type: application/x-www-form-urlencoded", "Transfer-Encoding: chunked"];

  const responses = await talk(mock, [
    `${head("POST", `/v3.0${path}`, lines)}${chunk(body.slice(0, 20))}${chunk(body.slice(20))}0\r\n\r\n`,
  ]);

  expect(responses.join("")).toMatch(/^HTTP\/1.1 200 OK[\s\S]*"name":"h264_1"/);
});

test('startMockServer("flip") accepts an empty body in chunks', async () => {
  const mock = await startFlip();
  const path = `/encodings/${seeds.failedEncoding}/retry.json`;
  const target = url(path, sign("POST", path, {}));

  const responses = await talk(mock, [
    `${head("POST", target, ["Transfer-Encoding: chunked"])}0\r\n\r\n`,
  ]);

  expect(responses.join("")).toMatch(/^HTTP\/1.1 200 OK[\s\S]*{"retried":true}/);
});

test.each(["PUT", "POST"])(
  'startMockServer("flip") accepts the parts of an upload by %s',
  async (method) => {
    const mock = await startFlip({ uploads: { partSize: 4 } });
    const params = {
      file_name: "film.mp4",
      file_size: "10",
      multi_chunk: "true",
      profiles: "h264",
    };
    const path = "/videos/upload.json";
    const { body } = await send(mock, "POST", url(path, sign("POST", path, params)));
    const { location } = body as { location: string };
    const film = Buffer.from("0123456789");

    const responses: string[] = [];
    for (const part of [0, 1, 2]) {
      const response = await fetch(location, {
        method,
        headers: {
          "Content-Type": "application/octet-stream",
          "Cache-Control": "no-cache",
          "X-Part": String(part),
          "X-Extra-File-Tag": "",
        },
        body: film.subarray(4 * part, 4 * part + 4),
      });
      responses.push(await response.text());
    }
    const missing = await (await fetch(location)).json();

    expect(body).toMatchObject({ parts: "3", part_size: "4", max_connections: "16" });
    expect(responses.slice(0, 2)).toEqual(["", ""]);
    const video = JSON.parse(responses[2] ?? "");
    expect(video).toMatchObject({ status: "processing", original_filename: "film.mp4" });
    expect(missing).toEqual({ missing_parts: [], media_id: video.id });
    expect(mock.uploads.sessions[0]?.sha256()).toBe(
      createHash("sha256").update(film).digest("hex"),
    );
  },
);

function head(method: string, target: string, lines: readonly string[]): string {
  return [`${method} ${target} HTTP/1.1`, "Host: 127.0.0.1", ...lines, "", ""].join("\r\n");
}

/** Sends each text after the response to the previous one. Returns the responses. */
async function talk({ port, host }: MockServer, texts: readonly string[]): Promise<string[]> {
  const socket = connect(port, host);
  const responses: string[] = [];
  for (const text of texts) {
    socket.write(text);
    const [data] = await once(socket, "data");
    responses.push(String(data));
  }
  socket.destroy();
  return responses;
}
