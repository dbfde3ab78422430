import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { type FlipOptions, TelestreamCloud } from "flip-pili/flip";
import { Agent as Dispatcher } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";
import { connect, credentials, startServer, startSocketServer } from "../../helpers/flip-server.ts";
import { outcomeOf } from "../../helpers/network-faults.ts";

const emptyList = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";

/** Starts a server that responds with an empty list to each request, and counts connections. */
async function startKeepAliveServer(extraHeaders: string = "") {
  const sockets: Socket[] = [];
  const server = await startSocketServer((socket) => {
    sockets.push(socket);
    socket.on("data", () => socket.write(`${emptyList}${extraHeaders}\r\n[]`));
  });
  return { ...server, sockets };
}

const encodings = [
  { encoding: "gzip", encode: gzipSync },
  { encoding: "x-gzip", encode: gzipSync },
  { encoding: "deflate", encode: deflateSync },
  { encoding: "deflate", encode: deflateRawSync, form: "without header" },
  { encoding: "br", encode: brotliCompressSync },
  { encoding: "gzip, br", encode: (text: Buffer) => brotliCompressSync(gzipSync(text)) },
  { encoding: "GZIP", encode: gzipSync },
];

test.each(encodings)("a response with $encoding $form is decoded", async ({ encoding, encode }) => {
  const items = Array.from({ length: 1000 }, (_, id) => ({ id }));
  const server = await startServer((_, response) => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Encoding": encoding,
    });
    response.end(encode(Buffer.from(JSON.stringify(items))));
    return undefined;
  });

  const data = await connect(server).get("/videos.json");

  expect(data).toEqual(items);
  expect(server.requests[0]?.headers["accept-encoding"]).toBe("gzip, deflate, br");
});

test("a compressed response that is cut off or damaged is a NetworkError", async () => {
  const bytes = gzipSync(JSON.stringify([{ id: "v" }]));
  const server = await startServer((_, response) => {
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Content-Encoding", "gzip");
    response.end(Buffer.concat([bytes.subarray(0, 10), Buffer.alloc(20, 0xff)]));
    return undefined;
  });

  const error = await outcomeOf(connect(server).get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringContaining("(Z_DATA_ERROR)"),
  });
});

test("maxResponseBytes limits the size after decompression", async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, " "));
  const server = await startServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
    response.end(bomb);
    return undefined;
  });
  const before = process.memoryUsage.rss();

  const error = await outcomeOf(connect(server, { retries: 2 }).get("/videos.json"));

  expect(error).toMatchObject({ name: "HttpError", status: 200 });
  expect(server.requests).toHaveLength(1);
  expect(process.memoryUsage.rss() - before).toBeLessThan(120 * 1024 * 1024);
});

test("a connection is used again", async () => {
  const server = await startKeepAliveServer();
  const tc = connect(server);

  await tc.get("/videos.json");
  await tc.getResource("flip").factories.all();

  expect(server.sockets).toHaveLength(1);
});

test.each([
  { what: "4 s", header: "", idleMs: 4_001 },
  { what: "the server's hint less 1 s", header: "Keep-Alive: timeout=3\r\n", idleMs: 2_001 },
  {
    what: "nothing, if the server closes after 1 s",
    header: "Keep-Alive: timeout=1\r\n",
    idleMs: 0,
  },
])("a connection that was idle for more than $what is not used", async ({ header, idleMs }) => {
  const server = await startKeepAliveServer(header);
  const tc = connect(server);
  await tc.get("/videos.json");
  const now = performance.now();

  vi.spyOn(performance, "now").mockReturnValue(now + idleMs);
  onTestFinished(() => void vi.restoreAllMocks());
  await tc.get("/videos.json");

  expect(server.sockets).toHaveLength(2);
  if (!server.sockets[0]?.destroyed) await once(server.sockets[0] as Socket, "close");
});

test("a response with Connection: close ends its connection", async () => {
  const server = await startKeepAliveServer("Connection: close\r\n");
  const tc = connect(server);

  await tc.get("/videos.json");
  await tc.get("/videos.json");

  expect(server.sockets).toHaveLength(2);
});

