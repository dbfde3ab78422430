import { spawn } from "node:child_process";
import { once } from "node:events";
import { truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleText } from "../upload/bundle-program.ts";

const megabyte = 1024 * 1024;
const fileSize = 200 * megabyte;

/** A process of its own: that of the tests has too much memory in use. */
const program = `
  import { TelestreamCloud } from "flip-pili/flip";

  const [, , port, file] = process.argv;
  const account = { accessKey: "a", secretKey: "s", apiHost: "127.0.0.1", apiPort: Number(port) };
  const tc = new TelestreamCloud(account);
  await tc.get("/videos.json"); // So that all code is loaded.
  const before = process.memoryUsage.rss();
  // Not maxRSS, which on Linux includes the memory of the parent process.
  let peak = 0;
  const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 5);
  await tc.post("/videos.json", { file });
  clearInterval(timer);
  console.log((peak - before) / 1024 / 1024);
`;

test("tc.post() sends a file of 200 MB with constant memory", async () => {
  const folder = await temporaryDirectory();
  const file = join(folder, "panda.mp4");
  await writeFile(file, "");
  await truncate(file, fileSize);
  const script = join(folder, "program.mjs");
  await writeFile(script, await bundleText(program));
  const { port, received } = await countingServer();

  const child = spawn(process.execPath, [script, String(port), file], { stdio: "pipe" });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);

  expect(errors).toBe("");
  expect(received()).toBeGreaterThan(fileSize);
  expect(Number(output)).toBeGreaterThan(0);
  expect(Number(output)).toBeLessThan(120);
});

/** Starts a server that counts the bytes it receives, and discards them. */
async function countingServer(): Promise<{ port: number; received: () => number }> {
  let count = 0;
  const server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => {
      count += chunk.length;
    });
    request.on("end", () => {
      response.writeHead(200, { "Content-Type": "application/json", Connection: "close" });
      response.end("[]");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, received: () => count };
}
