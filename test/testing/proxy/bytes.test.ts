import "../../helpers/warm-up.ts";
import { once } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyOptions } from "../../helpers/property.ts";
import {
  openSocket,
  readAll,
  sendBytes,
  startRawServer,
  startTestProxy,
} from "../../helpers/raw-traffic.ts";
import { passBodies } from "./pass-bodies.ts";

const json = '[{"id" : "a",  "n": 1.0e2}]\n';
const okay = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json}`;

test.each([
  [
    "the target without normalization",
    "GET /v3.0/videos.json?b=%7e&a=~&a=+%20&&x HTTP/1.1\r\nHost: a\r\n\r\n",
  ],
  ["a whole URL as the target", "GET http://a.example/v3.0/x HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["an asterisk as the target", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["an unknown method", "BREW /coffee HTTP/1.1\r\nHost: a\r\n\r\n"],
  [
    "the names, order and number of headers",
    "GET / HTTP/1.1\r\nx-B: 2\r\nHOST:localhost:443\r\nX-b:   3  \r\nx-A: 1\r\nAccept:\r\nX-B: 2\r\n\r\n",
  ],
  ["headers with several lines", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n  2\r\n\t3\r\n\r\n"],
  ["bytes that are not ASCII", "GET /\xe4\xff HTTP/1.1\r\nHost: a\r\nX-A: \xfc\x80\r\n\r\n"],
  ["lines without carriage return", "GET / HTTP/1.1\nHost: a\n\n"],
  [
    "hop-by-hop headers",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nTE: trailers\r\nX: 1\r\n\r\n",
  ],
  ["HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"],
  ["a body with a length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\0\r\n\xff"],
  ["a body of length 0", "PUT / HTTP/1.1\r\nHost: a\r\ncontent-length: 0\r\n\r\n"],
  [
    "chunks, their extensions and trailers",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n003;a=b\r\nabc\r\nA\r\n0123456789\r\n0;z\r\nX-Sum: 1\r\n\r\n",
  ],
  ["bytes that are not HTTP", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"],
  ["an invalid head", "GET /\r\nnonsense\r\n\r\nmore"],
  ["lengths that differ", "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"],
  ["a negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabcd"],
  ["a negative chunk size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-6\r\nabcd\r\n"],
  ["a long head", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(100_000)}\r\n\r\n`],
])("startProxy() forwards to the upstream: %s", async (_, request) => {
  const sent = Buffer.from(request, "latin1");
  const upstream = await startRawServer(okay, sent.length);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = await sendBytes(proxy, sent);

  expect(upstream.received.map(String)).toEqual([String(sent)]);
  expect(upstream.received[0]).toEqual(sent);
  expect(String(response)).toBe(okay);
});

