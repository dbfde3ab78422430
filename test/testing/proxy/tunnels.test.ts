import "../../helpers/warm-up.ts";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createServer } from "node:tls";
import { startProxy } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { closedPort } from "../../helpers/flip-server.ts";
import { certificate, startForwardProxy } from "../../helpers/forward-proxy.ts";
import { send } from "../../helpers/mock-flip.ts";
import {
  openSocket,
  type RawServer,
  readAll,
  sendBytes,
  startRawServer,
  startTestProxy,
} from "../../helpers/raw-traffic.ts";

const request =
  "POST /v3.0/videos.json?b=%7e&a=~ HTTP/1.1\r\nx-B: 2\r\nHOST:  a.example\r\nX-b:3\r\nContent-Length: 3\r\n\r\nabc";
const response = "HTTP/1.1 200 fine\r\nX-a: 1\r\nx-A:  2\r\nContent-Length: 2\r\n\r\n[]";

/** Starts a proxy that accepts the host of {@link request}. */
function startTunnel(options: Parameters<typeof startTestProxy>[0]) {
  return startTestProxy({ allowHosts: ["a.example"], ...options });
}

/** Encrypts the connections to a port with the test certificate. Returns the port to connect to. */
async function startTls(port: number): Promise<number> {
  const server = createServer({ ...certificate }, (client) => {
    const target = connect(port, "127.0.0.1");
    client.on("error", () => target.destroy());
    target.on("error", () => client.destroy());
    client.pipe(target).pipe(client);
    onTestFinished(() => void client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Starts a server that sends these bytes to whoever requests a tunnel. */
function startTunnelServer(bytes: string) {
  return startRawServer((socket, received) => {
    if (String(received).endsWith("\r\n\r\n")) socket.write(bytes, "latin1");
  });
}

/** Starts a server that passes its connections on to a port, after it has been opened. */
async function startGate(port: string) {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = await startRawServer((socket, received) => {
    socket.removeAllListeners("data").removeAllListeners("end").pause();
    const target = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
    target.on("error", () => socket.destroy());
    onTestFinished(() => void target.destroy());
    void opened.then(() => {
      target.write(received);
      socket.pipe(target).pipe(socket);
    });
  });
  return { url: server.url, open };
}

/** Waits until a connection of a server is closed. */
async function closing({ sockets: [socket] }: RawServer): Promise<void> {
  if (socket?.closed === false) {
    await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  }
}

test.each([
  ["http", "http", "upstream.test:80"],
  ["http", "https", "localhost:443"],
  ["https", "http", "upstream.test:80"],
  ["https", "https", "localhost:443"],
])(
  "startProxy() tunnels unchanged bytes through an %s proxy to an %s upstream",
  async (proxyScheme, scheme, target) => {
    const upstream = await startRawServer(response, request.length);
    const servers = { [target]: upstream.port };
    const forward = await startForwardProxy(
      scheme === "http" ? { servers } : { tlsServers: servers },
    );
    const { port } = new URL(forward.url);
    const proxyPort = proxyScheme === "http" ? port : await startTls(Number(port));
    const proxy = await startTunnel({
      upstream: `${scheme}://${target.replace(/:.*/, "")}`,
      upstreamProxy: `${proxyScheme}://me:pass%20word@localhost:${proxyPort}/ignored`,
      ca: certificate.cert,
    });

    const received = await sendBytes(proxy, request);

    const authorization = `Basic ${Buffer.from("me:pass word").toString("base64")}`;
    expect(String(upstream.received[0])).toBe(request);
    expect(String(received)).toBe(response);
    expect(forward.requests).toEqual([`CONNECT ${target}`]);
    expect(forward.credentials).toEqual([authorization]);
  },
);

test("startProxy() requests a tunnel to an IPv6 address with brackets", async () => {
  const tunnel = await startTunnelServer(`HTTP/1.1 200 OK\r\n\r\n${response}`);
  const proxy = await startTunnel({ upstream: "http://[::1]:81", upstreamProxy: tunnel.url });

  await send(proxy, "GET", "/v3.0/videos.json");

  expect(String(tunnel.received[0])).toMatch(
    /^CONNECT \[::1]:81 HTTP\/1\.1\r\nHost: \[::1]:81\r\n/,
  );
});

test("startProxy() forwards bytes that arrive together with the response to CONNECT", async () => {
  const heads = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.0 200 Established\r\nVia: a\r\n\r\n";
  const tunnel = await startTunnelServer(`${heads}${response}`);
  const proxy = await startTunnel({ upstream: "http://a.test", upstreamProxy: tunnel.url });
  const client = await openSocket(proxy);

  client.write(request);
  const [received] = await once(client, "data");

  const connectHead = "CONNECT a.test:80 HTTP/1.1\r\nHost: a.test:80\r\n\r\n";
  while (!String(tunnel.received[0]).endsWith("abc")) await new Promise(setImmediate);
  expect(String(tunnel.received[0])).toBe(`${connectHead}${request}`);
  expect(String(received)).toBe(response);
});

test.each([
  [
    "HTTP/1.1 407 hunter2\r\nProxy-Authenticate: Basic\r\nContent-Length: 7\r\n\r\nhunter2",
    "the proxy refused the tunnel with status 407 (Proxy Authentication Required)",
  ],
  ["HTTP/1.1 599 hunter2\r\n\r\n", "the proxy refused the tunnel with status 599"],
  ["HTTP/1.1 302 Found\r\nLocation: /hunter2\r\n\r\n", /with status 302 \(Found\)$/],
  ["SSH-2.0-hunter2\r\n\r\n", "the response of the proxy is not HTTP"],
])("startProxy() responds 502 when the response to CONNECT is %j", async (bytes, reason) => {
  const tunnel = await startTunnelServer(bytes);
  const lines: string[] = [];
  const proxy = await startTunnel({
    upstream: "https://a.test",
    upstreamProxy: tunnel.url.replace("//", "//me:hunter2@"),
    log: (line) => lines.push(line),
  });

  const { status, body } = await send(proxy, "GET", "/v3.0/videos.json");
  const report = await proxy.report();

  const prefix = `Cannot connect to https://a.test through the proxy ${tunnel.url}: `;
  const [finding] = report.findings;
  const message = finding?.violations[0]?.message ?? "";
  expect({ status, body }).toEqual({ status: 502, body: { error: "ProxyError", message } });
  expect(finding).toMatchObject({ kind: "upstream", operationId: "listVideos", status: 502 });
  expect(message.slice(0, prefix.length)).toBe(prefix);
  expect(message.slice(prefix.length)).toMatch(reason);
  expect(JSON.stringify([report, lines])).not.toMatch(/hunter2|bWU6aHVudGVyMg/);
});

test("startProxy() responds 502 when the proxy cannot be reached", async () => {
  const upstreamProxy = `http://127.0.0.1:${await closedPort()}`;
  const proxy = await startTunnel({ upstream: "http://a.test", upstreamProxy });

  const { status, body } = await send(proxy, "GET", "/v3.0/videos.json");

  const message = `Cannot connect to http://a.test through the proxy ${upstreamProxy}: ECONNREFUSED`;
  expect(status).toBe(502);
  expect(body).toMatchObject({ message });
});

test("startProxy() responds 502 when the proxy ends the connection", async () => {
  const tunnel = await startRawServer((socket) => void socket.end());
  const proxy = await startTunnel({ upstream: "http://a.test", upstreamProxy: tunnel.url });

  const { status, body } = await send(proxy, "GET", "/v3.0/videos.json");

  expect(status).toBe(502);
  expect(body).toMatchObject({
    message: expect.stringMatching(/: the proxy ended the connection$/),
  });
});

test("startProxy() verifies the certificate of an upstream behind a tunnel", async () => {
  const upstream = await startRawServer(response);
  const forward = await startForwardProxy({ tlsServers: { "localhost:443": upstream.port } });
  const proxy = await startTunnel({
    upstream: "https://localhost",
    upstreamProxy: new URL(forward.url),
  });

  const { status, body } = await send(proxy, "GET", "/v3.0/videos.json");

  expect(status).toBe(502);
  expect(body).toMatchObject({ message: expect.stringMatching(/: DEPTH_ZERO_SELF_SIGNED_CERT$/) });
  expect(upstream.received.join("")).toBe("");
});

test.each(["http://upstream.test", "https://localhost"])(
  "startProxy() passes on what a client has sent and ended before the tunnel to %s is open",
  async (upstreamUrl) => {
    const upstream = await startRawServer(response, request.length);
    const servers = { "upstream.test:80": upstream.port };
    const tlsServers = { "localhost:443": upstream.port };
    const forward = await startForwardProxy({ servers, tlsServers });
    const gate = await startGate(new URL(forward.url).port);
    const options = { upstreamProxy: gate.url, ca: certificate.cert };
    const proxy = await startTunnel({ upstream: upstreamUrl, ...options });
    const client = await openSocket(proxy);
    const received = readAll(client);

    client.end(request);
    await once(client, "finish");
    gate.open();

    expect(String(await received)).toBe(response);
    expect(String(upstream.received[0])).toBe(request);
  },
);

test("startProxy() reports a tunnel that breaks before the response is complete", async () => {
  const beginning = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc";
  const tunnel = await startTunnelServer(`HTTP/1.1 200 OK\r\n\r\n${beginning}`);
  const proxy = await startTunnel({ upstream: "http://a.test", upstreamProxy: tunnel.url });
  const client = await openSocket(proxy);
  const received = readAll(client);

  client.write(request);
  await once(client, "data");
  tunnel.sockets[0]?.resetAndDestroy();
  const bytes = await received;
  const { findings } = await proxy.report();

  const message = "The upstream broke the connection before its response was complete: ECONNRESET";
  expect(String(bytes)).toBe(beginning);
  expect(findings).toMatchObject([{ kind: "upstream", violations: [{ message }] }]);
});

test("startProxy() ends a tunnel that is not open when the client disconnects", async () => {
  const tunnel = await startTunnelServer("");
  const proxy = await startTunnel({ upstream: "http://a.test", upstreamProxy: tunnel.url });
  const client = await openSocket(proxy);
  client.write(request);
  while (tunnel.received[0]?.length === undefined) await new Promise(setImmediate);

  client.resetAndDestroy();
  await closing(tunnel);
  const { findings, totals } = await proxy.report();

  expect(findings).toEqual([]);
  expect(totals).toMatchObject({ calls: 0, abandoned: 1 });
});

test.each(["", "HTTP/1.1 200 OK\r\n\r\n"])(
  "ValidatingProxy.close() ends tunnels after the response %j",
  async (bytes) => {
    const tunnel = await startTunnelServer(bytes);
    const proxy = await startTunnel({ upstream: "https://a.test", upstreamProxy: tunnel.url });
    const client = await openSocket(proxy);
    client.write(request);
    while (tunnel.received[0]?.length === undefined) await new Promise(setImmediate);

    const ended = readAll(client);
    await proxy.close();
    await closing(tunnel);

    expect((await ended).length).toBe(0);
    expect(proxy.findings).toEqual([]);
  },
);

test.each(["ftp://me:hunter2@a.test", "hunter2", "http://me:hunter2%ff@a.test", "", 1])(
  "startProxy() rejects the upstreamProxy %j",
  async (upstreamProxy) => {
    const options = { upstream: "http://a.test", upstreamProxy } as never;

    const error = await startProxy("flip", options).catch((reason) => reason);

    expect(error).toMatchObject({ name: "InvalidArgumentError", argument: "upstreamProxy" });
    expect(error.message).not.toContain("hunter2");
  },
);
