import { TelestreamCloud } from "flip-pili/flip";
import { checkConformance } from "flip-pili/testing";
import { expect, test } from "vitest";
import { credentials, encodeForm, startFlip } from "../../helpers/mock-flip.ts";
import {
  bytes,
  file,
  headOf,
  partOf,
  sendPart,
  sendRange,
  sendTo,
  sha256,
  startUploads,
  until,
  writeTo,
} from "../../helpers/raw-upload.ts";

const octets = { "Content-Type": "application/octet-stream" };

test.each([
  ["Python", "POST", octets],
  ["Python with extra files", "POST", { ...octets, "X-Extra-File-Tag": "" }],
  ["Go and Ruby", "PUT", { ...octets, "X-Extra-File-Tag": "", "Cache-Control": "no-cache" }],
  [".NET", "PUT", { ...octets, Accept: "application/json" }],
  ["Java", "POST", { ...octets, "Cache-Control": "no-cache" }],
])("UploadServerSession.location accepts the parts of %s by %s", async (_, method, headers) => {
  const server = await startUploads();
  const session = server.createSession(file);

  const responses: unknown[] = [];
  for (const part of [2, 0, 1, 1]) {
    const body = partOf(session, bytes, part);
    const sent = { headers: { ...headers, "X-Part": part }, body };
    responses.push((await sendTo(session.location, method, sent)).status);
  }

  expect(responses).toEqual([200, 200, 200, 200]);
  expect(session.sha256()).toBe(sha256(bytes));
});

test("UploadServerSession.location accepts a part after Expect: 100-continue", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  const body = partOf(session, bytes, 0);
  const head = headOf(session, 0, body.length).replace(
    "\r\n\r\n",
    "\r\nExpect: 100-continue\r\n\r\n",
  );

  const socket = writeTo(session, head);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  await until(() => received.includes("100 Continue"));
  socket.write(body);
  await until(() => received.includes("200 OK"));

  expect(session.missingParts).toEqual([1, 2]);
});

test.each(["PUT", "POST"])(
  "UploadServerSession.location accepts the queries and ranges of streaming uploads by %s",
  async (method) => {
    const server = await startUploads();
    const session = server.createSession({ ...file, multiChunk: false });
    const none = Buffer.alloc(0);

    const responses = [
      await sendRange(session, "*/2500", none, method),
      await sendRange(session, "0-999/2500", bytes.subarray(0, 1000), method),
      await sendRange(session, "*/2500", none, method),
      await sendRange(session, "1000-2499/2500", bytes.subarray(1000), method),
    ];

    expect(responses.map(({ status, headers }) => [status, headers["range"]])).toEqual([
      [204, undefined],
      [204, "0-999"],
      [204, "0-999"],
      [200, undefined],
    ]);
    expect(session.sha256()).toBe(sha256(bytes));
  },
);

test("UploadServerSession.location accepts the whole file as a form, as old browsers send it", async () => {
  const server = await startUploads();
  const session = server.createSession({ ...file, multiChunk: false });
  const form = new FormData();
  form.append("note", "any text");
  form.append("upload", new Blob([new Uint8Array(bytes)]), "C:\\films\\movie.mp4");

  const { status, text } = await sendTo(session.location, "POST", await encodeForm(form));

  expect([status, JSON.parse(text)]).toEqual([200, session.video]);
  expect(session.sha256()).toBe(sha256(bytes));
});

test.each([
  ["multipart/form-data", "", "no boundary"],
  ["multipart/form-data; boundary=b", "--b\r\nContent-Dis", "not closed"],
  ["multipart/form-data; boundary=b", "--b--\r\n", "The file has 2500 bytes, not 0"],
])(
  "UploadServerSession.location rejects a form of type %s with %j",
  async (type, text, message) => {
    const server = await startUploads();
    const session = server.createSession({ ...file, multiChunk: false });
    const sent = { headers: { "Content-Type": type }, body: Buffer.from(text) };

    const response = await sendTo(session.location, "POST", sent);

    expect(response).toMatchObject({ status: 400, text: expect.stringContaining(message) });
    expect(session.isComplete).toBe(false);
  },
);

const forms = [
  ["parts-and-video", (id: string) => JSON.stringify({ missing_parts: [], media_id: id })],
  ["parts", () => '{"missing_parts":[]}'],
  ["video", (id: string) => JSON.stringify({ media_id: id })],
  ["empty", () => ""],
  ["status", () => '{"status":"processing"}'],
] as const;

test.each(forms)(
  "startUploadServer() responds to GET at the end with %s",
  async (form, expected) => {
    const server = await startUploads({ completeAs: form });
    const session = server.createSession(file);
    const open = await sendTo(session.location, "GET");
    for (const part of [0, 1, 2]) await sendPart(session, bytes, part);

    const { status, text } = await sendTo(session.location, "GET", {
      headers: { "X-Extra-File-Tag": "", "Cache-Control": "no-cache" },
    });

    expect(open.text).toBe('{"missing_parts":[0,1,2]}');
    expect([status, text]).toEqual([200, expected(String(session.video?.id))]);
  },
);

test("startUploadServer() rejects an unknown completeAs", async () => {
  const starting = startUploads({ completeAs: "never" as never });

  await expect(starting).rejects.toMatchObject({ argument: "completeAs" });
});

test.each(forms)("UploadSession is uploaded when GET at the end responds with %s", async (form) => {
  const mock = await startFlip({ uploads: { partSize: 1000, completeAs: form } });
  const cloud = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
  const [factory] = await cloud.getResource("flip").factories.all();

  const session = await factory?.uploadSession(new File([new Uint8Array(bytes)], "movie.mp4"));
  const video = await session?.start();

  expect(session?.status).toBe("uploaded");
  expect(video?.id).toBe(mock.uploads.sessions[0]?.video?.id);
  expect(mock.uploads.sessions[0]?.sha256()).toBe(sha256(bytes));
});

test.each(forms)(
  "checkConformance() accepts that GET at the end responds with %s",
  async (form) => {
    const mock = await startFlip({ uploads: { completeAs: form }, speed: 1000 });
    const only = ["getMissingParts", "uploadPart", "uploadPartByPost"];

    const report = await checkConformance("flip", { url: mock.url, credentials, only });

    expect(report).toMatchObject({ failed: 0, hasPassed: true });
  },
);
