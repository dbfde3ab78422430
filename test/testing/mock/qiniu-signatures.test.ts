import "../../helpers/warm-up.ts";
import { createHmac } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { send } from "../../helpers/mock-flip.ts";

const keys = { accessKey: "QiniuAccessKey", secretKey: "QiniuSecretKey" };
const host = "pili.qiniuapi.com";
const form = "application/x-www-form-urlencoded";
const target = "/v2/hubs/test-hub/streams/dGVzdDA=";
const date = "20160820T120000Z";

async function startMock(now = () => new Date("2016-08-20T12:00:00Z")) {
  const mock = await startMockServer("pili-v2", { credentials: keys, allowHosts: [host], now });
  onTestFinished(() => mock.close());
  return mock;
}

/** Signs text without our client. */
function sign(text: string): string {
  const digest = createHmac("sha1", keys.secretKey).update(text).digest("base64");
  return `Qiniu ${keys.accessKey}:${digest.replaceAll("+", "-").replaceAll("/", "_")}`;
}

// Computed by another implementation.
test.each([
  ["GET", target, {}, undefined, "m7Bdd0YbJ0b1cv07vcZAzHLK8lY="],
  ["GET", target, { "Content-Type": form }, undefined, "crxblbBGGxNfTeCq4OqQNiyt1ys="],
  [
    "GET",
    target,
    { "Content-Type": form, "X-Qiniu-Date": date },
    undefined,
    "HmT5Xm4o8Z2_z_A7vdcEeX-oOiY=",
  ],
  [
    "POST",
    `${target}/disabled`,
    { "Content-Type": "application/json" },
    '{"disabledTill":-1}',
    "Af2gv9oUxYTUCs_Alna-_5PbtP4=",
  ],
])("startMockServer() accepts the known signature of %s %s with %j", async (...vector) => {
  const [method, path, sent, body, signature] = vector;
  const mock = await startMock();
  const headers = { ...sent, Host: host, Authorization: `Qiniu ${keys.accessKey}:${signature}` };

  const response = await send(mock, method, path, { headers, ...(body && { body }) });

  expect(response.status).toBe(200);
  expect(mock.requests).toMatchObject([{ signature: "valid", findings: [] }]);
});

/** Sends headers `X-Qiniu-…` with a signature of these lines, and returns its outcome. */
async function sendSigned(sent: OutgoingHttpHeaders, lines: readonly string[], now?: () => Date) {
  const mock = await startMock(now);
  const signed = [`GET ${target}`, `Host: ${host}`, ...lines].join("\n");
  const headers = { ...sent, Host: host, Authorization: sign(`${signed}\n\n`) };
  const { status } = await send(mock, "GET", target, { headers });
  const [request] = mock.requests;
  return { status, signature: request?.signature, findings: request?.findings };
}

test.each([
  ["sorted by name", { "X-Qiniu-Bbb": "2", "X-Qiniu-Aaa": "1" }, ["Aaa: 1", "Bbb: 2"]],
  ["with canonical names", { "x-qIniu-aAa-bB": "1" }, ["Aaa-Bb: 1"]],
  ["sorted by name, not by line", { "X-Qiniu-A-B": "2", "X-Qiniu-A": "1" }, ["A: 1", "A-B: 2"]],
  ["with the first of several values", { "X-Qiniu-Aaa": ["1, 1", "2"] }, ["Aaa: 1, 1"]],
  ["without those that have only the prefix", { "X-Qiniu-": "1", "X-Qiniu": "2" }, []],
])("startMockServer() expects headers X-Qiniu- %s", async (_, sent, lines) => {
  const outcome = await sendSigned(
    sent,
    lines.map((line) => `X-Qiniu-${line}`),
  );

  expect(outcome).toEqual({ status: 200, signature: "valid", findings: [] });
});

const two = { "X-Qiniu-A-B": "2", "X-Qiniu-A": "1" };

test.each([
  ["the headers X-Qiniu- were not signed", two, []],
  [
    "the names of the headers X-Qiniu- were signed in lower case",
    two,
    ["x-qiniu-a: 1", "x-qiniu-a-b: 2"],
  ],
  ["the headers X-Qiniu- were not sorted by their names", two, ["X-Qiniu-A-B: 2", "X-Qiniu-A: 1"]],
])("startMockServer() reports that %s", async (mistake, sent, lines) => {
  const outcome = await sendSigned(sent, lines);

  expect(outcome).toMatchObject({ status: 401, signature: `does not match: ${mistake}` });
});

test.each([
  ["an hour ago", date, "2016-08-20T13:00:00Z", /differs by 3600 s from the server's clock/],
  ["in the future", date, "2016-08-20T11:30:00Z", /differs by 1800 s from the server's clock/],
  ["of another form", "2016-08-20T12:00:00Z", "2016-08-20T12:00:00Z", /must be like 20160820T1/],
  ["that does not exist", "20161320T120000Z", "2016-08-20T12:00:00Z", /must be like 20160820T1/],
])("startMockServer() serves and reports an X-Qiniu-Date %s", async (_, sent, now, message) => {
  const lines = [`X-Qiniu-Date: ${sent}`];

  const outcome = await sendSigned({ "X-Qiniu-Date": sent }, lines, () => new Date(now));

  expect(outcome).toMatchObject({ status: 200, signature: "valid" });
  expect(outcome.findings).toMatchObject([{ message: expect.stringMatching(message) }]);
});

test("startMockServer() accepts an X-Qiniu-Date up to 15 minutes ago", async () => {
  const now = () => new Date("2016-08-20T12:14:59Z");

  const outcome = await sendSigned({ "X-Qiniu-Date": date }, [`X-Qiniu-Date: ${date}`], now);

  expect(outcome.findings).toEqual([]);
});

test("startMockServer() rejects an X-Qiniu-Date that was not signed", async () => {
  const outcome = await sendSigned({ "X-Qiniu-Date": date }, []);

  expect(outcome).toMatchObject({
    status: 401,
    signature: "does not match: the headers X-Qiniu- were not signed",
  });
});
