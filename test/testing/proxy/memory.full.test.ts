import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, onTestFinished, test } from "vitest";

const megabyte = 1024 * 1024;
const fileMegabytes = 100;

const program = `
  const { startProxy } = await import(${JSON.stringify(new URL("../../../src/testing/index.ts", import.meta.url).href)});
  const proxy = await startProxy("flip", { upstream: process.argv[1] });
  const { peakMemoryMb } = await import(${JSON.stringify(new URL("../../../scripts/bench/peak-memory.js", import.meta.url).href)});
  let before = 0;
  process.on("message", () => {
    const peak = peakMemoryMb();
    process.send(peak - before);
    before = peak;
  });
  process.send(proxy.url);
`;

test("startProxy() has constant memory usage", async () => {
  const upstream = await countingServer();
  const args = ["--import", "tsx", "--input-type=module", "-e", program, upstream.url];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = String(await nextMessage(child));
  // Loads all code before the measurement.
  await sendFile(url, 1);
  await growth(child);

  await Promise.all(Array.from({ length: 4 }, () => sendFile(url, fileMegabytes)));

  expect(upstream.received()).toBeGreaterThan(4 * fileMegabytes * megabyte);
  expect(await growth(child)).toBeLessThan(150);
});

/** Returns the number of megabytes by which the process has grown since the last call. */
async function growth(child: ChildProcess): Promise<number> {
  child.send("measure");
  return Number(await nextMessage(child));
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, "message");
  return message;
}

/** Sends a form with a file that is generated while it is sent. */
async function sendFile(url: string, megabytes: number): Promise<void> {
  const request = sendRequest(`${url}/v3.0/videos.json`, {
    method: "POST",
    headers: { "Content-Type": "multipart/form-data; boundary=x" },
  });
  const responding = once(request, "response");
  await pipeline(Readable.from(formWithFile(megabytes)), request);
  const [response] = await responding;
  response.resume();
  await once(response, "end");
}

function* formWithFile(megabytes: number): Generator<Buffer> {
  yield Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
  const chunk = Buffer.alloc(megabyte, "film");
  for (let sent = 0; sent < megabytes; sent += 1) yield chunk;
  yield Buffer.from("\r\n--x--\r\n");
}

/** Starts a server that counts the bytes of all bodies. */
async function countingServer(): Promise<{ url: string; received: () => number }> {
  let count = 0;
  const server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => {
      count += chunk.length;
    });
    request.on("end", () => {
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => count,
  };
}
