import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { closedPort } from "../helpers/flip-server.ts";
import { send, signedQuery, startFlip } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, startProgram, until } from "./run-program.ts";

/** Starts a proxy by the command, and waits for its URL. */
async function startProxyCommand(argv: string[]) {
  const running = startProgram(["proxy", ...argv]);
  onTestFinished(() => void running.interrupt("SIGINT"));
  await until(() => running.printed.stdout.endsWith("\n"));
  return { running, url: running.printed.stdout.trim() };
}

const target = `/v3.0/videos.json?${signedQuery("GET", "/videos.json")}`;

test("proxy ends with 0 when nothing was found", async () => {
  const mock = await startFlip();
  const { running, url } = await startProxyCommand(["flip", "--upstream", mock.url]);

  const answer = await send({ url }, "GET", target);
  running.interrupt("SIGTERM");
  const { exitCode, stdout, stderr } = await running.result;

  expect(answer.status).toBe(200);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`${url}\n`);
  expect(stderr).toContain("GET /v3.0/videos.json 200 (listVideos)\n");
  expect(stderr).toMatch(/1 calls, 1 without finding, 1 of \d+ operations.\nNothing was found.\n$/);
});

test("proxy run by itself ends with 1 by a real Ctrl-C, and leaves its reports", async () => {
  const mock = await startFlip({ stateless: true });
  const folder = await temporaryDirectory();
  const [json, page] = [join(folder, "report.json"), join(folder, "report.html")];
  const program = fileURLToPath(new URL("../../src/cli/index.ts", import.meta.url));
  const argv = ["proxy", "flip", "--upstream", mock.url, "--report", json, "--html", page];
  const child = spawn(process.execPath, ["--import", "tsx", program, ...argv]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const stderr = text(child.stderr);
  const [url] = await once(child.stdout, "data");

  await send({ url: String(url).trim() }, "GET", `${target}&per_page=<b>101</b>`);
  child.kill("SIGINT");
  const ended = await once(child, "exit");
  const report = JSON.parse(await readFile(json, "utf8"));
  const html = await readFile(page, "utf8");

  expect(ended).toEqual([1, null]);
  expect(report).toMatchObject({
    ...{ schemaVersion: 1, api: "flip", upstream: mock.url },
    totals: { calls: 1, ok: 0, withFindings: 1 },
    findings: [{ kind: "request", operationId: "listVideos", status: 401 }],
  });
  expect(html).toContain("Request breaks the spec");
  expect(await stderr).toContain("  request: request.query.per_page: ");
  for (const place of [JSON.stringify(report), html, await stderr]) {
    expect(place).not.toMatch(/my_access_key|signature=(?!\[hidden])/);
  }
}, 90_000);

test("proxy --quiet prints what was found, and nothing else", async () => {
  const upstream = `http://127.0.0.1:${await closedPort()}`;
  const { running, url } = await startProxyCommand(["flip", "--upstream", upstream, "--quiet"]);

  await send({ url }, "GET", target);
  await send({ url }, "GET", target);
  running.interrupt("SIGINT");
  const { exitCode, stderr } = await running.result;

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^2 calls, 0 without finding, 1 of \d+ operations.\n1 different findings:\n/,
  );
  expect(stderr).toContain(
    `  upstream, 2x: GET /v3.0/videos.json 502 (listVideos): Cannot connect to ${upstream}: ECONNREFUSED\n`,
  );
});

test("README commands of flip-pili proxy work", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const folder = await temporaryDirectory();
  const commands = readme.match(/^flip-pili proxy .*$/gm) ?? [];

  for (const command of commands) {
    const argv = command.replace(/--port \d+/, "--port 0").replace(/ (report\.)/g, ` ${folder}/$1`);
    const { running } = await startProxyCommand(argv.split(" ").slice(2));
    running.interrupt("SIGINT");

    expect(await running.result).toMatchObject({ exitCode: 0 });
  }
  expect(commands).toHaveLength(2);
  expect((await readdir(folder)).sort()).toEqual(["report.html", "report.json"]);
});

const refusals: [argv: string[], message: string][] = [
  [[], "required option '--upstream <url>' not specified"],
  [["--upstream", "nonsense"], "--upstream must be an http or https URL"],
  [
    ["--upstream", "http://a.example/v3.0"],
    "--upstream must have no path, query or credentials: paths are passed on as they are",
  ],
  [
    ["--upstream", "http://a.example", "--host-header", "other"],
    "option '--host-header <which>' argument 'other' is invalid. Allowed choices are keep, upstream.",
  ],
  [
    ["--upstream", "http://a.example", "--ca", "/none/a.pem"],
    "--ca cannot be read: /none/a.pem (ENOENT)",
  ],
  [
    ["--upstream", "http://a.example", "--report", "/none/a.json"],
    "--report cannot be written: /none/a.json (ENOENT)",
  ],
];

test.each(refusals)("proxy flip refuses %j", async (argv, message) => {
  const result = await runProgram(["proxy", "flip", ...argv]);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
