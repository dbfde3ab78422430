import { NetworkError } from "flip-pili/flip";
import { expect, test } from "vitest";
import {
  closedPort,
  connect,
  credentials,
  startServer,
  startSocketServer,
} from "../../helpers/flip-server.ts";
import { outcomeOf } from "../../helpers/network-faults.ts";

const redirects = [301, 302, 303, 307, 308].flatMap((status) =>
  (["get", "post"] as const).map((verb) => ({ status, verb })),
);

test.each(redirects)("$verb: a redirect with $status is not followed", async ({ status, verb }) => {
  const target = await startServer(() => ({ json: [] }));
  const Location = `http://127.0.0.1:${target.port}/v3.0/videos.json`;
  const server = await startServer(() => ({ status, headers: { Location } }));

  const error = await outcomeOf(connect(server, { retries: 2 })[verb]("/videos.json"));

  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toHaveProperty(
    "message",
    `${verb.toUpperCase()} http://127.0.0.1:${server.port}/v3.0/videos.json failed: redirects are not followed`,
  );
  expect(server.requests).toHaveLength(1);
  expect(target.requests).toHaveLength(0);
});

test("a redirect to the same host is not followed either", async () => {
  const server = await startServer(() => ({ status: 302, headers: { Location: "/elsewhere" } }));

  const call = connect(server).get("/videos.json");

  await expect(call).rejects.toBeInstanceOf(NetworkError);
  expect(server.requests).toHaveLength(1);
});

test.each([
  { what: "a connection that is reset", speak: undefined },
  { what: "an answer that is not HTTP", speak: "SSH-2.0-OpenSSH_9.2\r\n" },
  { what: "half a status line", speak: "HTTP/1.1 20" },
  { what: "headers without end", speak: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" },
  {
    what: "a body shorter than announced",
    speak: 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"id":',
  },
  {
    what: "an error body shorter than announced",
    speak: "HTTP/1.1 500 Oops\r\nContent-Type: application/zip\r\nContent-Length: 99\r\n\r\nabc",
  },
  {
    what: "chunks that break off",
    speak: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2,\r\n",
  },
  {
    what: "a wrong chunk size",
    speak: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
  },
])("$what ends in a NetworkError with its cause", async ({ speak }) => {
  const server = await startSocketServer((socket) => {
    socket.once("data", () => {
      if (speak === undefined) socket.resetAndDestroy();
      else socket.end(speak);
    });
  });

  const error = await outcomeOf(connect(server).get("/videos.json", { page: 1 }));

  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({
    name: "NetworkError",
    method: "GET",
    url: `http://127.0.0.1:${server.port}/v3.0/videos.json`,
  });
  expect((error as NetworkError).cause).toBeInstanceOf(Error);
});

test("a refused connection ends in a NetworkError with its cause", async () => {
  const port = await closedPort();

  const error = await outcomeOf(connect({ port }).get("/videos.json"));

  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({
    message: `GET http://127.0.0.1:${port}/v3.0/videos.json failed: no response`,
    cause: { cause: { code: "ECONNREFUSED" } },
  });
});

test("a connection that is reset once is only a retry", async () => {
  let connections = 0;
  const server = await startSocketServer((socket) => {
    connections++;
    const isFirst = connections === 1;
    socket.once("data", () => {
      if (isFirst) socket.resetAndDestroy();
      else socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
    });
  });

  const videos = await connect(server, { retries: 1 }).get("/videos.json");

  expect(videos).toEqual([]);
  expect(connections).toBe(2);
});

test("the secret key never leaves the machine", async () => {
  const server = await startServer(() => ({ json: [] }));

  await connect(server).get("/videos.json");

  expect(JSON.stringify(server.requests)).not.toContain(credentials.secretKey);
});