/** Starts a server that closes each connection at its second request. */
async function startClosingServer(close: (socket: Socket) => void) {
  const requests: string[] = [];
  const server = await startSocketServer((socket) => {
    let count = 0;
    socket.on("data", (bytes) => {
      requests.push(bytes.toString("latin1"));
      if (++count === 1) socket.write(`${emptyList}\r\n[]`);
      else close(socket);
    });
  });
  return { ...server, requests };
}

test.each([
  { how: "reset", close: (socket: Socket) => void socket.resetAndDestroy() },
  { how: "end", close: (socket: Socket) => void socket.end() },
])(
  "an idle connection that the server has closed ($how) is replaced at once",
  async ({ close }) => {
    const server = await startClosingServer(close);
    const tc = connect(server, { retries: 0 });
    await tc.get("/videos.json");

    const data = await tc.get("/videos.json");

    expect(data).toEqual([]);
    expect(server.requests).toHaveLength(3);
    // Each request is signed.
    expect(new Set(server.requests.map((text) => /signature=[^& ]+/.exec(text)?.[0])).size).toBe(3);
  },
);

test("a POST on an idle connection that the server has closed is not repeated", async () => {
  const server = await startClosingServer((socket) => socket.resetAndDestroy());
  const tc = connect(server, { retries: 2 });
  await tc.post("/videos.json");

  const error = await outcomeOf(tc.post("/videos.json"));

  expect(error).toMatchObject({
    message: expect.stringContaining("connection reset (ECONNRESET)"),
  });
  expect(server.requests).toHaveLength(2);
});

test("a response that arrives before the body is sent counts", async () => {
  const server = await startSocketServer((socket) => {
    socket.once("data", () => {
      socket.pause();
      socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}");
    });
  });
  const file = new Blob([new Uint8Array(64 * 1024 * 1024)]);

  const error = await outcomeOf(connect(server).post("/videos.json", { file }));

  expect(error).toMatchObject({ name: "HttpError", status: 413 });
});

test("a server that does not respond leads to a TimeoutError, and the connection is closed", async () => {
  const closed: Promise<unknown>[] = [];
  const server = await startSocketServer((socket) => {
    closed.push(once(socket.resume(), "close"));
  });

  const error = await outcomeOf(connect(server, { timeoutMs: 50 }).get("/videos.json"));

  expect(error).toMatchObject({ name: "TimeoutError", timeoutMs: 50 });
  await Promise.all(closed);
});

test("a connection whose server has ended its side is not used", async () => {
  const sockets: Socket[] = [];
  const server = await startSocketServer((socket) => {
    sockets.push(socket);
    socket.once("data", () => socket.end(`${emptyList}\r\n[]`));
  });
  const tc = connect(server, { retries: 0 });

  await tc.get("/videos.json");
  await once(sockets[0] as Socket, "close");
  const data = await tc.post("/videos.json");

  expect(data).toEqual([]);
  expect(sockets).toHaveLength(2);
});

test("a host can be an IPv6 address", async () => {
  const server = createHttpServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ host: request.headers.host }));
  });
  server.listen(0, "::1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  const tc = new TelestreamCloud({ ...credentials, apiHost: "[::1]", apiPort: port, agent });

  expect(await tc.get("/videos.json")).toEqual({ host: `[::1]:${port}` });
});

/** Creates an agent that records the paths of its requests. */
function recordingAgent(): { agent: Agent; paths: string[] } {
  const paths: string[] = [];
  class RecordingAgent extends Agent {
    addRequest(request: { path: string }, ...rest: unknown[]): void {
      paths.push(String(request.path.split("?")[0]));
      const { addRequest } = Agent.prototype as unknown as {
        addRequest: RecordingAgent["addRequest"];
      };
      addRequest.call(this, request, ...rest);
    }
  }
  const agent = new RecordingAgent();
  onTestFinished(() => agent.destroy());
  return { agent, paths };
}

