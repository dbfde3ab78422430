import { canonicalQuery, TelestreamCloud } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { type SignatureVector, signatureVectors } from "../helpers/signature-vectors.ts";
import { runProgram } from "./run-program.ts";
import { isWindows, readCurl } from "./shell.ts";

const env = { TELESTREAM_ACCESS_KEY: "my_access_key", TELESTREAM_SECRET_KEY: "my_secret_key" };
const timestamp = "2016-10-03T09:52:01.123456+00:00";

/** Returns the arguments for a vector. Strings become pairs, everything else becomes JSON. */
function toArguments(vector: SignatureVector): string[] {
  const { accessKey, secretKey, factoryId, host, port, params } = vector;
  const entries = Object.entries(params);
  const isPair = ([key, value]: [string, unknown]) =>
    typeof value === "string" && !key.includes("[");
  const others = Object.fromEntries(entries.filter((entry) => !isPair(entry)));
  return [
    ...["sign", "flip", vector.method, vector.path, "--timestamp", vector.timestamp],
    ...["--access-key", accessKey, "--secret-key", secretKey, "--host", host],
    ...(factoryId === undefined ? [] : ["--factory-id", factoryId]),
    ...(port === undefined ? [] : ["--port", String(port)]),
    ...entries.filter(isPair).flatMap(([key, value]) => ["--param", `${key}=${value}`]),
    ...(Object.keys(others).length === 0 ? [] : ["--param-json", JSON.stringify(others)]),
  ];
}

test.each(signatureVectors)("sign flip prints the signature of $name", async (vector) => {
  const { exitCode, stdout, stderr } = await runProgram(toArguments(vector));

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    access_key: vector.accessKey,
    timestamp: vector.timestamp,
    signature: vector.signature,
  });
});

test.each(signatureVectors.filter(({ canonicalQuery }) => canonicalQuery !== undefined))(
  "sign flip --explain prints the steps of $name",
  async (vector) => {
    const { stderr } = await runProgram([...toArguments(vector), "--explain"]);

    const lines = [vector.method.toUpperCase(), vector.host.toLowerCase(), vector.canonicalPath];
    const text = [...lines, vector.canonicalQuery].join("\n");
    expect(stderr).toContain(`Canonical path:\n  ${vector.canonicalPath}\n`);
    expect(stderr).toContain(`Canonical query:\n  ${vector.canonicalQuery}\n`);
    expect(stderr).toContain(`String to sign, as JSON:\n  ${JSON.stringify(text)}\n`);
    expect(stderr).toContain(`  ${vector.signature}\n`);
  },
);

test.each(signatureVectors.filter(({ url }) => url !== undefined))(
  "sign flip --format url and query print the URL of $name",
  async (vector) => {
    const url = await runProgram([...toArguments(vector), "--format", "url"]);
    const query = await runProgram([...toArguments(vector), "--format", "query"]);

    expect(url.stdout).toBe(`${vector.url?.replace(":443/", "/")}\n`);
    expect(query.stdout).toBe(`${vector.url?.split("?")[1]}\n`);
  },
);

test("sign flip parses fields as key[field]=value", async () => {
  const params = { url: "http://a.example/?x=1&y=2", events: { video_created: "true", other: "" } };
  const pairs = ["url=http://a.example/?x=1&y=2", "events[video_created]=true", "events[other]="];

  const { stdout } = await runProgram(
    [
      ...["sign", "flip", "put", "notifications.json", "--timestamp", timestamp],
      ...[...pairs.flatMap((pair) => ["-p", pair]), "--format", "query"],
    ],
    { env },
  );

  const cloud = new TelestreamCloud({ accessKey: "my_access_key", secretKey: "my_secret_key" });
  const signed = cloud.signedParams("PUT", "/notifications.json", params, { timestamp });
  expect(stdout).toBe(`${canonicalQuery({ ...signed })}\n`);
});

