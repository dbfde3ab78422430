import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram } from "./run-program.ts";
import { isWindows } from "./shell.ts";
import { apiKey, env, keys, startClient } from "./start-client.ts";

const login = ["--access-key", keys.accessKey, "--with-secret-key"];

/** Returns an environment with a folder for the configuration, and the path of its file. */
async function createHome() {
  const home = await temporaryDirectory();
  return { home: { XDG_CONFIG_HOME: home }, path: join(home, "flip-pili/config.toml") };
}

test("login stores keys in a file that only its owner can read, and commands use them", async () => {
  const { mock, run } = await startClient("flip");
  const { home, path } = await createHome();
  const stored = ["--url", mock.url, "--factory-id", "my-factory"];

  const result = await runProgram(["login", "flip", ...login, ...stored], {
    env: home,
    stdin: `${keys.secretKey}\n`,
  });
  const listed = await runProgram(["flip", "videos", "list", "--json"], { env: home });
  const other = await run(["videos", "list"], { env: { ...home, FLIP_PILI_PROFILE: "other" } });

  expect(result).toEqual({
    exitCode: 0,
    stdout: "",
    stderr: `Profile default for Flip: ${path}\n`,
  });
  if (!isWindows) {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  }
  expect(listed).toMatchObject({ exitCode: 0, stderr: "" });
  expect(JSON.parse(listed.stdout)).toBeInstanceOf(Array);
  expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--profile other") });
}, 60_000);

test("login --profile keeps other profiles and comments, and --profile chooses one", async () => {
  const { mock } = await startClient("pili");
  const { home, path } = await createHome();
  await mkdir(dirname(path), { recursive: true });
  const before = '# mine\n[default.pili]\naccess_key = "a" # old\nsecret_key = \'b\'\nhub = "c"\n';
  await writeFile(path, before, { mode: 0o600 });
  const argv = ["login", "pili", "--profile", "staging", "--hub", "test-hub", "--url", mock.url];

  const first = await runProgram([...argv, ...login], { env: home, stdin: keys.secretKey });
  const second = await runProgram([...argv, ...login], { env: home, stdin: keys.secretKey });
  const list = ["pili", "streams", "list", "--profile", "staging", "--json"];
  const listed = await runProgram(list, {
    env: { ...home, ...env.pili, QINIU_SECRET_KEY: "wrong" },
  });

  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  const text = await readFile(path, "utf8");
  expect(text.startsWith(`${before}\n[staging.pili]\n`)).toBe(true);
  expect(text.match(/staging/g)).toHaveLength(1);
  expect(listed).toMatchObject({ exitCode: 0, stderr: "" });
}, 60_000);

test("login stores nothing when the service rejects the keys", async () => {
  const { mock } = await startClient("flip");
  const { home, path } = await createHome();

  const result = await runProgram(["login", "flip", ...login, "--url", mock.url], {
    env: home,
    stdin: "wrong-secret",
  });

  expect(result).toMatchObject({ exitCode: 4, stdout: "" });
  expect(result.stderr).not.toContain("wrong-secret");
  await expect(stat(path)).rejects.toThrow("ENOENT");
}, 60_000);

test("login pili without a hub stores the keys unchecked, and says so", async () => {
  const { home, path } = await createHome();

  const result = await runProgram(["login", "pili", ...login], { env: home, stdin: "s" });

  expect(result).toMatchObject({ exitCode: 0, stdout: "" });
  expect(result.stderr).toMatch(/^The keys are not checked, because that needs --hub\n/);
  expect(await readFile(path, "utf8")).toBe(
    '[default.pili]\naccess_key = "my-access-key"\nsecret_key = "s"\n',
  );
});

