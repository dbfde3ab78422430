import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { piliVectors } from "../helpers/pili-vectors.ts";
import { runProgram } from "./run-program.ts";
import { isWindows, readCurl } from "./shell.ts";
import { apiKey, startClient } from "./start-client.ts";

const env = {
  QINIU_ACCESS_KEY: "QiniuAccessKey",
  QINIU_SECRET_KEY: "QiniuSecretKey",
  TELESTREAM_API_KEY: apiKey,
  TELESTREAM_FACTORY_ID: "my-factory",
};

test.each(
  ["pili-v2", "rtc"].flatMap((api) =>
    piliVectors.requests
      .filter(({ headers }) => headers !== undefined)
      .map((vector) => ({ api, ...vector })),
  ),
)("sign $api prints the Authorization header of $id, with X-Qiniu-* headers", async (vector) => {
  const { api, method, url, contentType, headers = {}, body, accessKey, secretKey } = vector;
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => ["--header", `${name}: ${value}`]),
  );
  const type = contentType === undefined ? [] : ["--content-type", contentType];
  const content = body === undefined ? [] : ["--body", body];

  const result = await runProgram(["sign", api, method, url, ...lines, ...type, ...content], {
    env: { QINIU_ACCESS_KEY: accessKey, QINIU_SECRET_KEY: secretKey },
  });

  const stdout = `Authorization: Qiniu ${accessKey}:${vector.signature}\n`;
  expect(result).toEqual({ exitCode: 0, stdout, stderr: "" });
});

test.each([
  ["pili-v2", "https://pili.qiniuapi.com/v2/hubs/test-hub/streams"],
  ["rtc", "https://rtc.qiniuapi.com/v3/apps"],
])("sign %s shows an example of its URLs", async (api, url) => {
  const { stderr } = await runProgram(["sign", api, "GET", "/"], { env });

  expect(stderr).toBe(`flip-pili: <url> must be absolute, such as ${url}\n`);
});

test("sign flip-3.1 prints the header with the key, which is all that a request needs", async () => {
  const { mock } = await startClient("flip-3.1");
  const argv = ["sign", "flip-3.1", "get", "/videos.json", "--url", mock.url];

  const header = await runProgram(argv, { env });
  const value = await runProgram([...argv, "--format", "value"], { env });
  const url = await runProgram([...argv, "-p", "per_page=1", "--format", "url"], { env });
  const [name = "", text = ""] = header.stdout.trim().split(": ");
  const response = await fetch(url.stdout.trim(), { headers: { [name]: text } });

  expect(header).toEqual({ exitCode: 0, stdout: `X-Api-Key: ${apiKey}\n`, stderr: "" });
  expect(value.stdout).toBe(`${apiKey}\n`);
  expect(url.stdout).toBe(`${mock.url}/flip/3.1/videos.json?factory_id=my-factory&per_page=1\n`);
  expect(response.status).toBe(200);
}, 60_000);

test.skipIf(isWindows)(
  "sign flip-3.1 --format curl prints a request that the service accepts",
  async () => {
    const { mock } = await startClient("flip-3.1");
    const params = JSON.stringify({ name: "it's mine", preset_name: "h264" });
    const argv = ["sign", "flip-3.1", "POST", "/profiles.json", "--param-json", params];

    const { stdout } = await runProgram([...argv, "--url", mock.url, "--format", "curl"], { env });
    const words = readCurl(stdout);
    const lines = words.filter((_, index) => words[index - 1] === "--header");
    const headers = lines.map((line) => line.split(": ", 2) as [string, string]);
    const body = words[words.indexOf("--data-raw") + 1] ?? "";
    const response = await fetch(words.at(-1) ?? "", { method: "POST", headers, body });

    expect(body).toBe(params);
    expect(response.status).toBe(200);
    expect(mock.requests[0]).toMatchObject({ operationId: "createProfile", findings: [] });
  },
  60_000,
);

test("sign flip-3.1 adds no factory to calls about factories", async () => {
  const argv = ["sign", "flip-3.1", "GET", "/factories.json", "--format", "url"];

  const { stdout } = await runProgram(argv, { env });

  expect(stdout).toBe("https://api.cloud.telestream.net/flip/3.1/factories.json\n");
});

