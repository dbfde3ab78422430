import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { send, signedQuery, startFlip } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { startRewritingServer } from "../testing/conform/rewriting-server.ts";
import { startUploads, timesSent } from "../upload/start-uploads.ts";
import { keys, piliEnv, startPili, streamIds } from "./conform-mock.ts";
import { waitUntil } from "./run-program.ts";
import { isWindows } from "./shell.ts";
import { spawnBundle, spawnSource } from "./spawn-program.ts";

const flipEnv = {
  TELESTREAM_ACCESS_KEY: keys.accessKey,
  TELESTREAM_SECRET_KEY: keys.secretKey,
  TELESTREAM_FACTORY_ID: "my-factory",
};
const certificate = (name: string) =>
  fileURLToPath(new URL(`../fixtures/certificate/${name}.pem`, import.meta.url));

/** Starts an upload in a child process, and waits until only part 3 is missing, which stalls. */
async function spawnStalledUpload() {
  const uploads = await startUploads({ partSize: 1_000 });
  const file = join(await temporaryDirectory(), "video.mp4");
  await writeFile(file, randomBytes(9_999));
  uploads.server.script([{ kind: "stall", part: 3, after: 100 }]);
  const target = ["--host", "127.0.0.1", "--port", String(uploads.api.port)];
  const program = await spawnBundle(["upload", file, ...target], flipEnv);
  await waitUntil(() => uploads.server.sessions.at(-1)?.missingParts.length === 1);
  return { file, program, session: uploads.server.sessions[0] };
}

test.skipIf(isWindows)(
  "upload exits with 130 after SIGINT, and another process resumes it",
  async () => {
    const { file, program, session } = await spawnStalledUpload();

    program.child.kill("SIGINT");
    const [code, signal] = await program.exit;
    const resumed = await spawnBundle(["upload", file, "--resume", "--allow-private-host"]);

    expect({ code, signal }).toEqual({ code: 130, signal: null });
    expect(await program.stdout).toBe("");
    expect(await program.stderr).toContain("Interrupted: use --resume to continue");
    expect(await resumed.exit).toEqual([0, null]);
    expect(await resumed.stdout).toBe(`${session?.video?.id}\n`);
  },
);

test("upload is resumed by another process after its process was killed", async () => {
  const { file, program, session } = await spawnStalledUpload();

  program.child.kill("SIGKILL");
  await program.exit;
  const resumed = await spawnBundle(["upload", file, "--resume", "--allow-private-host"]);

  expect(await resumed.exit).toEqual([0, null]);
  expect(await resumed.stdout).toBe(`${session?.video?.id}\n`);
  expect(session && timesSent(session, 0)).toBe(1);
});

test.skipIf(isWindows)("upload keeps its state when two signals arrive at once", async () => {
  const { file, program } = await spawnStalledUpload();

  // Both signals are pending when the process continues.
  for (const signal of ["SIGSTOP", "SIGINT", "SIGTERM", "SIGCONT"] as const) {
    program.child.kill(signal);
  }

  const [code] = await program.exit;
  expect([130, 143]).toContain(code);
  expect(JSON.parse(await readFile(`${file}.flip-upload.json`, "utf8")).version).toBe(1);
});

test("flip-pili ends silently when the reader of its output has closed the pipe", async () => {
  const { child, stdout, stderr, exit } = await spawnBundle(["--help"]);
  const closed = expect(stdout).rejects.toThrow("Premature close");
  child.stdout.destroy();

  await closed;
  expect(await exit).toEqual([0, null]);
  expect(await stderr).toBe("");
});

test.skipIf(isWindows)(
  "conform deletes created resources after SIGINT, and exits with 130",
  async () => {
    const mock = await startPili();
    const before = await streamIds(mock);
    await using server = await startRewritingServer(mock, {
      intercept: ({ line }) => (line.endsWith("/status") ? "never" : undefined),
    });
    const program = spawnSource(["conform", "pili", "--url", server.url], piliEnv);

    await waitUntil(() => server.calls.some(({ line }) => line.endsWith("/status")));
    program.child.kill("SIGINT");
    const [code, signal] = await program.exit;

    const created = mock.requests.filter(({ operationId }) => operationId === "createStream");
    expect({ code, signal }).toEqual({ code: 130, signal: null });
    expect(created.length).toBeGreaterThan(0);
    expect(await streamIds(mock)).toEqual(before);
    expect(await program.stdout).toBe("");
    expect(await program.stderr).toMatch(/Deleting created resources\n$/);
  },
);

test("conform checks a service over HTTPS", async () => {
  const mock = await startPili();
  const tls = {
    key: await readFile(certificate("key")),
    cert: await readFile(certificate("cert")),
  };
  await using server = await startRewritingServer(mock, { tls });

  const argv = ["conform", "pili", "--url", server.url, "--only", "listStreams", "--read-only"];
  const trust = { NODE_EXTRA_CA_CERTS: certificate("cert") };
  const program = spawnSource(argv, { ...piliEnv, ...trust });

  const result = { exit: await program.exit, stdout: await program.stdout };
  expect(result).toEqual({
    exit: [0, null],
    stdout: expect.stringContaining("1 passed, 0 failed, 0 skipped"),
  });
});

test.skipIf(isWindows)(
  "proxy prints its summary after SIGINT, and exits with 1 if there are findings",
  async () => {
    const mock = await startFlip({ stateless: true });
    const { child, stderr, exit } = spawnSource(["proxy", "flip", "--upstream", mock.url]);
    const [url] = await once(child.stdout, "data");

    const target = `/v3.0/videos.json?${signedQuery("GET", "/videos.json")}&per_page=101`;
    await send({ url: String(url).trim() }, "GET", target);
    child.kill("SIGINT");

    expect(await exit).toEqual([1, null]);
    expect(await stderr).toContain("Distinct findings: 1");
  },
);