test("login flip-3.1 stores an API key in a table of its own, which commands with --api use", async () => {
  const { mock } = await startClient("flip-3.1");
  const { home, path } = await createHome();
  const argv = ["login", "flip-3.1", "--with-api-key", "--url", mock.url];
  const account = ["--factory-id", "my-factory"];

  const rejected = await runProgram([...argv, ...account], { env: home, stdin: "tcs_other" });
  const stored = await runProgram([...argv, ...account], { env: home, stdin: `${apiKey}\n` });
  const again = await runProgram([...argv, ...account], { env: home, stdin: apiKey });
  const list = ["videos", "list", "--json"];
  const listed = await runProgram(["flip", ...list, "--api", "flip-3.1"], { env: home });
  const other = await runProgram(["flip", ...list], { env: home });

  expect(rejected).toMatchObject({ exitCode: 4, stdout: "" });
  expect(stored).toMatchObject({ exitCode: 0, stderr: `Profile default for Flip 3.1: ${path}\n` });
  expect(again.exitCode).toBe(0);
  expect(await readFile(path, "utf8")).toBe(
    `[default."flip-3.1"]\napi_key = "${apiKey}"\nfactory_id = "my-factory"\nurl = "${mock.url}"\n`,
  );
  expect(JSON.parse(listed.stdout)).toBeInstanceOf(Array);
  expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--access-key") });
}, 60_000);

test("login pili-v2 and rtc check the keys, and store each account in a table of its own", async () => {
  const { mock: pili } = await startClient("pili-v2");
  const rtc = await startMockServer("rtc", { credentials: keys });
  onTestFinished(() => rtc.close());
  const { home, path } = await createHome();
  const stdin = keys.secretKey;

  const wrong = await runProgram(["login", "rtc", ...login, "--url", rtc.url], {
    env: home,
    stdin: "wrong",
  });
  const first = await runProgram(
    ["login", "pili-v2", ...login, "--url", pili.url, "--hub", "test-hub"],
    { env: home, stdin },
  );
  const second = await runProgram(["login", "rtc", ...login, "--url", rtc.url], {
    env: home,
    stdin,
  });
  const listed = await runProgram(["pili", "streams", "list", "--api", "pili-v2", "--json"], {
    env: home,
  });
  const token = [
    "sign",
    "room-token",
    "--app-id",
    "app1",
    "--room-name",
    "abc",
    "--user-id",
    "abc",
  ];
  const signed = await runProgram(token, { env: home });

  expect(wrong.exitCode).toBe(4);
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  expect(await readFile(path, "utf8")).toMatch(/^\[default\.pili-v2\]\n[^[]*\n\[default\.rtc\]\n/);
  expect(listed).toMatchObject({ exitCode: 0, stderr: "" });
  expect(signed.stdout).toMatch(/^my-access-key:/);
}, 60_000);

test.each([
  [["rtc", "--hub", "a"], "--hub is only for login pili or pili-v2"],
  [["flip", "--with-api-key"], "--with-api-key is only for login flip-3.1"],
  [
    ["flip-3.1", "--with-secret-key"],
    "--with-secret-key is only for login flip or pili or pili-v2 or rtc",
  ],
  [["flip-3.1"], "--with-api-key is missing: pass it, because standard input is not a terminal"],
  [["rtc", "--url", "http://a.example/v3"], "--url must be an http or https URL, without a path"],
])("login %j is rejected by name", async (argv, message) => {
  const { home } = await createHome();

  const result = await runProgram(["login", ...argv], { env: home });

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("login asks nothing without a terminal", async () => {
  const { home } = await createHome();

  const noKey = await runProgram(["login", "flip"], { env: home });
  const noSecret = await runProgram(["login", "flip", "--access-key", "a"], { env: home });

  expect([noKey, noSecret]).toEqual([
    {
      exitCode: 2,
      stdout: "",
      stderr:
        "flip-pili: --access-key is missing: pass it, because standard input is not a terminal\n",
    },
    {
      exitCode: 2,
      stdout: "",
      stderr:
        "flip-pili: --with-secret-key is missing: pass it, because standard input is not a terminal\n",
    },
  ]);
});

test.each([
  ["a value of another type", "[default.flip]\nsecret_key = 12345\n"],
  ["an invalid escape", '[default.flip]\nsecret_key = "hunter2-secret\\q"\n'],
  ["a value without quotes", "[default.flip]\nsecret_key = hunter2-secret\n"],
  ["a repeated table", "[default.flip]\n[default.flip]\n"],
])("a configuration file with %s is rejected without its contents", async (_name, text) => {
  const { home, path } = await createHome();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o600 });

  const { exitCode, stderr } = await runProgram(["flip", "videos", "list"], { env: home });

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /config\.toml cannot be read: (line \d is not valid|secret_key of \[default\.flip\] must be text in quotes)\n$/,
  );
  expect(stderr).not.toMatch(/hunter2|12345/);
});