test.each([
  ["a status beyond the standard", "HTTP/1.1 612 Stream Not Found\r\nContent-Length: 2\r\n\r\n{}"],
  ["the reason phrase", "HTTP/1.1 200 Sehr gut \xfc\r\nContent-Length: 0\r\n\r\n"],
  ["a missing reason phrase", "HTTP/1.1 204\r\nX: 1\r\n\r\n"],
  [
    "headers as they are",
    "HTTP/1.1 200 OK\r\nset-cookie: a\r\nSET-Cookie: b\r\nX:1\r\ncontent-length:0\r\n\r\n",
  ],
  ["a body without length", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[ ]"],
  [
    "chunks",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\n[\r\n1\r\n]\r\n0\r\nX-Sum: 1\r\n\r\n",
  ],
  [
    "bytes that contradict their headers",
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\xff\0",
  ],
  [
    "interim responses",
    "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
  ],
  ["bytes that are not HTTP", "SSH-2.0-OpenSSH\r\n"],
  ["a switch of protocols", "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n\0\0\x06\x04\0"],
  ["a body that is cut off", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"],
  ["nothing", ""],
])("startProxy() forwards to the client: %s", async (_, text) => {
  const bytes = Buffer.from(text, "latin1");
  const upstream = await startRawServer(bytes);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = await sendBytes(proxy, "GET /v3.0/videos.json HTTP/1.1\r\nHost: a\r\n\r\n");

  expect(response).toEqual(bytes);
});

test.each([
  ["a length", "Content-Length: 3\r\n\r\nabc"],
  ["chunks", "Transfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n1\r\nc\r\n0\r\nX: 1\r\n\r\n"],
])("startProxy() forwards and tracks a request with %s, byte by byte", async (_, rest) => {
  const request = Buffer.from(`\r\nPOST /a HTTP/1.1\r\nHost: a\r\n${rest}`);
  const upstream = await startRawServer(okay, request.length);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = await sendBytes(proxy, ...[...request].map((byte) => Buffer.from([byte])));
  const { findings, totals } = await proxy.report();

  expect(upstream.received[0]).toEqual(request);
  expect(String(response)).toBe(okay);
  expect(findings.map(({ kind, path }) => [kind, path])).toEqual([["route", "/a"]]);
  expect(totals).toMatchObject({ calls: 1, abandoned: 0 });
});

test("startProxy() lets the upstream respond to Expect: 100-continue", async () => {
  const head =
    "POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  const upstream = await startRawServer((socket, received) => {
    if (String(received) === head) socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    else if (received.length === head.length + 3) socket.end(okay);
  });
  const proxy = await startTestProxy({ upstream: upstream.url });
  const socket = await openSocket(proxy);

  socket.write(head);
  const [interim] = await once(socket, "data");
  const rest = readAll(socket);
  socket.write("abc");

  expect(String(interim)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  expect(String(await rest)).toBe(okay);
});

test("startProxy() forwards pipelined requests", async () => {
  const requests =
    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n";
  const messages =
    "HTTP/1.1 404 A\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 B\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 C\r\nContent-Length: 1\r\n\r\n3";
  const upstream = await startRawServer(messages, requests.length);
  const proxy = await startTestProxy({ upstream: upstream.url });

  const response = await sendBytes(proxy, requests);
  const { findings } = await proxy.report();

  expect(String(upstream.received[0])).toBe(requests);
  expect(String(response)).toBe(messages);
  expect(findings.map(({ method, path, status }) => [method, path, status])).toEqual([
    ["GET", "/1", 404],
    ["HEAD", "/2", 200],
    ["GET", "/3", 404],
  ]);
});

const token = fc.stringMatching(/^[A-Za-z!#$%&'*+.^_`|~-]{1,12}$/);
const value = fc.stringMatching(/^[\t !-~\x80-\xff]{0,30}$/);
const body = fc.uint8Array({ maxLength: 5_000 }).map((bytes) => Buffer.from(bytes));

function inChunks(bytes: Buffer, size: number): Buffer {
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    const chunk = bytes.subarray(start, start + size);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...chunks, Buffer.from("0\r\n\r\n")]);
}

const message = (startLine: fc.Arbitrary<string>) =>
  fc
    .record({
      startLine,
      fields: fc.array(fc.tuple(token, value), { maxLength: 8 }),
      content: body,
      chunkSize: fc.option(fc.integer({ min: 1, max: 2_000 })),
    })
    .map(({ startLine: first, fields, content, chunkSize }) => {
      const framing =
        chunkSize === null ? `Content-Length: ${content.length}` : "Transfer-Encoding: chunked";
      const own = fields.filter(
        ([name]) => !/^(content-length|transfer-encoding|upgrade)$/i.test(name),
      );
      const lines = [first, ...own.map(([name, text]) => `${name}:${text}`), framing];
      const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
      const framed = chunkSize === null ? content : inChunks(content, chunkSize);
      return Buffer.concat([head, framed]);
    });

const requestLine = fc
  .tuple(token, fc.stringMatching(/^\/[!-~\x80-\xff]{0,40}$/))
  .filter(([method]) => !["CONNECT", "HEAD"].includes(method))
  .map(([method, target]) => `${method} ${target} HTTP/1.1`);
const statusLine = fc
  .tuple(fc.integer({ min: 200, max: 999 }), value)
  .filter(([status]) => status !== 204 && status !== 304)
  .map(([status, words]) => `HTTP/1.1 ${status} ${words}`);

test("startProxy() forwards all messages, however they are split", async () => {
  const passing = fc.asyncProperty(
    message(requestLine),
    message(statusLine),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
    async (request, response, cuts) => {
      const upstream = await startRawServer(response, request.length);
      const proxy = await startTestProxy({ upstream: upstream.url });
      const places = [
        0,
        ...cuts.map((cut) => Math.floor(cut * request.length)).sort((a, b) => a - b),
      ];
      const segments = places.map((place, index) => request.subarray(place, places[index + 1]));

      const received = await sendBytes(proxy, ...segments);
      await proxy.close();

      expect(upstream.received[0]?.equals(request)).toBe(true);
      expect(received.equals(response)).toBe(true);
      expect(
        proxy.findings.filter(({ kind }) => kind === "internal" || kind === "unchecked"),
      ).toEqual([]);
    },
  );

  await fc.assert(passing, propertyOptions(150));
});

test("startProxy() forwards random bytes", async () => {
  const passing = fc.asyncProperty(body, body, async (request, response) => {
    fc.pre(request.length > 0);
    const upstream = await startRawServer(response, request.length);
    const proxy = await startTestProxy({ upstream: upstream.url });
    const socket = await openSocket(proxy);

    const received = readAll(socket);
    // Bytes that may be the beginning of a head are buffered until the end.
    socket.end(request);

    expect((await received).equals(response)).toBe(true);
    expect(upstream.received[0]?.equals(request)).toBe(true);
    expect(proxy.findings.filter(({ kind }) => kind === "internal")).toEqual([]);
  });

  await fc.assert(passing, propertyOptions(100));
});

test("startProxy() forwards ten concurrent bodies of 1 MB", async () => {
  const { sent, received } = await passBodies(10, 1024 * 1024);

  expect(received.sort()).toEqual(sent.sort());
});
