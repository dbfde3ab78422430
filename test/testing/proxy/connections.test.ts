import "../../helpers/warm-up.ts";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, createServer, request as sendRequest } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { InvalidArgumentError, TelestreamCloud } from "flip-pili/flip";
import { startProxy } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { closedPort } from "../../helpers/flip-server.ts";
import { credentials, send, startFlip } from "../../helpers/mock-flip.ts";
import {
  openSocket,
  readAll,
  sendBytes,
  startRawServer,
  startTestProxy,
} from "../../helpers/raw-traffic.ts";

const get = "GET /v3.0/videos.json HTTP/1.1\r\nHost: a\r\n\r\n";
const okay = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";
const certificate = (name: string) =>
  readFile(
    fileURLToPath(new URL(`../../fixtures/certificate/${name}.pem`, import.meta.url)),
    "utf8",
  );

test("startProxy() responds 502 when the upstream cannot be reached", async () => {
  const port = await closedPort();
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${port}` });

  const response = await send(proxy, "GET", "/v3.0/videos.json");
  await proxy.close();
  const { findings, totals } = await proxy.report();

  const message = `Cannot connect to http://127.0.0.1:${port}: ECONNREFUSED`;
  expect(response).toMatchObject({ status: 502, body: { error: "ProxyError", message } });
  expect(response.headers).toMatchObject({ "proxy-reason": message, connection: "close" });
  expect(findings).toMatchObject([
    { kind: "upstream", operationId: "listVideos", status: 502, violations: [{ message }] },
  ]);
  expect(totals).toMatchObject({ calls: 1, ok: 0, abandoned: 0 });
});

test("startProxy() responds 502 to a client that is still sending", async () => {
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${await closedPort()}` });
  const head = "POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n";

  const response = await sendBytes(proxy, head, Buffer.alloc(20_000_000));

  expect(String(response)).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
});

test.each([
  ["CONNECT a.example:443 HTTP/1.1\r\nHost: a\r\n\r\n", "Tunnels (CONNECT) are not passed on"],
  [
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n",
    "WebSockets are not passed on",
  ],
])("startProxy() rejects %j after the preceding exchanges", async (request, reason) => {
  const upstream = await startRawServer((socket) => void socket.write(okay), get.length);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = String(await sendBytes(proxy, `${get}${request}`));
  const { findings } = await proxy.report();

  expect(response.startsWith(`${okay}HTTP/1.1 501 Not Implemented\r\n`)).toBe(true);
  expect(response).toContain(`Proxy-Reason: ${reason}\r\n`);
  expect(String(upstream.received[0])).toBe(get);
  expect(findings).toContainEqual(
    expect.objectContaining({
      kind: "route",
      status: 501,
      violations: [{ location: ["connection"], message: reason }],
    }),
  );
});

test("startProxy() forwards an Upgrade header that the upstream ignores", async () => {
  const request =
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n\r\n";
  const upstream = await startRawServer(okay, request.length);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = await sendBytes(proxy, request);

  expect(String(upstream.received[0])).toBe(request);
  expect(String(response)).toBe(okay);
});

test("startProxy() opens one upstream connection per client connection and reuses it", async () => {
  const ports = new Set<number | undefined>();
  const server = createServer((request, response) => {
    ports.add(request.socket.remotePort);
    response.writeHead(200, { "Content-Type": "application/json" }).end("[]");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${port}` });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());

  for (let call = 0; call < 5; call += 1) {
    const sending = sendRequest(`${proxy.url}/v3.0/videos.json`, { agent }).end();
    const [response] = await once(sending, "response");
    response.resume();
    await once(response, "end");
  }
  const { totals } = await proxy.report();

  expect(ports.size).toBe(1);
  expect(totals.calls).toBe(5);
});

