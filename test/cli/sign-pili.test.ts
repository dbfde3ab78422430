import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { piliVectors } from "../helpers/pili-vectors.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram } from "./run-program.ts";
import { isWindows, readCurl } from "./shell.ts";

type RequestVector = (typeof piliVectors.requests)[number];

const env = { QINIU_ACCESS_KEY: "QiniuAccessKey", QINIU_SECRET_KEY: "QiniuSecretKey" };
const streams = "https://pili.qiniuapi.com/v1/streams";

/** Returns the arguments for a vector, without its body. */
function toArguments({ method, url, contentType, headers = {} }: RequestVector): string[] {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  return [
    ...["sign", "pili", method, url, ...lines.flatMap((line) => ["--header", line])],
    ...(contentType === undefined ? [] : ["--content-type", contentType]),
  ];
}

function keysOf({ accessKey, secretKey }: RequestVector): Record<string, string> {
  return { QINIU_ACCESS_KEY: accessKey, QINIU_SECRET_KEY: secretKey };
}

test.each(piliVectors.requests)(
  "sign pili prints the Authorization header of $id",
  async (vector) => {
    const { body, accessKey, signature } = vector;
    const flags = body === undefined ? [] : ["--body", body];

    const argv = [...toArguments(vector), ...flags, "--explain"];
    const { exitCode, stdout, stderr } = await runProgram(argv, { env: keysOf(vector) });

    expect(exitCode).toBe(0);
    expect(stdout).toBe(`Authorization: Qiniu ${accessKey}:${signature}\n`);
    expect(stderr).toContain(
      `String to sign, as JSON:\n  ${JSON.stringify(vector.stringToSign)}\n`,
    );
    expect(stderr).toContain(`  ${signature}\n`);
  },
);

test.each(piliVectors.requests.filter(({ body }) => body !== undefined))(
  "sign pili reads the body of $id from a file and from standard input",
  async (vector) => {
    const file = join(await temporaryDirectory(), "body");
    await writeFile(file, vector.body ?? "");
    const argv = [...toArguments(vector), "--format", "value", "--body-file"];

    const fromFile = await runProgram([...argv, file], { env: keysOf(vector) });
    const stdin = vector.body ?? "";
    const fromInput = await runProgram([...argv, "-"], { env: keysOf(vector), stdin });

    expect(fromFile.stdout).toBe(`Qiniu ${vector.accessKey}:${vector.signature}\n`);
    expect(fromInput.stdout).toBe(fromFile.stdout);
  },
);

test("sign pili assumes JSON for a body without --content-type", async () => {
  const command = ["sign", "pili", "POST", streams, "--body", '{"hub":"test-hub"}'];

  const byDefault = await runProgram(command, { env });
  const named = await runProgram([...command, "--content-type", "application/json"], { env });

  expect(byDefault.stdout).toContain("FKeyUpEim2Crur6DQFOs6yvmzUg=");
  expect(named.stdout).toBe(byDefault.stdout);
});

test.skipIf(isWindows)(
  "sign pili --format curl prints a request that the service accepts",
  async () => {
    const credentials = { accessKey: "QiniuAccessKey", secretKey: "QiniuSecretKey" };
    const mock = await startMockServer("pili", { credentials });
    onTestFinished(() => mock.close());
    const body = `{"hub":"test-hub","title":"new-title","publishKey":"it's @\\"$HOME\\""}`;

    const argv = ["sign", "pili", "post", `${mock.url}/v1/streams`, "--body", body];
    const { stdout } = await runProgram([...argv, "--format", "curl"], { env });
    const [, , , method = "", ...rest] = readCurl(stdout);
    const url = rest.at(-1) ?? "";
    const headers = rest.filter((_, index) => rest[index - 1] === "--header");
    const sent = rest[rest.indexOf("--data-raw") + 1] ?? "";
    const pairs = headers.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
    const response = await fetch(url, { method, headers: pairs, body: sent });

    expect(sent).toBe(body);
    expect(response.status).toBe(200);
    expect(mock.requests[0]).toMatchObject({ operationId: "createStream", signature: "valid" });
  },
  60_000,
);

test.skipIf(isWindows)("sign pili --format curl sends the body file", async () => {
  const file = join(await temporaryDirectory(), "my body.json");
  await writeFile(file, "{}");

  const argv = ["sign", "pili", "POST", streams, "--body-file", file, "--format", "curl"];
  const words = readCurl((await runProgram(argv, { env })).stdout);

  expect(words[words.indexOf("--data-binary") + 1]).toBe(`@${file}`);
  expect(words).toContain("Content-Type: application/json");
});

test("sign pili rejects a method that its help does not list", async () => {
  const argv = ["sign", "pili", "PUT", streams];

  const { exitCode, stderr } = await runProgram(argv, { env });

  expect(exitCode).toBe(2);
  expect(stderr).toContain("It must be GET, POST or DELETE.");
});

const invalid: [description: string, argv: string[], message: string][] = [
  ["a path instead of a URL", ["GET", "/v1/streams"], `<url> must be absolute, such as ${streams}`],
  ["a URL that is not HTTP", ["GET", "ftp://a/"], `<url> must be absolute, such as ${streams}`],
  [
    "two bodies",
    ["POST", streams, "--body", "hunter2", "--body-file", "-"],
    "option '--body-file <path>' cannot be used with option '--body <text>'",
  ],
  [
    "a missing file",
    ["POST", streams, "--body-file", "/no/such/file"],
    "--body-file cannot be read: /no/such/file (ENOENT)",
  ],
  [
    "a header without a name",
    ["GET", streams, "-H", "x"],
    "--header must be 'Name: value', on a single line",
  ],
  [
    "a header on two lines",
    ["GET", streams, "-H", "X-Qiniu-A: 1\nX-Qiniu-B: 2"],
    "--header must be 'Name: value', on a single line",
  ],
  [
    "the content type as a header",
    ["GET", streams, "-H", "Content-Type: text/plain"],
    "--header Content-Type is not allowed: use --content-type",
  ],
  [
    "an access key that is invalid in a header",
    ["GET", streams, "--access-key", "hunter 2"],
    "--access-key must consist of ASCII characters without spaces",
  ],
];

test("sign pili checks its arguments before the keys", async () => {
  const { stderr } = await runProgram(["sign", "pili", "GET", "/v1/streams"], { env: {} });

  expect(stderr).toBe(`flip-pili: <url> must be absolute, such as ${streams}\n`);
});

test.each(invalid)("sign pili rejects %s", async (_description, argv, message) => {
  const result = await runProgram(["sign", "pili", ...argv], { env });

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