test.each([
  { form: "an Agent", toOption: (agent: Agent) => agent },
  { form: "agents by scheme", toOption: (agent: Agent) => ({ http: agent }) },
  { form: "a function of the URL", toOption: (agent: Agent) => () => agent },
])("agent can be $form", async ({ toOption }) => {
  const server = await startServer(() => ({ json: [] }));
  const { agent, paths } = recordingAgent();

  await connect(server, { agent: toOption(agent) }).get("/videos.json");

  expect(paths).toEqual(["/v3.0/videos.json"]);
});

test("a function as agent gets the URL without the signature", async () => {
  const server = await startServer(() => ({ json: [] }));
  const urls: string[] = [];
  const agent = (url: URL) => {
    urls.push(url.href);
    return new Agent();
  };

  await connect(server, { agent }).get("/videos.json");

  expect(urls).toEqual([`http://127.0.0.1:${server.port}/v3.0/videos.json`]);
});

test("an agent that throws is not tried again, and its error shows no secret", async () => {
  let calls = 0;
  const agent = () => {
    calls++;
    throw new Error("No agent for this host");
  };

  const error = await outcomeOf(connect({ port: 80 }, { agent, retries: 2 }).get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringMatching(/failed: the request cannot be sent$/),
    cause: { message: "No agent for this host" },
  });
  expect(calls).toBe(1);
});

test.each<[keyof FlipOptions, Partial<Record<keyof FlipOptions, unknown>>]>([
  ["agent", { agent: {} }],
  ["agent", { agent: { http: 5 } }],
  ["agent", { agent: "proxy" }],
  ["agent", { agent: new Agent(), fetch }],
  ["ca", { ca: 5 }],
  ["ca", { ca: [] }],
  ["ca", { ca: "pem", fetch }],
  ["maxResponseBytes", { maxResponseBytes: 0 }],
  ["maxResponseBytes", { maxResponseBytes: 2 ** 40 }],
])("the option %s is rejected: %o", (argument, options) => {
  const create = () => new TelestreamCloud({ ...credentials, ...options } as FlipOptions);

  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test.each([
  [{}, /must be an Agent, \{ http, https \} or a function$/],
  [null, /must be an Agent/],
  [
    new Dispatcher(),
    /or a function: pass a dispatcher of undici to its fetch, in the option fetch$/,
  ],
])("the option agent is rejected with what it must be: %o", (agent, message) => {
  const create = () => new TelestreamCloud({ ...credentials, agent } as unknown as FlipOptions);

  expect(create).toThrow(message);
});

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/certificate/${name}`, import.meta.url));

/** Starts an https server with a certificate that Node does not trust. */
async function startTlsServer(): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer(
    { key: fixture("key.pem"), cert: fixture("cert.pem") },
    (_, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end("[]");
    },
  );
  server.on("connection", () => connections++);
  await once(server.listen(0, "localhost"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

test("a certificate that is not trusted is a NetworkError without retry", async () => {
  const server = await startTlsServer();

  const tc = connect(server, { apiHost: "localhost", https: true, retries: 2 });

  const error = await outcomeOf(tc.get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringContaining("certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)"),
  });
  expect(server.connections()).toBe(1);
});

test.each([
  { form: "text", ca: fixture("cert.pem").toString() },
  { form: "bytes", ca: fixture("cert.pem") },
  { form: "a list", ca: [fixture("cert.pem")] },
])("ca as $form is trusted", async ({ ca }) => {
  const server = await startTlsServer();

  const data = await connect(server, { apiHost: "localhost", https: true, ca }).get("/videos.json");

  expect(data).toEqual([]);
});

test("https to a server without TLS is a NetworkError that names https: false", async () => {
  const server = await startServer(() => ({ json: [] }));

  const error = await outcomeOf(connect(server, { https: true }).get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringMatching(/TLS handshake failed \(\w+\); https: false is for servers/),
  });
});

test("a host that does not exist is a NetworkError with the reason", async () => {
  const tc = new TelestreamCloud({ ...credentials, apiHost: "flip.invalid", retries: 0 });

  const error = await outcomeOf(tc.get("/videos.json"));

  expect(error).toMatchObject({
    message: expect.stringMatching(/host not found \(ENOTFOUND\)$|lookup failed \(EAI_AGAIN\)$/),
  });
});
