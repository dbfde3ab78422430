import { expect, test } from "vitest";
import { sendSigned, startFlip } from "../../helpers/mock-flip.ts";
import { sendAndListen } from "../../helpers/raw-traffic.ts";

test.each([
  ["bytes that are not HTTP", "\0\xff\x16\x03\x01junk\r\n\r\n"],
  ["a request without Host", "GET /v3.0/videos.json HTTP/1.1\r\n\r\n"],
  ["an invalid Host", "GET /v3.0/videos.json HTTP/1.1\r\nHost: [a b]:x\r\n\r\n"],
  ["HTTP/1.0", "GET /v3.0/videos.json HTTP/1.0\r\n\r\n"],
  ["an invalid length", "POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"],
  [
    "two headers for the length",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
  ],
  [
    "invalid chunks",
    "POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  ],
  ["a bad escape", "GET /v3.0/videos/%zz.json?%=%e0%a4%a&[=]&a[b=c HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["a whole URL", "GET http://a.example/v3.0/videos.json HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["an unknown method", "PROPFIND /v3.0/videos.json HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["a tunnel", "CONNECT a.example:443 HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["an upgrade", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
  ["a path with __proto__", "GET /v3.0/__proto__?__proto__[a]=b HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["an endless header", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(100_000)}\r\n\r\n`],
  [
    "an incomplete body",
    "POST /v3.0/videos.json HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nabc",
  ],
])("startMockServer() continues after %s", async (_, bytes) => {
  const mock = await startFlip();

  const received = await sendAndListen(mock.port, Buffer.from(bytes, "latin1"));
  const next = await sendSigned(mock, "GET", "/videos.json");

  expect(received).not.toMatch(/^HTTP\/1.1 (2|5)/);
  expect(next.status).toBe(200);
});