const invalid: [argv: string[], message: string][] = [
  [["/videos.json"], "--api-key is missing: pass it, or set TELESTREAM_API_KEY"],
  [
    ["/videos.json", "--api-key", "a", "--format", "url"],
    "--factory-id is missing: pass it, or set TELESTREAM_FACTORY_ID",
  ],
  [
    ["/flip/3.1/videos.json", "--api-key", "a"],
    "<path> must be a path without the version, such as /videos.json",
  ],
  [
    ["https://a.example/videos.json", "--api-key", "a"],
    "<path> must be a path without the version, such as /videos.json",
  ],
  [
    ["/videos.json", "--api-key", "a", "--url", "http://a.example/v3.0"],
    "--url must be an http or https URL, without a path but /flip/3.1",
  ],
  [["/videos.json", "--access-key", "a"], "unknown option '--access-key'"],
];

test.each(invalid)("sign flip-3.1 GET rejects %j", async (words, message) => {
  const argv = ["sign", "flip-3.1", "GET", ...words];
  const result = await runProgram(
    [...argv, ...(words.includes("--url") ? ["--format", "url"] : [])],
    {
      env: words.includes("--url") ? { TELESTREAM_FACTORY_ID: "f" } : {},
    },
  );

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("sign --help says that Flip 3.1 has nothing to sign", async () => {
  const { stdout } = await runProgram(["sign", "flip-3.1", "--help"]);

  expect(stdout.replaceAll(/\s+/g, " ")).toContain(
    "X-Api-Key, with the key itself. There is nothing to sign",
  );
});

const user = ["--room-name", "room1", "--user-id", "user1", "--expires-at", "1500000000"];

test("sign room-token prints the vector of version 2", async () => {
  const argv = ["sign", "room-token", ...user, "--room-version", "2", "--permission", "admin"];

  expect(await runProgram(argv, { env })).toEqual({
    exitCode: 0,
    stdout:
      "QiniuAccessKey:fYkdLiGhjDeYhp3OR332Ip8heoY=:eyJ2ZXJzaW9uIjoiMi4wIiwicm9vbV9uYW1lIjoicm9vbTEiLCJ1c2VyX2lkIjoidXNlcjEiLCJwZXJtIjoiYWRtaW4iLCJleHBpcmVfYXQiOjE1MDAwMDAwMDB9\n",
    stderr: "",
  });
});

test("sign room-token prints the vector of version 3, whose signature covers the text in it", async () => {
  const { stdout } = await runProgram(["sign", "room-token", ...user, "--app-id", "app1"], { env });

  const [accessKey, signature, encoded = ""] = stdout.trim().split(":");
  const hmac = createHmac("sha1", env.QINIU_SECRET_KEY).update(encoded).digest("base64url");
  expect(accessKey).toBe("QiniuAccessKey");
  expect(signature).toBe("3D5hCGgme8HpzN6oTLKEfYzp5rI=");
  expect(`${hmac}=`).toBe(signature);
  expect(Buffer.from(encoded, "base64url").toString()).toBe(
    '{"appId":"app1","roomName":"room1","userId":"user1","expireAt":1500000000,"permission":"user"}',
  );
});

test.each([
  [[], "--app-id is missing: pass it, or --room-version 2"],
  [
    ["--app-id", "a", "--room-version", "2"],
    "--app-id is not for --room-version 2, whose rooms belong to no app",
  ],
  [
    ["--app-id", "a", "--room-name", "a b c"],
    '--room-name must match ^[a-zA-Z0-9_-]{3,64}$: 3 to 64 letters (a-z, A-Z), digits, underscores and hyphens; it contains " "',
  ],
  [
    ["--permission", "owner"],
    "option '--permission <kind>' argument 'owner' is invalid. Allowed choices are admin, user.",
  ],
])("sign room-token rejects %j", async (words, message) => {
  const result = await runProgram(["sign", "room-token", ...user, ...words], { env });

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