test.skipIf(isWindows)(
  "sign flip --format curl prints a request that the service accepts",
  async () => {
    const keys = { accessKey: "my_access_key", secretKey: "my_secret_key" };
    const mock = await startMockServer("flip", { credentials: keys });
    onTestFinished(() => mock.close());
    const target = ["--host", mock.host, "--port", String(mock.port), "--factory-id", "abc"];
    const sign = ["sign", "flip", "POST", "/profiles.json", ...target];
    const params = ["-p", "preset_name=h264", "-p", "title=it's $HOME; `it` is [1-9] \\ & {a,b}"];

    const { stdout } = await runProgram([...sign, ...params, "--format", "curl"], { env });
    const [curl, globoff, request, method = "", url = ""] = readCurl(stdout);
    const response = await fetch(url, { method });

    expect([curl, globoff, request, method]).toEqual(["curl", "--globoff", "--request", "POST"]);
    expect(response.ok).toBe(true);
    expect(mock.requests[0]).toMatchObject({ operationId: "createProfile", signature: "valid" });
  },
  60_000,
);

test.skipIf(isWindows)("sign flip --format curl sends a file outside the signature", async () => {
  const path = 'my "video"; 1,2.mp4';
  const sign = ["sign", "flip", "POST", "/videos.json", "-p", `file=${path}`, "--format", "curl"];

  const { stdout } = await runProgram(sign, { env });

  const words = readCurl(stdout);
  expect(words[words.indexOf("--form") + 1]).toBe('file=@"my \\"video\\"; 1,2.mp4"');
  expect(words.at(-1)).not.toContain("1,2");
});

test.each([
  { flags: [], origin: "https://api-gce.pandastream.com" },
  { flags: ["--http"], origin: "http://api-gce.pandastream.com" },
  { flags: ["--port", "8080"], origin: "https://api-gce.pandastream.com:8080" },
  { flags: ["--port", "8080", "--http"], origin: "http://api-gce.pandastream.com:8080" },
  { flags: ["--port", "80"], origin: "http://api-gce.pandastream.com" },
  { flags: ["--host", "127.0.0.1", "--port", "8080"], origin: "http://127.0.0.1:8080" },
])("sign flip with $flags prints a URL of $origin", async ({ flags, origin }) => {
  const sign = ["sign", "flip", "GET", "/videos.json", "--format", "url", ...flags];

  const { stdout } = await runProgram(sign, { env });

  expect(new URL(stdout).origin).toBe(origin);
});

test("sign flip reads keys from the environment, and flags override them", async () => {
  const command = ["sign", "flip", "GET", "/videos.json", "--timestamp", timestamp];
  const full = { ...env, TELESTREAM_FACTORY_ID: "my_factory" };

  const withEnvironment = await runProgram(command, { env: full });
  const withFlags = await runProgram(
    [...command, "--access-key", "other", "--secret-key", "my_secret_key", "--factory-id", "f2"],
    { env: full },
  );

  expect(JSON.parse(withEnvironment.stdout)).toMatchObject({
    access_key: "my_access_key",
    factory_id: "my_factory",
  });
  expect(JSON.parse(withFlags.stdout)).toMatchObject({ access_key: "other", factory_id: "f2" });
});

