import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startMockServer, type UploadServerSession } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { startUploads, timesSent, type Uploads } from "../upload/start-uploads.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";
import { isWindows } from "./shell.ts";
import { spawnBundle } from "./spawn-program.ts";

const partSize = 10_000;
const env = {
  TELESTREAM_ACCESS_KEY: "my-access-key",
  TELESTREAM_SECRET_KEY: "hunter2",
  TELESTREAM_FACTORY_ID: "my-factory",
};

/** Starts a server, and creates a file of ten parts. */
async function prepare() {
  const uploads = await startUploads({ partSize });
  const bytes = randomBytes(10 * partSize - 7);
  const file = join(await temporaryDirectory(), "my video.mp4");
  await writeFile(file, bytes);
  const { port } = uploads.api;
  const command = ["upload", file, "--host", "127.0.0.1", "--port", String(port)];
  return { uploads, bytes, file, state: `${file}.flip-upload.json`, command };
}

function lastSession({ server }: Uploads): UploadServerSession {
  const session = server.sessions.at(-1);
  if (session === undefined) throw new Error("The server has no session");
  return session;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Flags that resume an upload to a server on this machine. */
const resume = ["--resume", "--allow-private-host"];

/** Starts an upload, and interrupts it when only part 3 is missing, which stalls. */
async function interruptUpload(uploads: Uploads, command: string[], signal: "SIGINT" | "SIGTERM") {
  uploads.server.script([{ kind: "stall", part: 3, after: 100 }]);
  const running = startProgram(command, { env });
  await waitUntil(() => uploads.server.sessions.at(-1)?.missingParts.length === 1);
  running.interrupt(signal);
  return running.result;
}

test("upload --url sends to that server, and --verbose logs requests without secrets", async () => {
  const { uploads, file } = await prepare();
  const url = `http://127.0.0.1:${uploads.api.port}`;

  const { exitCode, stdout, stderr } = await runProgram(
    ["upload", file, "--url", url, "--verbose"],
    {
      env,
    },
  );

  expect(exitCode).toBe(0);
  expect(stdout).toBe(`${lastSession(uploads).video?.id}\n`);
  expect(stderr).toContain(`POST ${url}/v3.0/videos/upload.json 20`);
  expect(stderr).not.toMatch(/hunter2|my-access-key|signature/);
});

test("upload sends a file, prints the id of the video, and deletes its state", async () => {
  const { uploads, bytes, state, command } = await prepare();

  const { exitCode, stdout, stderr } = await runProgram(command, { env });

  const session = lastSession(uploads);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`${session.video?.id}\n`);
  expect(stderr).toMatch(/^0 %, 0 B of 100 kB\n(\d0 %, .*\n)*100 %, 100 kB of 100 kB(, .*)?\n$/);
  expect(session.sha256()).toBe(sha256(bytes));
  expect(session.fileName).toBe("my video.mp4");
  expect(existsSync(state)).toBe(false);
});

test("upload sends signed requests with its profiles to the mock of Flip", async () => {
  const keys = { accessKey: "my-access-key", secretKey: "hunter2" };
  const mock = await startMockServer("flip", { credentials: keys, factoryId: "abc" });
  onTestFinished(() => mock.close());
  const { file } = await prepare();
  const target = ["--host", mock.host, "--port", String(mock.port), "--factory-id", "abc"];

  const command = ["upload", file, ...target, "--profiles", "h264,webm", "--json", "--quiet"];
  const { exitCode, stdout, stderr } = await runProgram(command, { env });

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ original_filename: "my video.mp4" });
  const created = mock.requests.find(({ operationId }) => operationId === "createUploadSession");
  expect(created).toMatchObject({ signature: "valid", query: { profiles: "h264,webm" } });
}, 60_000);

