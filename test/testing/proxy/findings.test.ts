import "../../helpers/warm-up.ts";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { HttpError, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { type ProxyOptions, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { flipApi } from "../../../src/testing/mock/flip/flip-api.ts";
import { createCheckExchange } from "../../../src/testing/proxy/check-exchange.ts";
import { ProxiedExchange } from "../../../src/testing/proxy/proxied-exchange.ts";
import { TrafficLog } from "../../../src/testing/proxy/traffic-log.ts";
import { TrafficRecorder } from "../../../src/testing/proxy/traffic-recorder.ts";
import { createRouter } from "../../../src/testing/spec/find-operation.ts";
import { loadSpec } from "../../../src/testing/spec/load-spec.ts";
import { credentials, send, signedQuery, startFlip } from "../../helpers/mock-flip.ts";
import { sendBytes, startTestProxy } from "../../helpers/raw-traffic.ts";

/** Starts an upstream with a request listener. It ends with the test. */
async function startUpstream(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts an upstream that sends one response to all requests, and a proxy in front of it. */
async function startWithResponse(
  body: string | Buffer,
  headers: Record<string, string> = {},
  status = 200,
  options: Partial<ProxyOptions> = {},
) {
  const upstream = await startUpstream((request, response) => {
    request.resume();
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(body);
  });
  return startTestProxy({ upstream, ...options });
}

function listVideos(query: Record<string, unknown> = {}) {
  return `/v3.0/videos.json?${signedQuery("GET", "/videos.json", query)}`;
}

test("startProxy() has no findings between the client and the mock of Flip", async () => {
  const mock = await startFlip({ stateless: true });
  const proxy = await startTestProxy({ upstream: mock.url });
  const tc = new TelestreamCloud({ ...credentials, apiHost: proxy.host, apiPort: proxy.port });
  const [factory] = await tc.getResource("flip").factories.all();

  const profile = await factory?.profiles.create({ preset_name: "h264", name: "mine" });
  const video = await factory?.videos.create({ file: new Uint8Array(300_000) });
  await factory?.videos.find(String(video?.id));
  await profile?.delete();
  mock.answerNext("listVideos", { status: 404 });
  const missing = await tc.get("/videos.json").catch((error) => error);
  const report = await proxy.report();

  expect(missing).toBeInstanceOf(HttpError);
  expect(report.findings).toEqual([]);
  expect(report.totals).toMatchObject({ calls: 6, ok: 6, withFindings: 0, occurrences: 0 });
  expect(mock.requests.map(({ signature }) => signature)).toEqual(Array(6).fill("valid"));
});

test("startProxy() has no findings between the client and the mock of Pili", async () => {
  const keys = { accessKey: "access", secretKey: "secret" };
  const mock = await startMockServer("pili", { credentials: keys, stateless: true });
  onTestFinished(() => mock.close());
  const proxy = await startTestProxy({ upstream: mock.url }, "pili");
  const hub = new Hub(new Credentials("access", "secret"), "hub", {
    apiHost: `${proxy.host}:${proxy.port}`,
  });

  const stream = await hub.createStream({ title: "a-stream" });
  await stream.disable();
  await stream.delete();
  const { findings, totals } = await proxy.report();

  expect(findings).toEqual([]);
  expect(totals).toMatchObject({ calls: 3, ok: 3, operationsCalled: 3 });
});

test("startProxy() reports the violations of a request and forwards it", async () => {
  const proxy = await startWithResponse("[]");

  const response = await send(proxy, "GET", listVideos({ per_page: 101, bogus: 1 }));
  const { findings, totals } = await proxy.report();

  expect(response).toMatchObject({ status: 200, body: [] });
  expect(findings).toEqual([
    {
      kind: "request",
      operationId: "listVideos",
      method: "GET",
      path: "/v3.0/videos.json",
      status: 200,
      violations: [
        { location: ["request", "query", "bogus"], message: "Parameter bogus is unknown" },
        {
          location: ["request", "query", "per_page"],
          message: "Request query parameter per_page must be <= 100",
          rule: "maximum",
        },
      ],
      count: 1,
      firstAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lastAt: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  ]);
  expect(totals).toMatchObject({ calls: 1, ok: 0, withFindings: 1, occurrences: 1 });
});

test("startProxy() reports the violations of a response and forwards it", async () => {
  const body = '[{"id":1,"status":"done"},{"id":2,"status":"done"}]';
  const proxy = await startWithResponse(body);

  const response = await send(proxy, "GET", listVideos());
  const { findings } = await proxy.report();

  expect(response.body).toEqual(JSON.parse(body));
  expect(findings).toMatchObject([{ kind: "answer", operationId: "listVideos", status: 200 }]);
  const rules = findings[0]?.violations.map(({ location, rule }) => [location.at(-1), rule]);
  expect(rules).toContainEqual(["id", "type"]);
  expect(rules).toContainEqual(["status", "enum"]);
  // Once for both items.
  expect(rules).toHaveLength(new Set(rules?.map(String)).size);
});

test.each([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
])("startProxy() checks responses in %s", async (coding, encode) => {
  const proxy = await startWithResponse(encode('{"not":"a list"}'), { "Content-Encoding": coding });

  await fetch(`${proxy.url}${listVideos()}`).then((response) => response.text());
  const { findings } = await proxy.report();

  expect(findings).toMatchObject([
    { kind: "answer", violations: [{ message: "Response body must be array" }] },
  ]);
});

test.each([
  ["text that is not JSON", "[", {}, "answer", "Response body is not JSON"],
  [
    "invalid gzip",
    "[]",
    { "Content-Encoding": "gzip" },
    "answer",
    "Response body is not gzip: Z_DATA_ERROR",
  ],
  [
    "an unknown encoding",
    "[]",
    { "Content-Encoding": "zstd" },
    "unchecked",
    "The Content-Encoding zstd cannot be decoded",
  ],
  [
    "a media type that is not in the spec",
    "<a>",
    { "Content-Type": "text/html" },
    "answer",
    'The received media type "text/html" does not match the one specified in the current response: application/json',
  ],
  [
    "a body of more than 10 MiB",
    `[${" ".repeat(10 * 1024 * 1024)}]`,
    {},
    "unchecked",
    "The body is longer than 10 MiB",
  ],
  [
    "a body that grows beyond 10 MiB",
    gzipSync(`[${" ".repeat(10 * 1024 * 1024)}]`),
    { "Content-Encoding": "gzip" },
    "unchecked",
    "The body is longer than 10 MiB",
  ],
])("startProxy() reports %s", async (_, body, headers, kind, message) => {
  const proxy = await startWithResponse(body, headers as Record<string, string>);

  await sendBytes(proxy, `GET ${listVideos()} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  const { findings } = await proxy.report();

  expect(findings).toMatchObject([{ kind, operationId: "listVideos", violations: [{ message }] }]);
});

test("startProxy() reports unsigned requests", async () => {
  const flip = await startWithResponse("[]");
  const pili = await startTestProxy({ upstream: flip.url }, "pili");

  await send(flip, "GET", "/v3.0/videos.json?access_key=a");
  await send(pili, "GET", "/v1/streams?hub=a");
  const reports = await Promise.all([flip.report(), pili.report()]);

  const messages = reports.map(({ findings }) => findings[0]?.violations[0]?.message);
  expect(messages).toEqual([
    "Signature missing: signature, timestamp",
    "Signature missing: Authorization",
  ]);
});

test("startProxy() reports paths and methods that are not in the spec", async () => {
  const proxy = await startWithResponse("{}", {}, 404);

  await send(proxy, "GET", "/v3.0/vidoes.json");
  await send(proxy, "PATCH", "/v3.0/videos.json");
  await send(proxy, "GET", "/v3.0/videos.json&signature=abc%3D");
  const { findings, totals } = await proxy.report();

  expect(
    findings.map(({ kind, path, violations }) => [kind, path, violations[0]?.message]),
  ).toEqual([
    ["route", "/v3.0/vidoes.json", "The API has no path /v3.0/vidoes.json"],
    ["route", "/v3.0/videos.json", "/v3.0/videos.json allows GET, POST, not PATCH"],
    ["route", "/v3.0/videos.json&signature=[hidden]", expect.not.stringContaining("abc")],
  ]);
  expect(totals).toMatchObject({ calls: 3, ok: 0 });
});

test("startProxy() does not check uploads and preflights", async () => {
  const proxy = await startWithResponse("{}");

  await send(proxy, "PUT", "/upload/session?id=1", { headers: { "X-Part": "0" }, body: "abc" });
  await send(proxy, "OPTIONS", "/v3.0/videos.json", {
    headers: { Origin: "http://localhost:3000", "Access-Control-Request-Method": "GET" },
  });
  const { findings, totals } = await proxy.report();

  expect(findings).toEqual([]);
  expect(totals).toMatchObject({ calls: 0, outside: 2 });
});

test("startProxy() counts equal findings and calls onFinding for each", async () => {
  const counts: number[] = [];
  const proxy = await startWithResponse("{}", {}, 200, {
    onFinding: ({ count }) => counts.push(count),
  });

  for (const id of ["1", "2", "3"]) {
    const path = `/videos/${id}.json`;
    await send(proxy, "GET", `/v3.0${path}?${signedQuery("GET", path)}`);
  }
  const { findings, totals } = await proxy.report();

  expect(findings).toMatchObject([
    { operationId: "getVideo", path: "/v3.0/videos/1.json", count: 3 },
  ]);
  expect(counts).toEqual([1, 2, 3]);
  expect(totals).toMatchObject({ calls: 3, occurrences: 3 });
});

test("startProxy() stores at most a thousand findings", async () => {
  const proxy = await startWithResponse("{}", {}, 404);
  const requests = Array.from(
    { length: 1_005 },
    (_, index) => `GET /${index} HTTP/1.1\r\nHost: a\r\n\r\n`,
  );

  await sendBytes(
    proxy,
    `${requests.join("")}GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  );
  const { findings, totals } = await proxy.report();

  expect(findings).toHaveLength(1_000);
  expect(totals).toMatchObject({ calls: 1_006, occurrences: 1_006, notListed: 6 });
});

test("startProxy() continues when onFinding or log throw", async () => {
  const fail = () => {
    throw new Error("Broken");
  };
  const proxy = await startWithResponse("{}", {}, 200, { onFinding: fail, log: fail });

  const responses = [await send(proxy, "GET", "/a"), await send(proxy, "GET", "/b")];
  const { findings } = await proxy.report();

  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  expect(findings.map(({ path }) => path)).toEqual(["/a", "/b"]);
});

test("TrafficRecorder reports a failed comparison as a finding", async () => {
  const { operations, find } = await loadFlip();
  const trafficLog = new TrafficLog({ api: "flip", upstream: "", operations, onFinding: () => {} });
  const fail = () => {
    throw new Error("Broken at signature=abc");
  };
  const validator = { checkRequest: fail, checkResponse: fail };
  const check = createCheckExchange({ api: flipApi, find, validator });
  const recorder = new TrafficRecorder({
    trafficLog,
    check,
    nameOf: () => undefined,
    log: () => {},
  });

  recorder.finished(
    new ProxiedExchange({ method: "GET", target: "/v3.0/videos.json", fields: [] }),
  );
  const received = new ProxiedExchange({ method: "GET", target: "/v3.0/videos.json", fields: [] });
  received.isReceived = true;
  recorder.finished(received);
  await recorder.settled();

  expect(trafficLog.findings).toMatchObject([
    { kind: "internal", path: "/v3.0/videos.json", violations: [{ location: ["proxy"] }] },
  ]);
  const [{ violations } = { violations: [] }] = trafficLog.findings;
  expect(violations[0]?.message).toBe("The comparison failed: Error: Broken at signature=[hidden]");
  expect(trafficLog.report().totals).toMatchObject({ calls: 2, ok: 1 });
});

/** Loads the operations of Flip and their router. */
async function loadFlip() {
  const { operations } = await loadSpec(flipApi.spec);
  return { operations, find: createRouter(operations, flipApi.rejectPath) };
}

test("startProxy() removes secrets from reports and log lines", async () => {
  const lines: string[] = [];
  const proxy = await startWithResponse("{}", {}, 404, { log: (line) => lines.push(line) });
  const pili = await startTestProxy(
    { upstream: proxy.url, log: (line) => lines.push(line) },
    "pili",
  );
  const secrets = ["hunter2", "SIGNED=", "s3cr3t"];
  const headers = { Authorization: "Qiniu hunter2:SIGNED=", Cookie: "s3cr3t" };

  await send(proxy, "GET", "/v3.0/videos.json?signature=SIGNED%3D&access_key=hunter2", { headers });
  await send(proxy, "GET", "/v3.0/videos.json&access_key=hunter2&signature=SIGNED=", { headers });
  await send(proxy, "POST", "/v3.0/profiles.json", {
    headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded" },
    body: "secret_key=s3cr3t&signature=SIGNED%3D",
  });
  await send(pili, "GET", "/v1/streams?hub=s3cr3t&marker=hunter2", { headers });
  const report = JSON.stringify([await proxy.report(), await pili.report(), lines]);

  expect(lines.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(report).not.toContain(secret);
});

test("ValidatingProxy.report() lists all operations and those that were never called", async () => {
  const proxy = await startWithResponse("[]");

  await send(proxy, "GET", listVideos());
  await send(proxy, "GET", listVideos({ per_page: 101 }));
  const report = await proxy.report();

  expect(report).toMatchObject({ schemaVersion: 1, api: "flip", upstream: expect.any(String) });
  expect(report.operations.find(({ operationId }) => operationId === "listVideos")).toEqual({
    operationId: "listVideos",
    method: "GET",
    path: "/v3.0/videos.json",
    calls: 2,
    ok: 1,
    withFindings: 1,
  });
  expect(report.neverCalled).toHaveLength(report.operations.length - 1);
  expect(report.neverCalled).not.toContain("listVideos");
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
