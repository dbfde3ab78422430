import { open } from "node:fs/promises";
import { Agent, request } from "node:http";

/**
 * Does the minimum to send a file with Node: each worker fills a buffer and sends it. It does not check
 * responses or handle errors.
 *
 * @param {import("./senders.js").Job} job
 */
export async function sendRaw({ port, path, fileSize, partSize, concurrency }) {
  const handle = await open(path);
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const parts = Math.ceil(fileSize / partSize);
  let next = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      const buffer = Buffer.allocUnsafeSlow(partSize);
      while (next < parts) {
        const part = next++;
        const start = part * partSize;
        const length = Math.min(partSize, fileSize - start);
        await handle.read(buffer, 0, length, start);
        await put({ port, agent, part }, buffer.subarray(0, length));
      }
    }),
  );
  agent.destroy();
  await handle.close();
}

/**
 * @param {{ port: number, agent: Agent, part: number }} target
 * @param {Buffer} bytes
 * @returns {Promise<void>}
 */
function put({ port, agent, part }, bytes) {
  return new Promise((resolve, reject) => {
    const headers = { "X-Part": part, "Content-Length": bytes.length };
    const target = { host: "127.0.0.1", port, path: "/upload", method: "PUT" };
    const outgoing = request({ ...target, agent, headers }, (incoming) => {
      incoming.resume().on("end", resolve);
    });
    outgoing.on("error", reject).end(bytes);
  });
}
