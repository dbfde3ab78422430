import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { closedPort } from "../helpers/flip-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { startRewritingServer } from "../testing/conform/rewriting-server.ts";
import { keys, piliEnv, startPili, streamIds } from "./conform-mock.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";

const env = {
  ...piliEnv,
  TELESTREAM_ACCESS_KEY: keys.accessKey,
  TELESTREAM_SECRET_KEY: keys.secretKey,
};

test("conform prints a line per operation, writes both reports, and exits with 0", async () => {
  const mock = await startPili();
  const folder = await temporaryDirectory();
  const [xml, json] = [join(folder, "report.xml"), join(folder, "report.json")];

  const files = ["--junit", xml, "--json", json];
  const result = await runProgram(["conform", "pili", "--url", mock.url, ...files], { env });

  const report = JSON.parse(await readFile(json, "utf8"));
  const junit = await readFile(xml, "utf8");
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toMatch(/^passed {3}getStream +GET {4}\/streams\/\{id\}$/m);
  expect(result.stdout).toMatch(/^skipped {2}getJob .* no job was started$/m);
  expect(result.stdout).toMatch(/set --recorded-stream to one that has a recording$/m);
  expect(result.stdout).toMatch(/^9 passed, 0 failed, 3 skipped in \d+/m);
  expect(result.stderr).toContain("1/12 createStream\n");
  expect(report).toMatchObject({ api: "pili", hasPassed: true, passed: 9, skipped: 3 });
  expect(junit).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites .* failures="0"/);
  expect(junit).toContain('<testcase classname="getStream" name="rejects an unknown id"/>');
  expect(junit).toContain('<skipped message="no job was started"/>');
  for (const printed of [result.stdout, result.stderr, junit, JSON.stringify(report)]) {
    expect(printed).not.toMatch(/hunter2/);
  }
}, 120_000);

test("conform --verbose logs each request without keys and signatures, instead of progress", async () => {
  const mock = await startMockServer("flip", { credentials: keys, factoryId: "f" });
  onTestFinished(() => mock.close());

  const only = ["--only", "createUploadSession,getMissingParts", "--factory-id", "f", "--verbose"];
  const result = await runProgram(["conform", "flip", "--url", mock.url, ...only], { env });

  const log = result.stderr.trim().split("\n");
  expect(result.exitCode).toBe(0);
  expect(log).toContainEqual(
    expect.stringMatching(/^POST http:\S+\/v3\.0\/videos\/upload\.json 20\d \(\d+ ms/),
  );
  // The location of an upload is a secret.
  expect(log).toContainEqual(expect.stringMatching(/^GET http:\/\/[\d.:]+ 20\d \(/));
  expect(log.every((line) => /^(GET|POST|PUT|DELETE) http:[^?]+$/.test(line))).toBe(true);
  expect(result.stderr).not.toMatch(/hunter2|signature|access_key/);
}, 120_000);

test.each([
  ["flip-3.1", ["--factory-id", "my-factory", "--source-url", "http://files.example.com/a.mp4"]],
  ["pili-v2", ["--allow-streams", "--allow-hub-changes"]],
  ["rtc", []],
] as const)(
  "conform %s passes against a mock, and finds a violation of one operation",
  async (api, flags) => {
    const isFlip = api === "flip-3.1";
    const credentials = isFlip ? { apiKey: "tcs_hunter2" } : keys;
    const account = isFlip ? { factoryId: "my-factory" } : { hub: "test-hub" };
    const mock = await startMockServer(api, { credentials, ...account, speed: 1_000 });
    onTestFinished(() => mock.close());
    const first = { "flip-3.1": "listVideos", "pili-v2": "listDomains", rtc: "listRooms" }[api];
    const argv = ["conform", api, "--url", mock.url, "--only", first, "--quiet", ...flags];
    const environment = { ...env, TELESTREAM_API_KEY: "tcs_hunter2" };

    const passed = await runProgram(argv, { env: environment });
    mock.answerNext(first, { status: 500 });
    const failed = await runProgram(argv, { env: environment });

    expect(passed).toMatchObject({ exitCode: 0, stderr: "" });
    expect(passed.stdout).toMatch(new RegExp(`^passed +${first} `));
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toMatch(new RegExp(`^failed +${first} `));
    expect(passed.stdout + failed.stdout).not.toContain("hunter2");
  },
  120_000,
);

test("conform reads the URL from the environment, unless --url is passed, or from a profile", async () => {
  const mock = await startPili();
  const home = await temporaryDirectory();
  const account = `access_key = "${keys.accessKey}"\nsecret_key = "${keys.secretKey}"\n`;
  const table = `[staging.pili]\n${account}hub = "test-hub"\nurl = "${mock.url}"\n`;
  await mkdir(join(home, "flip-pili"));
  await writeFile(join(home, "flip-pili/config.toml"), table, { mode: 0o600 });
  const nobody = `http://127.0.0.1:${await closedPort()}`;
  const argv = ["conform", "pili", "--only", "listStreams", "--quiet"];
  const run = (PILI_URL: string, ...flags: string[]) =>
    runProgram([...argv, ...flags], { env: { ...env, PILI_URL, XDG_CONFIG_HOME: home } });

  const results = [
    await run(`${mock.url}/v1`),
    await run(nobody, "--url", mock.url),
    await run(nobody, "--profile", "staging"),
  ];

  for (const { exitCode, stdout } of results) {
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^passed +listStreams /m);
  }
}, 120_000);

test("conform exits with 1 when a check fails, and prints the location of the violation", async () => {
  const mock = await startPili();
  mock.answerNext("listStreamStatuses", { status: 500 });
  const xml = join(await temporaryDirectory(), "report.xml");

  const only = ["--only", "listStreamStatuses,getStream", "--quiet", "--junit", xml];
  const result = await runProgram(["conform", "pili", "--url", mock.url, ...only], { env });

  expect(result.exitCode).toBe(1);
  expect(result.stderr).toBe("");
  expect(result.stdout).toContain(
    "failed   listStreamStatuses  POST   /statuses\n" +
      "  responds as the spec requires:\n" +
      "    POST /v1/statuses 500: response.status (status): Status must be 200, not 500\n",
  );
  expect(result.stdout).toMatch(/^1 passed, 1 failed, 0 skipped in /m);
  expect(await readFile(xml, "utf8")).toContain(
    '<failure message="Status must be 200, not 500" type="status">' +
      "POST /v1/statuses 500: response.status (status): Status must be 200, not 500</failure>",
  );
});

test("conform flip uses the factory of --factory-id", async () => {
  const mock = await startMockServer("flip", { credentials: keys, speed: 1_000 });
  onTestFinished(() => mock.close());

  const argv = ["conform", "flip", "--url", mock.url, "--factory-id", "my-factory"];
  const result = await runProgram([...argv, "--only", "getProfile", "--timeout", "30"], { env });

  expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 passed") });
  expect(mock.requests.at(-1)?.query).toMatchObject({ factory_id: "my-factory" });
});

test("conform prints one line when the service is unreachable or rejects the keys", async () => {
  const mock = await startPili();
  const unusedUrl = `http://127.0.0.1:${await closedPort()}`;

  const unreachable = await runProgram(["conform", "pili", "--url", unusedUrl], { env });
  const rejected = await runProgram(["conform", "pili", "--url", mock.url], {
    env: { ...env, QINIU_SECRET_KEY: "hunter3" },
  });

  expect(unreachable).toMatchObject({ exitCode: 1, stdout: "" });
  expect(unreachable.stderr).toMatch(/^flip-pili: Cannot reach the service: .*ECONNREFUSED.*\n$/);
  expect(rejected).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: "flip-pili: The service rejects the keys: 401 401001 invalid authorization\n",
  });
});

