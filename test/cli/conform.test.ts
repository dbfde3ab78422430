import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Credentials, Hub } from "flip-pili/pili";
import { type ApiName, type MockServer, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { closedPort } from "../helpers/flip-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { startRewritingServer } from "../testing/conform/rewriting-server.ts";
import { runProgram } from "./run-program.ts";

const keys = { accessKey: "my-access-key", secretKey: "hunter2" };
const env = {
  ...{ QINIU_ACCESS_KEY: keys.accessKey, QINIU_SECRET_KEY: keys.secretKey, PILI_HUB: "test-hub" },
  ...{ TELESTREAM_ACCESS_KEY: keys.accessKey, TELESTREAM_SECRET_KEY: keys.secretKey },
};
const certificate = (name: string) =>
  fileURLToPath(new URL(`../fixtures/certificate/${name}.pem`, import.meta.url));

/** A mock of Pili that ends with the test. */
async function startPili() {
  const mock = await startMockServer("pili", { credentials: keys, hub: "test-hub", speed: 1_000 });
  onTestFinished(() => mock.close());
  return mock;
}

/** The ids of the streams that it holds. */
async function streamIds({ host, port }: MockServer) {
  const hub = new Hub(new Credentials(keys.accessKey, keys.secretKey), "test-hub", {
    apiHost: `${host}:${port}`,
  });
  const ids: string[] = [];
  for await (const { id } of hub.listStreams()) ids.push(id);
  return ids;
}

/** Starts the program in a process of its own. */
function spawnConform(argv: readonly string[], more: Record<string, string> = {}) {
  const program = ["--import", "tsx", "src/cli/index.ts", "conform", ...argv];
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const child = spawn(process.execPath, program, {
    cwd,
    env: { ...process.env, ...env, ...more },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    stdout: text(child.stdout),
    stderr: text(child.stderr),
    exit: once(child, "exit"),
  };
}

test("conform prints a line for each operation, writes both reports, and ends with 0", async () => {
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
  expect(result.stdout).toMatch(/has, by --recorded-stream$/m);
  expect(result.stdout).toMatch(/^9 passed, 0 failed, 3 skipped in \d+/m);
  expect(result.stderr).toContain("1/12 createStream\n");
  expect(report).toMatchObject({ api: "pili", hasPassed: true, passed: 9, skipped: 3 });
  expect(junit).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites .* failures="0"/);
  expect(junit).toContain('<testcase classname="getStream" name="refuses an unknown id"/>');
  expect(junit).toContain('<skipped message="no job was started"/>');
  for (const printed of [result.stdout, result.stderr, junit, JSON.stringify(report)]) {
    expect(printed).not.toMatch(/hunter2/);
  }
}, 120_000);

test("conform ends with 1 and names the violated path where something failed", async () => {
  const mock = await startPili();
  mock.answerNext("listStreamStatuses", { status: 500 });
  const xml = join(await temporaryDirectory(), "report.xml");

  const only = ["--only", "listStreamStatuses,getStream", "--quiet", "--junit", xml];
  const result = await runProgram(["conform", "pili", "--url", mock.url, ...only], { env });

  expect(result.exitCode).toBe(1);
  expect(result.stderr).toBe("");
  expect(result.stdout).toContain(
    "failed   listStreamStatuses  POST   /statuses\n" +
      "  answers as the spec says:\n" +
      "    POST /v1/statuses 500: response.status (status): Status must be 200, not 500\n",
  );
  expect(result.stdout).toMatch(/^1 passed, 1 failed, 0 skipped in /m);
  expect(await readFile(xml, "utf8")).toContain(
    '<failure message="Status must be 200, not 500" type="status">' +
      "POST /v1/statuses 500: response.status (status): Status must be 200, not 500</failure>",
  );
});

test("conform flip works in the factory that a flag names", async () => {
  const mock = await startMockServer("flip", { credentials: keys, speed: 1_000 });
  onTestFinished(() => mock.close());

  const argv = ["conform", "flip", "--url", mock.url, "--factory-id", "my-factory"];
  const result = await runProgram([...argv, "--only", "getProfile", "--timeout", "30"], { env });

  expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 passed") });
  expect(mock.requests.at(-1)?.query).toMatchObject({ factory_id: "my-factory" });
});

test("conform says in one line that nobody listens, or that the keys are refused", async () => {
  const mock = await startPili();
  const nobody = `http://127.0.0.1:${await closedPort()}`;

  const unreachable = await runProgram(["conform", "pili", "--url", nobody], { env });
  const refused = await runProgram(["conform", "pili", "--url", mock.url], {
    env: { ...env, QINIU_SECRET_KEY: "hunter3" },
  });

  expect(unreachable).toMatchObject({ exitCode: 1, stdout: "" });
  expect(unreachable.stderr).toMatch(/^flip-pili: Cannot reach the service: .*ECONNREFUSED.*\n$/);
  expect(refused).toEqual({
    ...{ exitCode: 1, stdout: "" },
    stderr: "flip-pili: The service refuses the keys: 401 401001 invalid authorization\n",
  });
});

test.each([
  [["pili"], "required option '--url <url>' not specified"],
  [["pili", "--url", "nowhere"], "--url must be an http or https URL"],
  [["pili", "--url", "http://a", "--only", "nothing"], "--only must name operations of the spec"],
  [["pili", "--url", "http://a", "--timeout", "soon"], "It must be a number greater than 0"],
  [["pili", "--url", "http://a", "--factory-id", "x"], "--factory-id is for conform flip alone"],
  [["flip", "--url", "http://a", "--hub", "x"], "--hub is for conform pili alone"],
  [["flip", "--url", "http://a", "--job-url", "x"], "--job-url is for conform pili alone"],
  [["live", "--url", "http://a"], "Allowed choices are flip, pili"],
])("conform %j cannot be understood, and ends with 2", async (argv, message) => {
  const result = await runProgram(["conform", ...argv], { env });

  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr).toContain(message);
  expect(result.stderr).toMatch(/^flip-pili: .*\n$/);
});