const invalid: [description: string, argv: string[], message: string][] = [
  ["a pair without =", ["-p", "hunter2"], "--param must be key=value or key[field]=value"],
  ["a pair without a key", ["-p", "=hunter2"], "--param must be key=value or key[field]=value"],
  ["a nested field", ["-p", "a[b][c]=hunter2"], "--param must be key=value or key[field]=value"],
  ["a repeated key", ["-p", "a=1", "-p", "a=2"], "--param a is repeated"],
  ["a repeated field", ["-p", "a[b]=1", "-p", "a[b]=2"], "--param a[b] is repeated"],
  ["a key with and without fields", ["-p", "a[b]=1", "-p", "a=2"], "--param a is repeated"],
  [
    "a key in both --param and --param-json",
    ["-p", "a=1", "--param-json", '{"a":2}'],
    "--param a is repeated",
  ],
  ["invalid JSON", ["--param-json", "{hunter2"], "--param-json must be valid JSON"],
  [
    "a JSON array",
    ["--param-json", "[1]"],
    '--param-json must be a JSON object, such as {"width":320}',
  ],
  [
    "a number that JavaScript cannot represent",
    ["--param-json", '{"id":9007199254740993}'],
    "--param-json id is too large for a number: write it as a string",
  ],
  [
    "an invalid timestamp",
    ["--timestamp", "noon"],
    "--timestamp must be an ISO 8601 date and time",
  ],
  [
    "a URL as the host",
    ["--host", "http://hunter2/"],
    "--host must be a host name without scheme, port and path",
  ],
  [
    "a port out of range",
    ["--port", "65536"],
    "option '--port <number>' argument '65536' is invalid. It must be a whole number from 1 to 65535.",
  ],
  [
    "an unknown format",
    ["--format", "xml"],
    "option '--format <name>' argument 'xml' is invalid. Allowed choices are json, query, url, curl.",
  ],
  [
    "an empty key",
    ["--access-key", " "],
    "--access-key must be a non-empty string, not a blank string",
  ],
  ["an unknown flag", ["--secretkey=hunter2"], "unknown option '--secretkey'"],
  [
    "an extra argument",
    ["hunter2"],
    "too many arguments for 'flip'. Expected 2 arguments but got 3.",
  ],
  [
    "a file with GET",
    ["-p", "file=a.mp4"],
    "--param file must be a path, and needs the method POST",
  ],
];

test.each(invalid)("sign flip rejects %s", async (_description, argv, message) => {
  const result = await runProgram(["sign", "flip", "GET", "/videos.json", ...argv], { env });

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("sign flip rejects a path with a query", async () => {
  const { exitCode, stderr } = await runProgram(["sign", "flip", "GET", "/videos.json?a=1"], {
    env,
  });

  expect(exitCode).toBe(2);
  expect(stderr).toBe("flip-pili: <path> must not contain a query or fragment: use params\n");
});

test.each([
  [["PATCH", "/videos.json"], "It must be GET, POST, PUT or DELETE."],
  [["GET", "/v3.0/videos.json"], "<path> must be a path without the version, such as /videos.json"],
  [["GET", "v3/videos.json"], "<path> must be a path without the version, such as /videos.json"],
  [
    ["GET", "https://api-gce.pandastream.com/videos.json"],
    "<path> must be a path without the version, such as /videos.json",
  ],
])("sign flip rejects %j, as its help says", async (request, message) => {
  const { exitCode, stdout, stderr } = await runProgram(["sign", "flip", ...request], { env });

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.endsWith(`${message}\n`)).toBe(true);
});

test.each([
  ["https://flip.example.com", "https://flip.example.com"],
  ["http://flip.example.com:8080/v3.0", "http://flip.example.com:8080"],
  ["https://127.0.0.1:8443", "https://127.0.0.1:8443"],
])("sign flip --url %s signs for that server", async (url, origin) => {
  const sign = ["sign", "flip", "GET", "/videos.json", "--format", "url"];

  const byFlag = await runProgram([...sign, "--url", url], { env });
  const byVariable = await runProgram(sign, { env: { ...env, TELESTREAM_URL: url } });
  const both = await runProgram([...sign, "--url", url, "--port", "80"], { env });

  expect(new URL(byFlag.stdout).origin).toBe(origin);
  expect(new URL(byVariable.stdout).origin).toBe(origin);
  expect(both.stderr).toBe("flip-pili: --url cannot be used with --host, --port or --http\n");
});

test("sign flip checks its arguments before the keys", async () => {
  const { stderr } = await runProgram(["sign", "flip", "GET", "/videos.json?a=1"], { env: {} });

  expect(stderr).toBe("flip-pili: <path> must not contain a query or fragment: use params\n");
});

test("sign flip names the flag and the variable of a missing key", async () => {
  const command = ["sign", "flip", "GET", "/videos.json"];

  const neither = await runProgram(command);
  const one = await runProgram(command, { env: { TELESTREAM_ACCESS_KEY: "a" } });

  expect(neither.stderr).toContain(
    "--access-key is missing: pass it, or set TELESTREAM_ACCESS_KEY",
  );
  expect(one.stderr).toContain("--secret-key is missing: pass it, or set TELESTREAM_SECRET_KEY");
  expect([neither.exitCode, one.exitCode]).toEqual([2, 2]);
});