test.each([
  [["pili"], "--url is missing: pass it, or set PILI_URL"],
  [["pili", "--url", "nowhere"], "--url must be an http or https URL"],
  [["pili", "--url", "http://a", "--only", "nothing"], "--only must name operations of the spec"],
  [["pili", "--url", "http://a", "--timeout", "soon"], "It must be a number greater than 0"],
  [["pili", "--url", "http://a", "--factory-id", "x"], "--factory-id is only for conform flip"],
  [["flip", "--url", "http://a", "--hub", "x"], "--hub is only for conform pili"],
  [["flip", "--url", "http://a", "--job-url", "x"], "--job-url is only for conform pili"],
  [["live", "--url", "http://a"], "Allowed choices are flip, flip-3.1, pili, pili-v2, rtc"],
])("conform %j exits with 2 and one line of usage error", async (argv, message) => {
  const result = await runProgram(["conform", ...argv], { env });

  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr).toContain(message);
  expect(result.stderr).toMatch(/^flip-pili: .*\n$/);
});

test("conform names the flag and the variable of missing keys and hub", async () => {
  const argv = ["conform", "pili", "--url", "http://a"];
  const { PILI_HUB: _, ...withoutHub } = env;

  const results = [await runProgram(argv), await runProgram(argv, { env: withoutHub })];

  expect(results.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual([
    {
      exitCode: 2,
      stderr: "flip-pili: --access-key is missing: pass it, or set QINIU_ACCESS_KEY\n",
    },
    { exitCode: 2, stderr: "flip-pili: --hub is missing: pass it, or set PILI_HUB\n" },
  ]);
});

test("conform deletes created resources when it is interrupted, and exits with 130", async () => {
  const mock = await startPili();
  const before = await streamIds(mock);
  await using server = await startRewritingServer(mock, {
    intercept: ({ line }) => (line.endsWith("/status") ? "never" : undefined),
  });
  const running = startProgram(["conform", "pili", "--url", server.url], { env });

  await waitUntil(() => server.calls.some(({ line }) => line.endsWith("/status")));
  running.interrupt("SIGINT");
  const { exitCode, stdout, stderr } = await running.result;

  const created = mock.requests.filter(({ operationId }) => operationId === "createStream");
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
  expect(stderr).toMatch(/Deleting created resources\n$/);
  expect(created.length).toBeGreaterThan(0);
  expect(await streamIds(mock)).toEqual(before);
}, 60_000);