test("conform needs keys and a hub, and says where they may stand", async () => {
  const argv = ["conform", "pili", "--url", "http://a"];
  const { PILI_HUB: _, ...withoutHub } = env;

  const results = [await runProgram(argv), await runProgram(argv, { env: withoutHub })];

  expect(results.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual([
    {
      exitCode: 2,
      stderr: "flip-pili: --access-key is missing: give it, or set QINIU_ACCESS_KEY\n",
    },
    { exitCode: 2, stderr: "flip-pili: --hub is missing: give it, or set PILI_HUB\n" },
  ]);
});

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const commands = readme.match(/^flip-pili conform .*$/gm) ?? [];

test.each(commands)(
  "README command passes: %s",
  async (command) => {
    const [, , api = ""] = command.split(" ");
    const place = { hub: "test-hub", factoryId: "factory-id" };
    await using mock = await startMockServer(api as ApiName, {
      ...{ credentials: keys, speed: 1_000, ...place },
    });
    const folder = await temporaryDirectory();
    const line = command
      .replace(/http:\/\/127\.0\.0\.1:\d+/, mock.url)
      .replace(/report\.(xml|json)/g, (name) => join(folder, name));

    const result = await runProgram(line.split(" ").slice(1), {
      env: { ...env, TELESTREAM_FACTORY_ID: "factory-id" },
    });

    expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(" 0 failed, ") });
  },
  120_000,
);

test("README has commands of conform", () => {
  expect(commands).toHaveLength(3);
});

test("conform cleans up after a real Ctrl-C, and ends with 130", async () => {
  const mock = await startPili();
  const before = await streamIds(mock);
  let isUnderWay = () => {};
  const underWay = new Promise<void>((resolve) => {
    isUnderWay = resolve;
  });
  await using server = await startRewritingServer(mock, {
    intercept({ line }) {
      if (!line.endsWith("/status")) return undefined;
      isUnderWay();
      return "never";
    },
  });
  const program = spawnConform(["pili", "--url", server.url]);

  await underWay;
  program.child.kill("SIGINT");
  const [code, signal] = await program.exit;

  const created = mock.requests.filter(({ operationId }) => operationId === "createStream");
  expect({ code, signal }).toEqual({ code: 130, signal: null });
  expect(created.length).toBeGreaterThan(0);
  expect(await streamIds(mock)).toEqual(before);
  expect(await program.stdout).toBe("");
  expect(await program.stderr).toMatch(/Deleting what was created\n$/);
}, 120_000);

test("conform speaks https", async () => {
  const mock = await startPili();
  const tls = {
    key: await readFile(certificate("key")),
    cert: await readFile(certificate("cert")),
  };
  await using server = await startRewritingServer(mock, { tls });

  const argv = ["pili", "--url", server.url, "--only", "listStreams", "--read-only"];
  const program = spawnConform(argv, { NODE_EXTRA_CA_CERTS: certificate("cert") });

  const result = { exit: await program.exit, stdout: await program.stdout };
  expect(result).toEqual({
    exit: [0, null],
    stdout: expect.stringContaining("1 passed, 0 failed, 0 skipped"),
  });
}, 120_000);
