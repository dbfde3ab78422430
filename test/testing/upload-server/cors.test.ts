import { expect, test } from "vitest";
import { makeBytes, sendTo, startUploads } from "../../helpers/raw-upload.ts";

const file = { fileName: "movie.mp4", fileSize: 1000 };
const origin = "https://app.example.com";
const preflight = {
  Origin: origin,
  "Access-Control-Request-Method": "PUT",
  "Access-Control-Request-Headers": "x-part",
};

test.each([
  [true, "*"],
  [[origin], origin],
])("UploadServer allows a preflight with cors: %j", async (cors, allowed) => {
  const server = await startUploads({ cors });
  const session = server.createSession(file);

  const { status, headers, text } = await sendTo(session.location, "OPTIONS", {
    headers: preflight,
  });

  expect([status, text]).toEqual([204, ""]);
  expect(headers).toMatchObject({
    "access-control-allow-origin": allowed,
    "access-control-allow-methods": "PUT, POST, GET, DELETE",
    "access-control-allow-headers": "X-Part, Content-Type, Content-Range, X-Extra-File-Tag",
  });
  expect(server.requests).toEqual([]);
});

test.each([
  [undefined, origin],
  [false, origin],
  [["https://other.example.com"], origin],
])("UploadServer rejects a preflight with cors: %j", async (cors, from) => {
  const server = await startUploads({ cors });
  const session = server.createSession(file);

  const { status, headers } = await sendTo(session.location, "OPTIONS", {
    headers: { ...preflight, Origin: from },
  });

  expect(status).toBe(403);
  expect(headers).not.toHaveProperty("access-control-allow-origin");
});

test("UploadServer lets pages read responses despite faults", async () => {
  const server = await startUploads({ cors: true });
  const session = server.createSession(file);
  server.script([
    { kind: "status", status: 503, method: "PUT" },
    { kind: "status", status: 413, method: "PUT", early: true },
    { kind: "drip", everyMs: 1, bytes: 50, method: "PUT" },
  ]);
  const put = { headers: { Origin: origin, "X-Part": 0 }, body: makeBytes(1000) };

  const responses = [];
  for (let count = 0; count < 4; count += 1) {
    responses.push(await sendTo(session.location, "PUT", put));
  }

  expect(responses.map(({ status }) => status)).toEqual([503, 413, 200, 200]);
  for (const { headers } of responses) {
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "Range, Location, Retry-After, Mock-Reason",
    });
  }
});

test("UploadServer sends no CORS headers without an Origin", async () => {
  const server = await startUploads({ cors: true });

  const { headers } = await sendTo(server.createSession(file).location, "GET");

  expect(headers).not.toHaveProperty("access-control-allow-origin");
});
