import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { bundleText } from "./bundle-program.ts";

/** Resumes an upload, which has to wait between its attempts. */
const program = `
  import { restoreUploadSession } from "flip-pili/flip";
  const state = JSON.parse(process.argv.at(-1));
  const session = restoreUploadSession(state, new Uint8Array([1, 2, 3]), {
    retryMs: 300,
    allowPrivateHost: true,
  });
  const video = await session.resume();
  console.log(video.id);
`;

let code = "";

beforeAll(async () => {
  code = await bundleText(program);
});

test("UploadSession keeps its process alive while it waits, and lets it exit afterwards", async () => {
  let requests = 0;
  const server = await startServer(() => {
    requests++;
    return requests < 3 ? { status: 503 } : { json: { missing_parts: [], media_id: "v" } };
  });
  const state = {
    version: 1,
    location: `http://127.0.0.1:${server.port}/s`,
    isPrivate: true,
    fileName: "panda.mp4",
    fileSize: 3,
    parts: 1,
    partSize: 3,
    maxConnections: 1,
    // SHA-256 of the three bytes.
    fingerprint: { sample: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81" },
  };

  const child = spawn(process.execPath, ["--input-type=module", "-", JSON.stringify(state)]);
  onTestFinished(() => void child.kill());
  child.stdin.end(code); // It is too long for an argument.
  const [output, errors, [exit]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);

  expect({ output, errors, exit }).toEqual({ output: "v\n", errors: "", exit: 0 });
  expect(requests).toBeGreaterThan(2);
});
