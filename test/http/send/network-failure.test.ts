import { NetworkError, TelestreamCloud } from "flip-pili/flip";
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
  (["get", "post"] as const).map((method) => ({ status, method })),
);

test.each(redirects)("$method() rejects a redirect with $status", async ({ status, method }) => {
  const target = await startServer(() => ({ json: [] }));
  const Location = `http://127.0.0.1:${target.port}/v3.0/videos.json`;
  const server = await startServer(() => ({ status, headers: { Location } }));

  const error = await outcomeOf(connect(server, { retries: 2 })[method]("/videos.json"));

  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toHaveProperty(
    "message",
    `${method.toUpperCase()} http://127.0.0.1:${server.port}/v3.0/videos.json failed: redirects are not followed (status ${status})`,
  );
  expect(server.requests).toHaveLength(1);
  expect(target.requests).toHaveLength(0);
});

test("get() rejects a redirect to the same host", async () => {
  const server = await startServer(() => ({ status: 302, headers: { Location: "/elsewhere" } }));

  const call = connect(server).get("/videos.json");

  await expect(call).rejects.toBeInstanceOf(NetworkError);
  expect(server.requests).toHaveLength(1);
});

test.each([
  { description: "a connection reset", bytes: undefined },
  { description: "a response that is not HTTP", bytes: "SSH-2.0-OpenSSH_9.2\r\n" },
  { description: "a truncated status line", bytes: "HTTP/1.1 20" },
  {
    description: "truncated headers",
    bytes: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
  },
  {
    description: "a body shorter than its Content-Length",
    bytes: 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"id":',
  },
  {
    description: "an error body shorter than its Content-Length",
    bytes: "HTTP/1.1 500 Oops\r\nContent-Type: application/zip\r\nContent-Length: 99\r\n\r\nabc",
  },
  {
    description: "truncated chunks",
    bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2,\r\n",
  },
  {
    description: "an invalid chunk size",
    bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
  },
])("get() throws a NetworkError with a cause for $description", async ({ bytes }) => {
  const server = await startSocketServer((socket) => {
    socket.once("data", () => {
      if (bytes === undefined) socket.resetAndDestroy();
      else socket.end(bytes);
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

test("get() throws a NetworkError with a cause for a refused connection", async () => {
  const port = await closedPort();

  const error = await outcomeOf(connect({ port }).get("/videos.json"));

  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({
    message: `GET http://127.0.0.1:${port}/v3.0/videos.json failed: connection refused (ECONNREFUSED)`,
    cause: { code: "ECONNREFUSED" },
  });
});

test.each([
  {
    description: "a code that throws",
    fetch: () =>
      Promise.reject(Object.defineProperty(new Error("failed"), "code", { get: rejectAccess })),
  },
  {
    description: "a message that throws",
    fetch: () => {
      throw Object.defineProperty(new Error("failed"), "message", { get: rejectAccess });
    },
  },
  {
    description: "errors that are no list",
    fetch: () => Promise.reject(Object.assign(new AggregateError([]), { errors: 5 })),
  },
])("get() throws a NetworkError for an error with $description", async ({ fetch }) => {
  const tc = new TelestreamCloud({ ...credentials, fetch, retries: 0 });

  const error = await outcomeOf(tc.get("/videos.json"));

  expect(error).toBeInstanceOf(NetworkError);
});

function rejectAccess(): never {
  throw new RangeError("not readable");
}

test("get() is retried after a connection reset", async () => {
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

test("get() does not send the secret key", async () => {
  const server = await startServer(() => ({ json: [] }));

  await connect(server).get("/videos.json");

  expect(JSON.stringify(server.requests)).not.toContain(credentials.secretKey);
});
