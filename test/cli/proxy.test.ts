import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { closedPort } from "../helpers/flip-server.ts";
import { send, signedQuery, startFlip } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, startProgram } from "./run-program.ts";

/** Starts a proxy with the command, and waits for its URL. */
async function startProxyCommand(argv: string[]) {
  const running = startProgram(["proxy", ...argv]);
  const output = await running.firstOutput();
  return { running, url: output.trim() };
}

const target = `/v3.0/videos.json?${signedQuery("GET", "/videos.json")}`;

test("proxy exits with 0 when there are no findings", async () => {
  const mock = await startFlip();
  const { running, url } = await startProxyCommand(["flip", "--url", mock.url]);

  const response = await send({ url }, "GET", target);
  running.interrupt("SIGTERM");
  const { exitCode, stdout, stderr } = await running.result;

  expect(response.status).toBe(200);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`${url}\n`);
  expect(stderr).toContain("GET /v3.0/videos.json 200 (listVideos)\n");
  expect(stderr).toMatch(/Calls: 1, without findings: 1, operations: 1 of \d+\nNo findings\n$/);
});

test("proxy exits with 1 when there are findings, and writes both reports", async () => {
  const mock = await startFlip({ stateless: true });
  const folder = await temporaryDirectory();
  const [json, page] = [join(folder, "report.json"), join(folder, "report.html")];
  const argv = ["flip", "--url", mock.url, "--report", json, "--html", page];
  const { running, url } = await startProxyCommand(argv);

  await send({ url }, "GET", `${target}&per_page=<b>101</b>`);
  running.interrupt("SIGINT");
  const { exitCode, stderr } = await running.result;
  const report = JSON.parse(await readFile(json, "utf8"));
  const html = await readFile(page, "utf8");

  expect(exitCode).toBe(1);
  expect(report).toMatchObject({
    schemaVersion: 1,
    api: "flip",
    upstream: mock.url,
    totals: { calls: 1, ok: 0, withFindings: 1 },
    findings: [{ kind: "request", operationId: "listVideos", status: 401 }],
  });
  expect(html).toContain("Request violates the spec");
  expect(stderr).toContain("  request: request.query.per_page: ");
  for (const output of [JSON.stringify(report), html, stderr]) {
    expect(output).not.toMatch(/my_access_key|signature=(?!\[hidden])/);
  }
});

test("proxy --quiet prints only the summary", async () => {
  const upstream = `http://127.0.0.1:${await closedPort()}`;
  const { running, url } = await startProxyCommand(["flip", "--url", upstream, "--quiet"]);

  await send({ url }, "GET", target);
  await send({ url }, "GET", target);
  running.interrupt("SIGINT");
  const { exitCode, stderr } = await running.result;

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^Calls: 2, without findings: 0, operations: 1 of \d+\nDistinct findings: 1\n/,
  );
  expect(stderr).toContain(
    `  upstream, 2x: GET /v3.0/videos.json 502 (listVideos): Cannot connect to ${upstream}: ECONNREFUSED\n`,
  );
});

test("proxy accepts --upstream, the former name of --url, which its help omits", async () => {
  const { running } = await startProxyCommand(["flip", "--upstream", "http://a.example"]);
  const help = await runProgram(["proxy", "--help"]);

  running.interrupt("SIGINT");

  expect(await running.result).toMatchObject({ exitCode: 0 });
  expect(help.stdout).not.toContain("--upstream");
});

test.each([
  ["flip", "TELESTREAM_URL", "/v3.0"],
  ["flip-3.1", "TELESTREAM_API_URL", ""],
  ["pili-v2", "PILI_URL", "/v2"],
] as const)(
  "proxy %s forwards to the URL in %s, unless --url is passed",
  async (api, name, path) => {
    const mock = await startMockServer(api, { stateless: true });
    onTestFinished(() => mock.close());
    const upstreams = [];

    for (const argv of [[], ["--url", "http://a.example"]]) {
      const folder = await temporaryDirectory();
      const report = join(folder, "report.json");
      const env = { [name]: `${mock.url}${path}` };
      const running = startProgram(["proxy", api, ...argv, "--report", report], { env });
      await running.firstOutput();
      running.interrupt("SIGTERM");
      await running.result;
      upstreams.push(JSON.parse(await readFile(report, "utf8")).upstream);
    }

    expect(upstreams).toEqual([mock.url, "http://a.example"]);
  },
);

test("proxy names the variable whose URL is invalid", async () => {
  const env = { TELESTREAM_URL: "http://a.example/v3.0?a=b" };

  const result = await runProgram(["proxy", "flip"], { env });

  expect(result).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: "flip-pili: TELESTREAM_URL must be an http or https URL, without a path but /v3.0\n",
  });
});

const invalid: [argv: string[], message: string][] = [
  [[], "--url is missing: pass it, or set TELESTREAM_URL"],
  [["--url", "nonsense"], "--url must be an http or https URL"],
  [
    ["--url", "http://a.example/v3.0"],
    "--url must have no path, query or credentials: paths are passed on as they are",
  ],
  [
    ["--url", "http://a.example", "--host-header", "other"],
    "option '--host-header <which>' argument 'other' is invalid. Allowed choices are keep, upstream.",
  ],
  [
    ["--url", "http://a.example", "--ca", "/none/a.pem"],
    "--ca cannot be read: /none/a.pem (ENOENT)",
  ],
  [
    ["--url", "http://a.example", "--report", "/none/a.json"],
    "--report cannot be written: /none/a.json (ENOENT)",
  ],
];

test.each(invalid)("proxy flip rejects %j", async (argv, message) => {
  const result = await runProgram(["proxy", "flip", ...argv]);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
