import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const megabyte = 1024 * 1024;
const fileSize = 400 * megabyte;

const program = `
  import { TelestreamCloud } from "flip-pili/flip";

  const [, , port, file] = process.argv;
  const account = { accessKey: "a", secretKey: "s", apiHost: "127.0.0.1", apiPort: Number(port) };
  const tc = new TelestreamCloud(account);
  await tc.get("/videos.json"); // So that all code is loaded.
  const before = process.resourceUsage().maxRSS;
  await tc.post("/videos.json", { file });
  console.log((process.resourceUsage().maxRSS - before) / 1024);
`;

test("sending a file of 400 MB takes little memory", async () => {
  const folder = await temporaryDirectory();
  const file = await sparseFile(join(folder, "panda.mp4"));
  const script = await bundle(join(folder, "program.mjs"));
  const { port, received } = await countingServer();

  const child = spawn(process.execPath, [script, String(port), file], { stdio: "pipe" });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);

  expect(errors).toBe("");
  expect(received()).toBeGreaterThan(fileSize);
  expect(Number(output)).toBeGreaterThan(0);
  expect(Number(output)).toBeLessThan(120);
});

async function sparseFile(path: string): Promise<string> {
  const handle = await open(path, "w");
  await handle.truncate(fileSize);
  await handle.close();
  return path;
}

/** Makes a program of its own: this process has too much memory in use to tell. */
async function bundle(outfile: string): Promise<string> {
  const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  await build({
    stdin: { contents: program, resolveDir: source(""), loader: "ts" },
    alias: {
      "flip-pili/flip": source("flip/index.ts"),
      "#files": source("http/platform/files.node.ts"),
      "#hmac": source("http/platform/hmac.node.ts"),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
  });
  return outfile;
}

/** A server that counts what it is sent, and forgets it. */
async function countingServer(): Promise<{ port: number; received: () => number }> {
  let count = 0;
  const server = createServer((request, response) => {
    request.on("data", (piece: Buffer) => {
      count += piece.length;
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
