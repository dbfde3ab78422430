import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createUploadQueue, startUploadWorker } from "flip-pili/fleet";
import { expect, onTestFinished, test } from "vitest";
import { startFleetWorld } from "./fleet-files.ts";

/** Starts a server that reports the properties of a Redis, and does nothing else. Returns its URL. */
async function startFakeRedis(info: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      for (const [, name = ""] of String(data).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        const isInfo = name.toLowerCase() === "info";
        socket.write(isInfo ? `$${info.length}\r\n${info}\r\n` : "+OK\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  ["redis_version:5.0.14", "Redis 6.2 or later"],
  ["redis_version:6.0.1", "Redis 6.2 or later"],
  ["redis_version:7.0.15\r\nmaxmemory_policy:volatile-lru", "volatile-lru"],
])("createUploadQueue and startUploadWorker reject a Redis with %j", async (info, message) => {
  const connection = await startFakeRedis(info);
  const { factory } = await startFleetWorld();

  const problem = { name: "RedisError", message: expect.stringContaining(message) };
  await expect(createUploadQueue({ connection })).rejects.toMatchObject(problem);
  await expect(startUploadWorker({ connection, factory })).rejects.toMatchObject(problem);
});

test("createUploadQueue rejects a Redis that is not reached in time", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();

  const opening = createUploadQueue({ connection: { port, host: "127.0.0.1" }, connectMs: 100 });

  await expect(opening).rejects.toMatchObject({
    name: "RedisError",
    message: "Redis cannot be reached within 100 ms (ECONNREFUSED)",
  });
});

test.each([
  [{ connection: "localhost" }, "connection"],
  [{ connection: undefined }, "connection"],
  [{ keepCompleted: -1 }, "keepCompleted"],
  [{ keepFailed: 0.5 }, "keepFailed"],
])("createUploadQueue rejects %j", async (options, argument) => {
  const all = { connection: "redis://127.0.0.1:1", ...options };

  const opening = createUploadQueue(all as Parameters<typeof createUploadQueue>[0]);

  await expect(opening).rejects.toMatchObject({ argument });
});

test.each([
  [{ connection: "localhost" }, "connection"],
  [{ filesAtOnce: 0 }, "filesAtOnce"],
  [{ concurrency: 257 }, "concurrency"],
  [{ lockDuration: 1 }, "lockDuration"],
  [{ stalledInterval: 1.5 }, "stalledInterval"],
  [{ maxStalledCount: -1 }, "maxStalledCount"],
  [{ onError: true }, "onError"],
  [{ factory: {} }, "factory"],
])("startUploadWorker rejects %j", async (options, argument) => {
  const { factory } = await startFleetWorld();
  const all = { connection: "redis://127.0.0.1:1", factory, ...options };

  const starting = startUploadWorker(all as Parameters<typeof startUploadWorker>[0]);

  await expect(starting).rejects.toMatchObject({ argument });
});