test("upload shows a progress bar on a terminal, and restores the cursor", async () => {
  const { command } = await prepare();

  const { stderr } = await runProgram(command, { env, isTTY: true });

  const last = stderr.slice(stderr.lastIndexOf("█"));
  expect(stderr).toContain("\u001b[?25l");
  expect(last).toContain("100 %  100 kB of 100 kB");
  expect(last).toContain("\u001b[?25h");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "upload interrupted by %s stores its state, and resumes without keys",
  async (signal, code) => {
    const { uploads, bytes, file, state, command } = await prepare();

    const stopped = await interruptUpload(uploads, command, signal);
    const session = lastSession(uploads);
    const stateText = await readFile(state, "utf8");
    const { mode } = await stat(state);
    const resumed = await runProgram(["upload", file, ...resume]);

    expect(stopped).toMatchObject({ exitCode: code, stdout: "" });
    expect(stopped.stderr).toMatch(/\nInterrupted: use --resume to continue\n$/);
    expect(stateText).not.toContain("hunter2");
    if (!isWindows) expect(mode & 0o777).toBe(0o600);
    expect(resumed).toMatchObject({ exitCode: 0, stdout: `${session.video?.id}\n` });
    expect(uploads.server.sessions).toHaveLength(1);
    expect(session.sha256()).toBe(sha256(bytes));
    expect([0, 9].map((part) => timesSent(session, part))).toEqual([1, 1]);
    expect(existsSync(state)).toBe(false);
  },
);

test("upload interrupted before its session exists stores no state", async () => {
  const { command, state } = await prepare();

  const running = startProgram(command, { env });
  running.interrupt("SIGINT");
  const { exitCode, stderr } = await running.result;

  expect({ exitCode, stderr }).toEqual({
    exitCode: 130,
    stderr: "Interrupted: nothing was sent\n",
  });
  expect(existsSync(state)).toBe(false);
});

test("upload that fails prints the reason, stores its state in --state, and resumes", async () => {
  const { uploads, bytes, file, state, command } = await prepare();
  const other = join(await temporaryDirectory(), "state.json");
  uploads.server.script([{ kind: "status", status: 403, part: 5 }]);

  const failed = await runProgram([...command, "--state", other, "--quiet"], { env });
  const resumed = await runProgram(["upload", file, ...resume, "--state", other, "--json"]);

  expect(failed.exitCode).toBe(1);
  expect(failed.stderr).toMatch(/^flip-pili: .*403.*: use --resume to continue\n$/);
  expect([existsSync(state), existsSync(other)]).toEqual([false, false]);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ id: lastSession(uploads).video?.id });
  expect(lastSession(uploads).sha256()).toBe(sha256(bytes));
});

test("upload whose session has expired deletes its state", async () => {
  const { uploads, state, command } = await prepare();
  uploads.server.script([{ kind: "expire" }]);

  const { exitCode, stderr } = await runProgram([...command, "--quiet"], { env });

  expect(exitCode).toBe(1);
  expect(stderr).not.toContain("--resume");
  expect(existsSync(state)).toBe(false);
});

test("upload --resume to a private host needs --allow-private-host", async () => {
  const { uploads, file, state, command } = await prepare();
  await interruptUpload(uploads, command, "SIGINT");
  const requests = uploads.server.requests.length;

  const { exitCode, stderr } = await runProgram(["upload", file, "--resume", "--quiet"]);

  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    "flip-pili: --allow-private-host must be set for a state whose location is on a private network (127.0.0.1)\n",
  );
  expect(uploads.server.requests).toHaveLength(requests);
  expect(existsSync(state)).toBe(true);
});

test("upload --resume rejects another file than that of the session", async () => {
  const { uploads, file, state, command } = await prepare();
  await interruptUpload(uploads, command, "SIGINT");
  await writeFile(file, randomBytes(10 * partSize - 7));

  const { exitCode, stderr } = await runProgram(["upload", file, ...resume, "--quiet"]);

  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    `flip-pili: The file is not the one that the upload began with: delete ${state} to start over\n`,
  );
  expect(existsSync(state)).toBe(true);
});

test("upload does not overwrite a stored state", async () => {
  const { uploads, state, command } = await prepare();
  await interruptUpload(uploads, command, "SIGINT");

  const again = await runProgram(command, { env });

  expect(again).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `flip-pili: ${state} is the state of an upload: use --resume to continue, or delete the file to start over\n`,
  });
  expect(uploads.server.sessions).toHaveLength(1);
});

test("upload rejected by the service prints the status, and stores no state", async () => {
  const mock = await startMockServer("flip", {
    credentials: { accessKey: "my-access-key", secretKey: "another" },
  });
  onTestFinished(() => mock.close());
  const { file, state } = await prepare();

  const target = ["--host", mock.host, "--port", String(mock.port)];
  const { exitCode, stderr } = await runProgram(["upload", file, ...target], { env });

  expect(exitCode).toBe(4);
  expect(stderr).toMatch(
    /^flip-pili: GET http:\/\/127.*\/factories\/my-factory\.json returned 401.*\n$/,
  );
  expect(stderr).not.toContain("hunter2");
  expect(existsSync(state)).toBe(false);
}, 60_000);