/** A file with all that TOML has, as somebody else may have written it. */
const handWritten = `# All accounts
title = """
[default.flip]
"""

[ "default" . flip ] # production
# from the vault
access_key = "a" # the old one
factory_id = 'f'
note = "kept"

# staging
[staging.flip]
access_key = "b"
list = [
  [1, 2],
]
`;

test.each([
  ["\n", handWritten],
  ["\r\n", handWritten.replaceAll("\n", "\r\n")],
])("login changes only the values of its profile (line end %j)", async (lineEnd, text) => {
  const { home, path } = await createHome();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o600 });

  const argv = ["login", "flip", ...login, "--no-check"];
  const { exitCode } = await runProgram(argv, { env: home, stdin: "s" });

  expect(exitCode).toBe(0);
  const expected = text
    .replace('"a" # the old one', '"my-access-key" # the old one')
    .replace(`factory_id = 'f'${lineEnd}`, "")
    .replace('note = "kept"', `note = "kept"${lineEnd}secret_key = "s"`);
  expect(await readFile(path, "utf8")).toBe(expected);
});

test("login leaves a profile alone that is not a table of its own", async () => {
  const { home, path } = await createHome();
  await mkdir(dirname(path), { recursive: true });
  const text = 'default.flip = { access_key = "a", secret_key = "b" }\n';
  await writeFile(path, text, { mode: 0o600 });

  const argv = ["login", "flip", ...login, "--no-check"];
  const { exitCode, stderr } = await runProgram(argv, { env: home, stdin: "s" });

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /config\.toml has a profile default that login cannot change: write it as/,
  );
  expect(await readFile(path, "utf8")).toBe(text);
});

test("values of a configuration file are read as they were written", async () => {
  const { home, path } = await createHome();
  const hub = 'a"b\\c\u007f\u0001é';
  const argv = ["login", "pili", ...login, "--hub", hub, "--no-check"];

  await runProgram(argv, { env: home, stdin: "s" });
  const { stderr } = await runProgram(["pili", "streams", "list"], { env: home });

  expect(await readFile(path, "utf8")).toContain('hub = "a\\"b\\\\c\\u007f\\u0001é"');
  expect(stderr).toContain("must consist of letters");
});

test.skipIf(isWindows)(
  "commands warn when other users can read the keys",
  async () => {
    const { mock } = await startClient("flip");
    const { home, path } = await createHome();
    const argv = ["login", "flip", ...login, "--url", mock.url];
    await runProgram(argv, { env: home, stdin: keys.secretKey });
    await chmod(path, 0o644);

    const { exitCode, stderr } = await runProgram(["flip", "factories", "list"], { env: home });

    expect(exitCode).toBe(0);
    expect(stderr).toBe(`Other users can access ${path}, which contains keys: use chmod 600\n`);
  },
  60_000,
);

test("mock ignores the default profile, and verifies signatures with the one of --profile", async () => {
  const { home } = await createHome();
  await runProgram(["login", "flip", ...login, "--no-check"], { env: home, stdin: "s" });
  const { startProgram } = await import("./run-program.ts");

  const stderrs = await Promise.all(
    [[], ["--profile", "default"]].map(async (flags) => {
      const running = startProgram(["mock", "flip", ...flags], { env: home });
      await running.firstOutput();
      running.interrupt("SIGINT");
      return (await running.result).stderr;
    }),
  );

  expect(stderrs[0]).toContain("Any signature is accepted");
  expect(stderrs[1]).toContain("verified for the access key my-access-key");
}, 60_000);
