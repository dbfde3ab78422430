import { createHash } from "node:crypto";
import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { Readable } from "node:stream";
import fc from "fast-check";
import { TelestreamCloud } from "flip-pili/flip";
import { expect, test } from "vitest";
import { MultipartReader } from "../../../src/testing/exchange/multipart.ts";
import { credentials, encodeForm, send, signedQuery, startFlip } from "../../helpers/mock-flip.ts";
import { propertyOptions } from "../../helpers/property.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("startMockServer() records a small body unchanged", async () => {
  const mock = await startFlip();
  const body = new Uint8Array([0, 1, 0xc3, 0x28, 0xff]);
  const headers = { "Content-Type": "application/octet-stream", "X-Part": "0" };

  await send(mock, "PUT", "/upload/session?id=abc", { headers, body });

  expect(mock.requests[0]).toMatchObject({
    operationId: "uploadPart",
    query: { id: "abc" },
    headers: { "x-part": "0" },
    bodySize: 5,
    bodySha256: sha256(body),
    body,
    findings: [],
  });
});

test("startMockServer() records the size and digest of a larger body", async () => {
  const mock = await startFlip();
  const body = new Uint8Array(65_537).fill(7);
  const headers = { "Content-Type": "application/octet-stream" };

  await send(mock, "PUT", "/upload/session", { headers, body });

  expect(mock.requests[0]).toMatchObject({ bodySize: 65_537, bodySha256: sha256(body) });
  expect(mock.requests[0]?.body).toBeUndefined();
});

test("startMockServer() records the file that a client sends", async () => {
  const mock = await startFlip();
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
  const bytes = crypto.getRandomValues(new Uint8Array(50_000));

  await tc.post("/videos.json", { file: new File([bytes], 'a "film".mp4') });

  expect(mock.requests[0]?.files).toEqual([
    {
      field: "file",
      name: 'a "film".mp4',
      contentType: "application/octet-stream",
      size: 50_000,
      sha256: sha256(bytes),
    },
  ]);
  expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
});

test("startMockServer() receives a large file in a form", async () => {
  const mock = await startFlip();
  const chunk = Buffer.alloc(1024 * 1024, "film");
  const digest = createHash("sha256");
  const headers = { "Content-Type": "multipart/form-data; boundary=b" };
  const path = `/v3.0/videos.json?${signedQuery("POST", "/videos.json")}`;
  function* form() {
    yield '--b\r\nContent-Disposition: form-data; name="file"; filename="big.mp4"\r\n\r\n';
    for (let count = 0; count < 16; count++) {
      digest.update(chunk);
      yield chunk;
    }
    yield "\r\n--b--\r\n";
  }

  const request = sendRequest(mock.url, { method: "POST", path, headers, agent: false });
  Readable.from(form()).pipe(request);
  const [response] = await once(request, "response");
  response.resume();

  expect(response.statusCode).toBe(200);
  expect(mock.requests[0]).toMatchObject({
    signature: "valid",
    findings: [],
    files: [{ name: "big.mp4", size: 16 * 1024 * 1024, sha256: digest.digest("hex") }],
  });
});

test("startMockServer() receives a large part at an upload location", async () => {
  const mock = await startFlip({ stateless: true });
  const body = new Uint8Array(16 * 1024 * 1024);
  const headers = { "Content-Type": "application/octet-stream", "X-Part": "3" };

  const response = await send(mock, "POST", "/upload/session?id=abc", { headers, body });

  expect(response.status).toBe(200);
  expect(mock.requests[0]).toMatchObject({ bodySize: body.length, findings: [] });
});

test.each([
  ["no boundary", "multipart/form-data", "--b--\r\n", "boundary"],
  ["no end", "multipart/form-data; boundary=b", "--b\r\nContent-Dis", "not closed"],
  ["no part", "multipart/form-data; boundary=b", "junk", "not closed"],
  [
    "a part without name",
    "multipart/form-data; boundary=b",
    "--b\r\nContent-Type: a/b\r\n\r\nx\r\n--b--\r\n",
    "no name",
  ],
  ["a malformed boundary", "multipart/form-data; boundary=b", "--bb\r\n\r\n", "malformed"],
  ["a long header", "multipart/form-data; boundary=b", `--b\r\n${"a".repeat(20_000)}`, "longer"],
])("startMockServer() rejects a form with %s", async (_, type, body, problem) => {
  const mock = await startFlip();
  const target = `/v3.0/videos.json?${signedQuery("POST", "/videos.json")}`;

  const response = await send(mock, "POST", target, { headers: { "Content-Type": type }, body });

  expect(response).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  expect(mock.requests[0]?.findings).toMatchObject([
    { location: ["request", "body"], message: expect.stringContaining(problem) },
  ]);
});

test.each([
  ["form", new URLSearchParams({ command: "x".repeat(1024 * 1024) })],
  ["field", formOf("command", "x".repeat(1024 * 1024 + 1))],
])("startMockServer() rejects a %s of over a megabyte", async (_, form) => {
  const mock = await startFlip();
  const target = `/v3.0/profiles.json?${signedQuery("POST", "/profiles.json")}`;

  const response = await send(mock, "POST", target, await encodeForm(form));

  expect(response).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("longer") },
  });
});

test("MultipartReader finds the same parts in chunks of any size", async () => {
  const film = "\r\n--bound\r\n--boundar\r\n-- \r\n\r\n--boundar\r\r\n";
  const form = `preamble\r\n--boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\nä\r\n--boundary\r\ncontent-disposition:form-data; filename=f.mp4; name=file\r\nContent-Type: video/mp4\r\n\r\n${film}\r\n--boundary--\r\nepilogue`;
  const bytes = Buffer.from(form);
  const expected = [
    { name: "a", fileName: undefined, size: 2 },
    { name: "file", fileName: "f.mp4", contentType: "video/mp4", size: film.length },
  ];

  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 40 }), (cuts) => {
      const reader = new MultipartReader("boundary");
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      for (const [index, place] of places.entries()) {
        reader.write(bytes.subarray(place, places[index + 1] ?? bytes.length));
      }
      reader.end();

      expect(reader.parts).toMatchObject(expected);
    }),
    propertyOptions(100),
  );
});

function formOf(name: string, value: string): FormData {
  const form = new FormData();
  form.append(name, value);
  return form;
}