test("upload rejects invalid arguments before it sends a request", async () => {
  const { uploads, file, state, command } = await prepare();
  const requestCount = uploads.api.requests.length;
  const folder = await temporaryDirectory();
  const empty = join(folder, "empty.json");
  await writeFile(empty, "");
  const text = join(folder, "text.json");
  await writeFile(text, "{");
  const unsupported = join(folder, "unsupported.json");
  await writeFile(unsupported, '{"version":2}');
  const invalid: [argv: string[], message: string][] = [
    [["upload"], "missing required argument 'file'"],
    [["upload", "/no/video.mp4"], "<file> cannot be read: /no/video.mp4 (ENOENT)"],
    [[...command, "--state", "/no/state"], "--state cannot be written: /no/state (ENOENT)"],
    [
      [...command, "--concurrency", "0"],
      "option '--concurrency <number>' argument '0' is invalid. It must be a whole number from 1 to 256.",
    ],
    [
      [...command, "--resume", "--profiles", "h264"],
      "option '--profiles <names>' cannot be used with option '--resume'",
    ],
    [[...command, "--resume"], `--resume cannot read the state: ${state} (ENOENT)`],
    [
      [...command, "--resume", "--state", empty],
      `${empty} is empty: upload again without --resume`,
    ],
    [
      [...command, "--resume", "--state", text],
      `--resume cannot read the state: ${text} is not JSON`,
    ],
    [[...command, "--state", folder], `--state cannot read the state: ${folder} (not a file)`],
    [[...command, "--file-name", "a/b.mp4"], "--file-name must be a base name, without / and \\"],
    [
      [...command, "--resume", "--state", unsupported],
      `--resume cannot use ${unsupported}: Invalid argument state.version: must be 1`,
    ],
  ];
  const invalidNames = ["a/b", "a\\b", "..", " "];
  const missingValues: [Record<string, string>, string][] = [
    [{}, "--access-key is missing: pass it, or set TELESTREAM_ACCESS_KEY"],
    [
      { ...env, TELESTREAM_FACTORY_ID: "" },
      "--factory-id is missing: pass it, or set TELESTREAM_FACTORY_ID",
    ],
  ];

  for (const [argv, message] of invalid) {
    const result = await runProgram(argv, { env });
    expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
  }
  for (const name of invalidNames) {
    const { stderr } = await runProgram(["upload", file, "--file-name", name], { env: {} });
    expect(stderr).toBe("flip-pili: --file-name must be a base name, without / and \\\n");
  }
  for (const [environment, message] of missingValues) {
    const result = await runProgram(["upload", file], { env: environment });
    expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
  }
  expect(uploads.api.requests).toHaveLength(requestCount);
  expect(existsSync(state)).toBe(false);
});

test("upload stores the state of an upload that the server has moved", async () => {
  const { uploads, bytes, state, command } = await prepare();
  uploads.server.script([
    { kind: "moved", part: 2, to: "otherOrigin", leaves: true },
    { kind: "status", part: 5, status: 403 },
  ]);

  const failed = await runProgram([...command, "--concurrency", "1", "--quiet"], { env });
  const { location } = JSON.parse(await readFile(state, "utf8"));
  const { mode } = await stat(state);
  const { exitCode, stdout } = await runProgram([...command, ...resume]);

  const session = lastSession(uploads);
  expect(failed.stderr).toContain("use --resume to continue");
  expect(location).toMatch(/moved=1$/);
  expect(isWindows || mode % 0o1000 === 0o600).toBe(true);
  expect(stdout).toBe(`${session.video?.id}\n`);
  expect(exitCode).toBe(0);
  expect(session.sha256()).toBe(sha256(bytes));
  expect(existsSync(state)).toBe(false);
});

test("upload --tls require sends nothing without encryption", async () => {
  const { uploads, command } = await prepare();

  const running = startProgram([...command, "--tls", "require", "--quiet"], { env });
  await waitUntil(() => uploads.server.sessions.length === 1);
  running.interrupt("SIGINT");
  const { exitCode } = await running.result;

  expect(exitCode).toBe(130);
  expect(lastSession(uploads).requests).toEqual([]);
});

