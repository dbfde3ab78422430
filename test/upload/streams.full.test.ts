import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleText } from "./bundle-program.ts";
import { startUploads } from "./start-uploads.ts";

const megabyte = 1024 * 1024;
const partSize = 8 * megabyte;
const concurrency = 4;

/** A process of its own: that of the tests has too much memory in use. */
const program = `
  import { TelestreamCloud } from "flip-pili/flip";

  const [, , port, size, concurrency, multiChunk] = process.argv;
  const account = { accessKey: "a", secretKey: "s", apiHost: "127.0.0.1", apiPort: Number(port) };
  const factory = await new TelestreamCloud(account).getResource("flip").factories.find("f");
  async function* stream(size) {
    const chunk = new Uint8Array(65536);
    for (let position = 0; position < size; position += chunk.length) yield chunk;
  }
  const upload = async (size) => {
    const options = { size, concurrency: Number(concurrency), multiChunk: multiChunk === "true" };
    await (await factory.uploadSession(stream(size), options)).start();
  };
  await upload(65536); // So that all code is loaded.
  const before = process.memoryUsage.rss();
  let peak = 0;
  const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 5);
  await upload(Number(size));
  clearInterval(timer);
  console.log((peak - before) / 1024 / 1024);
`;

/** Returns the memory that an upload of a stream needs, in megabytes. */
async function measure(size: number, multiChunk: boolean): Promise<number> {
  const uploads = await startUploads({ partSize, discard: "count" });
  const script = join(await temporaryDirectory(), "program.mjs");
  await writeFile(script, await bundleText(program));
  const argv = [script, uploads.api.port, size, concurrency, multiChunk].map(String);
  const child = spawn(process.execPath, argv, { stdio: "pipe" });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(errors).toBe("");
  expect(uploads.server.sessions.at(-1)?.acceptedBytes).toBe(size);
  return Number(output);
}

for (const multiChunk of [true, false]) {
  const mode = multiChunk ? "parts" : "ranges";
  test(`UploadSession sends a stream in ${mode} with memory that its size does not change`, async () => {
    const small = await measure(64 * megabyte, multiChunk);
    const large = await measure(512 * megabyte, multiChunk);

    // One block for each part in flight, beside buffers and garbage.
    const blocks = (concurrency * partSize) / megabyte;
    expect(large).toBeLessThan(blocks + 24);
    expect(large - small).toBeLessThan(16);
  }, 120_000);
}
