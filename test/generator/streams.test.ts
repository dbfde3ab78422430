import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createFlipClient } from "flip-pili/flip";
import { createPiliClient } from "flip-pili/pili";
import createClient from "openapi-fetch";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { credentials as flipCredentials } from "../helpers/flip-server.ts";
import { credentials } from "../helpers/pili-server.ts";
import { type Endpoints, runSample } from "./run-sample.ts";

const document = `
paths:
  /parts/{number}:
    put:
      operationId: uploadPart
      parameters: [{ name: number, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/octet-stream: {} } }
      responses: { "200": { description: ok } }
`;

let endpoints: Endpoints<"uploadPart">;

beforeAll(async () => {
  endpoints = await runSample(document);
});

const fetchOption: typeof fetch = (url, init) => fetch(url, init);

/** Creates the clients of a server. All of them would retry three times. */
const clients: Readonly<Record<string, (port: number) => unknown>> = {
  "openapi-fetch": (port) => createClient({ baseUrl: `http://127.0.0.1:${port}` }),
  "Flip over node:http": (apiPort) =>
    createFlipClient({ ...flipCredentials, apiHost: "127.0.0.1", apiPort, retries: 3 }),
  "Flip over fetch": (apiPort) =>
    createFlipClient({
      ...flipCredentials,
      apiHost: "127.0.0.1",
      apiPort,
      retries: 3,
      fetch: fetchOption,
    }),
  "Pili over node:http": (port) =>
    createPiliClient(credentials, { apiHost: `127.0.0.1:${port}`, https: false, retries: 3 }),
  "Pili over fetch": (port) =>
    createPiliClient(credentials, {
      apiHost: `127.0.0.1:${port}`,
      https: false,
      retries: 3,
      fetch: fetchOption,
    }),
};

type Handle = (incoming: IncomingMessage, response: ServerResponse) => void;

/** Starts a server, and counts its requests. */
async function startServer(handle: Handle): Promise<{ port: number; requests: () => number }> {
  let count = 0;
  const server = createServer((incoming, response) => {
    count++;
    incoming.on("error", () => {});
    handle(incoming, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests: () => count };
}

/** A promise, with the function that resolves it. */
function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const chunkBytes = 64 * 1024;

/** A stream of chunks, each filled with its number, and what has happened to it. */
function countedStream(chunks: number) {
  const state = { pulled: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (state.pulled === chunks) return controller.close();
        controller.enqueue(new Uint8Array(chunkBytes).fill(state.pulled++));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

function digestOf(chunks: number): string {
  const hash = createHash("sha256");
  for (let index = 0; index < chunks; index++) hash.update(Buffer.alloc(chunkBytes, index));
  return hash.digest("hex");
}

describe.for(Object.keys(clients))("a stream as a body over %s", (name) => {
  const upload = (port: number, body: unknown, options: object = {}) =>
    endpoints.uploadPart(clients[name]?.(port), { path: { number: 1 }, body, ...options });

  test("arrives whole, in chunks, with the media type of the document", async () => {
    const received = deferred<{ digest: string; headers: IncomingMessage["headers"] }>();
    const { port } = await startServer(async (incoming, response) => {
      const hash = createHash("sha256");
      for await (const chunk of incoming) hash.update(chunk);
      received.resolve({ digest: hash.digest("hex"), headers: incoming.headers });
      response.end();
    });

    const { response } = await upload(port, countedStream(16).stream);

    expect(response.status).toBe(200);
    const { digest, headers } = await received.promise;
    expect(digest).toBe(digestOf(16));
    expect(headers).toMatchObject({
      "transfer-encoding": "chunked",
      "content-type": "application/octet-stream",
    });
    expect(headers).not.toHaveProperty("content-length");
  });

  test("is sent once, whatever the server responds", async () => {
    const { port, requests } = await startServer((incoming, response) => {
      incoming.resume().on("end", () => response.writeHead(503, { "Retry-After": "0" }).end());
    });

    const { response } = await upload(port, countedStream(2).stream);

    expect(response.status).toBe(503);
    expect(requests()).toBe(1);
  });

  test("is sent once when the connection is lost", async () => {
    const { port, requests } = await startServer((incoming) => {
      incoming.once("data", () => incoming.socket.destroy());
    });

    const call = upload(port, countedStream(64).stream);

    await expect(call).rejects.toThrow();
    expect(requests()).toBe(1);
  });

  test("is read as fast as the server reads it", async () => {
    const { stream, state } = countedStream(512);
    let [received, maxAhead] = [0, 0];
    const { port } = await startServer((incoming, response) => {
      incoming.on("data", (chunk: Buffer) => {
        received += chunk.length;
        maxAhead = Math.max(maxAhead, state.pulled * chunkBytes - received);
        incoming.pause();
        setImmediate(() => incoming.resume());
      });
      incoming.on("end", () => response.end());
    });

    await upload(port, stream);

    expect(received).toBe(512 * chunkBytes);
    expect(maxAhead).toBeLessThan(received / 2);
  });

  test("is cancelled when the call is aborted while the stream has no data", async () => {
    const { port } = await startServer((incoming) => incoming.resume());
    const cancelled = deferred<void>();
    const controller = new AbortController();
    const started = deferred<void>();
    const stream = new ReadableStream<Uint8Array>({
      pull() {
        started.resolve();
        return new Promise(() => {});
      },
      cancel: () => cancelled.resolve(),
    });

    const call = upload(port, stream, { signal: controller.signal });
    await started.promise;
    setTimeout(() => controller.abort());

    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    // The fetch of Node 20 reads on.
    if (name !== "openapi-fetch") await cancelled.promise;
  });

  test("rejects the call when the stream fails", async () => {
    const { port, requests } = await startServer((incoming) => incoming.resume());
    let pulled = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled++ > 2) throw new Error("disk error");
        controller.enqueue(new Uint8Array(chunkBytes));
      },
    });

    const call = upload(port, stream);

    await expect(call).rejects.toThrow();
    expect(requests()).toBeLessThan(2);
  });

  test("that is locked is rejected, and nothing is sent", async () => {
    const { port, requests } = await startServer((_, response) => response.end());
    const { stream } = countedStream(1);
    stream.getReader();

    const call = upload(port, stream);

    await expect(call).rejects.toMatchObject({
      name: name === "openapi-fetch" ? "TypeError" : "InvalidArgumentError",
    });
    expect(requests()).toBe(0);
  });
});

test("a Pili client rejects a stream that its signature would have to cover", async () => {
  const { sendText } = await runSample<"sendText">(
    document.replace("uploadPart", "sendText").replace("application/octet-stream", "text/plain"),
  );
  const { port, requests } = await startServer((_, response) => response.end());
  const client = clients["Pili over node:http"]?.(port);

  const call = sendText(client, { path: { number: 1 }, body: countedStream(1).stream });

  await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "body" });
  expect(requests()).toBe(0);
});