test("upload --tls as-given sends parts to an http location", async () => {
  const { uploads, bytes, command } = await prepare();

  const { exitCode } = await runProgram([...command, "--tls", "as-given", "--quiet"], { env });

  expect(exitCode).toBe(0);
  expect(lastSession(uploads).sha256()).toBe(sha256(bytes));
});

test("upload --tls rejects other values", async () => {
  const { command } = await prepare();

  const { exitCode, stderr } = await runProgram([...command, "--tls", "never"], { env });

  expect(exitCode).toBe(2);
  expect(stderr).toContain("--tls");
});

/** Starts an upload in a process of its own, and kills it while the session is created. */
async function killWhileCreating(
  uploads: Uploads,
  command: string[],
  when: "factory" | "session",
): Promise<void> {
  const isReached = ({ path }: { path: string }) =>
    path.endsWith(when === "session" ? "/videos/upload.json" : "/factories/my-factory.json");
  const before = uploads.api.requests.filter(isReached).length;
  uploads.heldRequests = when;
  const { child, exit } = await spawnBundle(command, env);
  await waitUntil(() => uploads.api.requests.filter(isReached).length > before);
  child.kill("SIGKILL");
  await exit;
  uploads.heldRequests = undefined;
}

for (const when of ["factory", "session"] as const) {
  test(`upload can be repeated after it was killed while the ${when} was requested`, async () => {
    const { uploads, bytes, state, command } = await prepare();
    await killWhileCreating(uploads, [...command, "--profiles", "webm"], when);
    const isReserved = existsSync(state);

    const { exitCode, stderr } = await runProgram([...command, "--quiet"], { env });

    expect(isReserved).toBe(true);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "The previous call was stopped before its session was created: starting over\n",
    });
    expect(lastSession(uploads).sha256()).toBe(sha256(bytes));
    expect(existsSync(state)).toBe(false);
  }, 60_000);

  test(`upload --resume works after it was killed while the ${when} was requested`, async () => {
    const { uploads, bytes, file, state, command } = await prepare();
    const flags = ["--profiles", "webm", "--file-name", "clip.mp4"];
    await killWhileCreating(uploads, [...command, ...flags], when);
    const stored = await readFile(state, "utf8");
    const keys = {
      TELESTREAM_ACCESS_KEY: env.TELESTREAM_ACCESS_KEY,
      TELESTREAM_SECRET_KEY: env.TELESTREAM_SECRET_KEY,
    };

    const withoutKeys = await runProgram(["upload", file, "--resume", "--quiet"]);
    const resumed = await runProgram(["upload", file, "--resume", "--quiet"], { env: keys });

    const notice =
      "The previous call was stopped before its session was created: creating it now\n";
    expect(stored).not.toContain("hunter2");
    expect(withoutKeys).toMatchObject({
      exitCode: 2,
      stderr: `${notice}flip-pili: --access-key is missing: pass it, or set TELESTREAM_ACCESS_KEY\n`,
    });
    expect(resumed).toMatchObject({ exitCode: 0, stderr: notice });
    expect(lastSession(uploads).sha256()).toBe(sha256(bytes));
    expect(lastSession(uploads).fileName).toBe("clip.mp4");
    const creation = uploads.api.requests.findLast(({ path }) => path.endsWith("/upload.json"));
    expect(creation?.params["profiles"]).toBe("webm");
    expect(existsSync(state)).toBe(false);
  }, 60_000);
}

test("upload does not start or resume while another process creates the session", async () => {
  const { uploads, file, state, command } = await prepare();
  uploads.heldRequests = "session";
  const { child, exit } = await spawnBundle(command, env);
  await waitUntil(() => uploads.api.requests.some(({ path }) => path.endsWith("/upload.json")));
  const expected = {
    exitCode: 2,
    stdout: "",
    stderr:
      `flip-pili: process ${child.pid} is creating this upload: wait for it, or delete ${state} if ` +
      "it has ended\n",
  };

  const again = await runProgram([...command, "--quiet"], { env });
  const resumed = await runProgram(["upload", file, "--resume", "--quiet"], { env });

  expect([again, resumed]).toEqual([expected, expected]);
  child.kill("SIGKILL");
  await exit;
}, 60_000);

test("upload starts over when the stored file of a killed process is empty", async () => {
  const { uploads, bytes, state, command } = await prepare();
  await writeFile(state, "");

  const { exitCode } = await runProgram([...command, "--quiet"], { env });

  expect(exitCode).toBe(0);
  expect(lastSession(uploads).sha256()).toBe(sha256(bytes));
});