test("startProxy() ends the upstream connection of a disconnected client, without a finding", async () => {
  const upstream = await startRawServer(() => {});
  const proxy = await startTestProxy({ upstream: upstream.url });
  const client = await openSocket(proxy);
  client.write("POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
  while (upstream.sockets.length === 0 || !String(upstream.received[0]).endsWith("abc")) {
    await new Promise(setImmediate);
  }

  const [upstreamSide] = upstream.sockets;
  const gone = new Promise((resolve) => upstreamSide?.once("close", resolve));
  client.resetAndDestroy();
  await gone;
  const { findings, totals } = await proxy.report();

  expect(findings).toEqual([]);
  expect(totals).toMatchObject({ calls: 0, abandoned: 1 });
});

test.each([
  [
    "with a reset",
    true,
    "The upstream broke the connection before its response was complete: ECONNRESET",
  ],
  ["with an end", false, "The upstream ended the connection before its response was complete"],
])(
  "startProxy() ends the client connection when the upstream ends its own %s, before the response is complete",
  async (_, isReset, message) => {
    const beginning = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc";
    const upstream = await startRawServer((socket) => void socket.write(beginning));
    const proxy = await startTestProxy({ upstream: upstream.url });
    const client = await openSocket(proxy);
    const errors: unknown[] = [];
    client.on("error", ({ code }: NodeJS.ErrnoException) => errors.push(code));

    const received = readAll(client);
    client.write(get);
    await once(client, "data");
    if (isReset) upstream.sockets[0]?.resetAndDestroy();
    else upstream.sockets[0]?.end();
    const bytes = await received;
    const { findings } = await proxy.report();

    expect(String(bytes)).toBe(beginning);
    expect(errors).toEqual(isReset ? ["ECONNRESET"] : []);
    expect(findings).toMatchObject([
      { kind: "upstream", operationId: "listVideos", violations: [{ message }] },
    ]);
  },
);

test("startProxy() has no finding for an upstream that closes an idle connection", async () => {
  const upstream = await startRawServer((socket, received) => {
    if (received.length > get.length) socket.end();
    else socket.write(okay);
  });
  const proxy = await startTestProxy({ upstream: upstream.url });
  const client = await openSocket(proxy);

  client.write(get);
  await once(client, "data");
  client.write(get);
  await readAll(client);
  const { findings, totals } = await proxy.report();

  expect(findings.map(({ kind }) => kind)).not.toContain("upstream");
  expect(totals).toMatchObject({ calls: 1, abandoned: 1 });
});

test("startProxy() forwards a response that arrives before the request is complete", async () => {
  const rejection = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  const upstream = await startRawServer(rejection);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = await sendBytes(
    proxy,
    "POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
  );
  const report = proxy.report();

  expect(String(response)).toBe(rejection);
  expect((await report).findings).toMatchObject([{ kind: "answer", status: 413 }]);
});

test("startProxy() reads no more than the upstream reads", async () => {
  const upstream = await startRawServer((socket) => void socket.pause());
  const proxy = await startTestProxy({ upstream: upstream.url });
  const client = await openSocket(proxy);
  const chunk = Buffer.alloc(1024 * 1024);
  client.write("POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");

  // Without backpressure all 200 MB would be accepted.
  let sent = 0;
  let isStuck = false;
  while (!isStuck && sent < 200) {
    sent += 1;
    isStuck = !client.write(chunk) && !(await drained(client));
  }

  expect(isStuck).toBe(true);
});

/** Returns whether a socket drains within many turns of the event loop. */
async function drained(socket: NodeJS.EventEmitter): Promise<boolean> {
  let isDrained = false;
  socket.once("drain", () => {
    isDrained = true;
  });
  for (let turn = 0; turn < 2_000 && !isDrained; turn += 1) await new Promise(setImmediate);
  return isDrained;
}

test("startProxy() connects over TLS to an upstream whose certificate it trusts", async () => {
  const [key, cert] = await Promise.all([certificate("key"), certificate("cert")]);
  const server = createSecureServer({ key, cert }, (request, response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end("[]");
    request.resume();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const upstream = `https://localhost:${(server.address() as AddressInfo).port}`;
  const trusting = await startTestProxy({ upstream, ca: cert });
  const wary = await startTestProxy({ upstream });

  const responses = await Promise.all(
    [trusting, wary].map((proxy) => send(proxy, "GET", "/v3.0/videos.json")),
  );

  expect(responses.map(({ status }) => status)).toEqual([200, 502]);
  expect(responses[1]?.body).toMatchObject({
    message: `Cannot connect to ${upstream}: DEPTH_ZERO_SELF_SIGNED_CERT`,
  });
});

test.each([
  ["keep", "api.example:8080"],
  ["upstream", undefined],
] as const)(
  "startProxy() sends the Host header that hostHeader selects: %s",
  async (hostHeader, host) => {
    const request = "GET /a HTTP/1.1\r\nX-Host: x\r\nhOST:  api.example:8080\r\nX: 1\r\n\r\n";
    const upstream = await startRawServer(okay, get.length);
    const options = { upstream: upstream.url, hostHeader, allowHosts: ["api.example"] };
    const proxy = await startTestProxy(options);

    await sendBytes(proxy, request);

    const expected = request.replace("api.example:8080", host ?? `127.0.0.1:${upstream.port}`);
    expect(String(upstream.received[0])).toBe(expected);
  },
);

test("startProxy() keeps signatures over the host of the upstream valid", async () => {
  const mock = await startFlip();
  const proxy = await startTestProxy({
    upstream: `http://localhost:${mock.port}`,
    hostHeader: "upstream",
  });
  const tc = new TelestreamCloud({
    ...credentials,
    apiHost: "localhost",
    apiPort: mock.port,
    // The URL is already signed: only the connection goes elsewhere.
    fetch: (url, init) => fetch(String(url).replace(/^http:\/\/[^/]+/, proxy.url), init),
  });

  await tc.get("/videos.json");

  expect(mock.requests[0]).toMatchObject({ signature: "valid", status: 200 });
});

test.each([
  ["upstream", { upstream: "http://a.example/v3.0" }],
  ["upstream", { upstream: "http://a.example/?a" }],
  ["upstream", { upstream: "http://user:hunter2@a.example" }],
  ["upstream", { upstream: "ftp://a.example" }],
  ["upstream", { upstream: "a.example" }],
  ["upstream", {}],
  ["port", { upstream: "http://a.example", port: 65_536 }],
  ["hostHeader", { upstream: "http://a.example", hostHeader: "other" }],
  ["log", { upstream: "http://a.example", log: true }],
  ["onFinding", { upstream: "http://a.example", onFinding: {} }],
  ["upstreamUrl", { upstream: "http://a.example", upstreamUrl: "http://user:hunter2@a.example" }],
  ["options", undefined],
])("startProxy() rejects an invalid %s: %j", async (argument, options) => {
  const starting = startProxy("flip", options as never);

  await expect(starting).rejects.toThrow(InvalidArgumentError);
  await expect(starting).rejects.toMatchObject({ argument });
  await expect(starting).rejects.not.toThrow("hunter2");
});

test("ValidatingProxy.close() ends open connections and may be called again", async () => {
  const upstream = await startRawServer(() => {});
  const proxy = await startTestProxy({ upstream: upstream.url });
  const client = await openSocket(proxy);
  client.write(get);
  while (upstream.sockets.length === 0) await new Promise(setImmediate);

  const ended = readAll(client);
  await proxy.close();
  await proxy.close();

  expect((await ended).length).toBe(0);
  expect(proxy.findings).toEqual([]);
});

test("Proxy[Symbol.asyncDispose]() closes the proxy", async () => {
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${await closedPort()}` });

  await proxy[Symbol.asyncDispose]();

  await expect(send(proxy, "GET", "/v3.0/videos.json")).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
});
