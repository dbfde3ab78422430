import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TelestreamCloud } from "flip-pili/flip";
import { expect, test } from "vitest";
import { createProxyAgents } from "../../src/cli/proxies.ts";
import { closedPort, startServer } from "../helpers/flip-server.ts";
import { startForwardProxy } from "../helpers/forward-proxy.ts";
import { hiddenHosts, startHiddenServers } from "../helpers/hidden-servers.ts";
import { send, signedQuery, startFlip } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { startUploads } from "../upload/start-uploads.ts";
import { piliEnv, startPili } from "./conform-mock.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";
import { spawnBundle } from "./spawn-program.ts";

const partSize = 1_000;
const certificateFile = fileURLToPath(new URL("../fixtures/certificate/cert.pem", import.meta.url));
const env = {
  TELESTREAM_ACCESS_KEY: "my-access-key",
  TELESTREAM_SECRET_KEY: "hunter2",
  TELESTREAM_FACTORY_ID: "my-factory",
};

/** Creates a file of four parts. */
async function createFile(): Promise<string> {
  const file = join(await temporaryDirectory(), "video.mp4");
  await writeFile(file, randomBytes(4 * partSize));
  return file;
}

/** Starts servers of an API and of uploads, which both use plain HTTP. */
async function startPlainUploads() {
  const uploads = await startUploads({ partSize });
  const target = ["--host", "127.0.0.1", "--port", String(uploads.api.port)];
  const api = `http://127.0.0.1:${uploads.api.port}`;
  return { uploads, api, argv: ["upload", await createFile(), ...target, "--quiet"] };
}

/** Starts servers that are reached over TLS, through a proxy. */
async function startTlsUploads() {
  const servers = await startHiddenServers("https");
  return { ...servers, argv: ["upload", await createFile(), "--host", "localhost", "--quiet"] };
}

test.each(["HTTP_PROXY", "http_proxy"])(
  "upload sends API calls and parts through the proxy in %s",
  async (variable) => {
    const { uploads, api, argv } = await startPlainUploads();
    const proxy = await startForwardProxy();

    const result = await runProgram(argv, { env: { ...env, [variable]: proxy.url } });

    const calls = proxy.requests.filter((line) => line.includes(api));
    const parts = proxy.requests.filter((line) => line.startsWith(`PUT ${uploads.server.url}/`));
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(calls).toHaveLength(uploads.api.requests.length - 1); // Without that of the setup.
    expect(proxy.requests).toHaveLength(calls.length + uploads.server.requests.length);
    expect(parts).toHaveLength(4);
  },
);

test("upload through HTTPS_PROXY tunnels API calls and parts, and --ca is trusted", async () => {
  const { uploads, api, proxy, argv } = await startTlsUploads();
  const withProxy = { ...env, HTTPS_PROXY: proxy.url.replace("//", "//me:pass%20word@") };

  const result = await runProgram([...argv, "--ca", certificateFile], { env: withProxy });

  const authorization = `Basic ${Buffer.from("me:pass word").toString("base64")}`;
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  expect(uploads.sessions[0]?.video?.id).toBe(result.stdout.trim());
  expect(proxy.hosts).toEqual(hiddenHosts.https);
  expect(new Set(proxy.credentials)).toEqual(new Set([authorization]));
  for (const { headers } of [...api.requests, ...uploads.requests]) {
    expect(headers).not.toHaveProperty("proxy-authorization");
  }
});

test("upload --resume uses HTTPS_PROXY and --ca", async () => {
  const { uploads, proxy, argv } = await startTlsUploads();
  const options = { env: { ...env, https_proxy: proxy.url } };
  const command = [...argv, "--ca", certificateFile];
  uploads.script([{ kind: "status", status: 403, part: 2 }]);

  const failed = await runProgram(command, options);
  const resumed = await runProgram([...command, "--resume", "--allow-private-host"], options);

  expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--resume") });
  expect(resumed).toEqual({
    exitCode: 0,
    stdout: `${uploads.sessions[0]?.video?.id}\n`,
    stderr: "",
  });
});

test("upload without --ca prints that the certificate is not trusted", async () => {
  const { uploads, api, proxy, argv } = await startTlsUploads();

  const result = await runProgram(argv, { env: { ...env, HTTPS_PROXY: proxy.url } });

  expect(result).toMatchObject({ exitCode: 5, stdout: "" });
  expect(result.stderr).toMatch(
    /^flip-pili: GET https:.*: certificate is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  );
  expect([...api.requests, ...uploads.requests]).toEqual([]);
});

test.each(["NO_PROXY", "no_proxy"])("upload to a host in %s uses no proxy", async (variable) => {
  const { uploads, argv } = await startPlainUploads();
  const proxy = await startForwardProxy();
  const withProxy = { ...env, HTTP_PROXY: proxy.url, [variable]: "example.com, 127.0.0.1" };

  const result = await runProgram(argv, { env: withProxy });

  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  expect(proxy.connections).toBe(0);
  expect(uploads.server.sessions.at(-1)?.video?.id).toBe(result.stdout.trim());
});

test("upload names the proxy that cannot be reached", async () => {
  const { argv } = await startPlainUploads();
  const HTTP_PROXY = `http://127.0.0.1:${await closedPort()}`;

  const { exitCode, stderr } = await runProgram(argv, { env: { ...env, HTTP_PROXY } });

  expect(exitCode).toBe(5);
  expect(stderr).toMatch(
    /^flip-pili: GET http:.* failed: connection refused \(ECONNREFUSED\); the request used the proxy in HTTP_PROXY\n$/,
  );
});

test("upload prints the status of a proxy that requires a password", async () => {
  const { argv } = await startPlainUploads();
  const { port } = await startServer(() => ({ status: 407, text: "" }));
  const https_proxy = `http://127.0.0.1:${port}`;
  const http_proxy = `127.0.0.1:${port}`;

  const { exitCode, stderr } = await runProgram(argv, { env: { ...env, http_proxy, https_proxy } });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/ returned 407; the request used the proxy in http_proxy\n$/);
});

test("conform uses HTTPS_PROXY and --ca", async () => {
  const mock = await startPili();
  const proxy = await startForwardProxy({ tlsServers: { "localhost:443": mock.port } });
  const argv = ["conform", "pili", "--url", "https://localhost", "--only", "listStreams"];

  const options = { env: { ...piliEnv, HTTPS_PROXY: proxy.url } };
  const result = await runProgram([...argv, "--ca", certificateFile, "--quiet"], options);
  const untrusted = await runProgram([...argv, "--quiet"], options);

  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  expect(result.stdout).toContain("1 passed, 0 failed");
  expect(new Set(proxy.requests)).toEqual(new Set(["CONNECT localhost:443"]));
  expect(untrusted.stderr).toMatch(
    /^flip-pili: Cannot reach the service: .* certificate is self-signed \(.*; the request used the proxy in HTTPS_PROXY\n$/,
  );
});

/** Requests the videos through a running proxy, and returns the status. */
async function requestVideos(running: ReturnType<typeof startProgram>) {
  const url = (await running.firstOutput()).trim();
  const target = `/v3.0/videos.json?${signedQuery("GET", "/videos.json")}`;
  return (await send({ url }, "GET", target)).status;
}

test("proxy tunnels to the upstream through HTTPS_PROXY, and trusts --ca", async () => {
  const mock = await startFlip();
  const forward = await startForwardProxy({ tlsServers: { "localhost:443": mock.port } });
  const variables = { HTTPS_PROXY: forward.url.replace("//", "//me:pass%20word@") };
  const argv = ["proxy", "flip", "--upstream", "https://localhost", "--ca", certificateFile];
  const running = startProgram(argv, { env: variables });

  const status = await requestVideos(running);
  running.interrupt("SIGINT");
  const { exitCode, stderr } = await running.result;

  const authorization = `Basic ${Buffer.from("me:pass word").toString("base64")}`;
  expect({ status, exitCode }).toEqual({ status: 200, exitCode: 0 });
  expect(forward.requests).toEqual(["CONNECT localhost:443"]);
  expect(forward.credentials).toEqual([authorization]);
  expect(stderr).not.toMatch(/pass|Basic/);
});

test.each([
  ["HTTP_PROXY", "", 502],
  ["http_proxy", "example.com,127.0.0.1", 200],
  ["HTTPS_PROXY", "", 200],
])("proxy with %s=… and NO_PROXY=%j: status %i", async (variable, NO_PROXY, expected) => {
  const mock = await startFlip();
  const refusing = await startServer(() => ({ status: 407, text: "" }));
  const variables = { [variable]: `http://127.0.0.1:${refusing.port}`, NO_PROXY };
  const argv = ["proxy", "flip", "--upstream", mock.url, "--quiet"];
  const running = startProgram(argv, { env: variables });

  const status = await requestVideos(running);

  expect(status).toBe(expected);
});

test.each([
  ["http", "HTTP_PROXY", "receiver.test:80", "POST http://receiver.test/hook"],
  ["https", "https_proxy", "localhost:443", "CONNECT localhost:443"],
])("mock sends %s webhooks through %s", async (scheme, variable, target, line) => {
  const receiver = await startServer(() => ({ json: {} }));
  const forward = await startForwardProxy({
    [scheme === "http" ? "servers" : "tlsServers"]: { [target]: receiver.port },
  });
  const argv = ["mock", "flip", "--speed", "100000", "--ca", certificateFile, "--quiet"];
  const running = startProgram(argv, { env: { [variable]: forward.url } });
  const { hostname, port } = new URL(await running.firstOutput());
  const keys = { accessKey: "any", secretKey: "any", factoryId: "my-factory" };
  const cloud = new TelestreamCloud({ ...keys, apiHost: hostname, apiPort: Number(port) });
  const url = `${scheme}://${target.replace(/:.*/, "")}/hook`;

  await cloud.put("/notifications.json", { url, events: { video_created: true } });
  await cloud.post("/videos.json", { source_url: "http://files.com/my_video.mp4" });
  await waitUntil(() => receiver.requests.length > 0);
  running.interrupt("SIGINT");
  const { exitCode } = await running.result;

  expect(exitCode).toBe(0);
  expect(forward.requests[0]).toBe(line);
  expect(receiver.requests[0]).toMatchObject({ method: "POST", path: "/hook" });
});

test("the bundled program uses the proxy of its environment", async () => {
  const { proxy, argv } = await startTlsUploads();
  const command = [...argv, "--ca", certificateFile];

  const variables = { HTTPS_PROXY: proxy.url, https_proxy: "", NO_PROXY: "", no_proxy: "" };
  const program = await spawnBundle(command, { ...env, ...variables });

  expect(await program.exit).toEqual([0, null]);
  expect(await program.stderr).toBe("");
  expect(proxy.hosts).toEqual(hiddenHosts.https);
});

test("commands reject an invalid proxy or --ca before they send a request", async () => {
  const { uploads, api, argv } = await startPlainUploads();
  const folder = await temporaryDirectory();
  const key = fileURLToPath(new URL("../fixtures/certificate/key.pem", import.meta.url));
  const requests = uploads.api.requests.length;
  const conform = ["conform", "pili", "--url", api];
  const cases: [argv: string[], variables: Record<string, string>, message: string][] = [
    [
      argv,
      { HTTP_PROXY: "socks5://a:secret@b" },
      "HTTP_PROXY must be the http or https URL of a proxy",
    ],
    [argv, { https_proxy: "http://" }, "https_proxy must be the http or https URL of a proxy"],
    [[...argv, "--ca", folder], {}, `--ca cannot be read: ${folder} (EISDIR)`],
    [[...argv, "--ca", key], {}, `--ca must be a PEM file with a certificate: ${key}`],
    [
      ["mock", "flip"],
      { HTTP_PROXY: "ftp://hunter2" },
      "HTTP_PROXY must be the http or https URL of a proxy",
    ],
    [
      ["proxy", "flip", "--upstream", api],
      { HTTP_PROXY: "http://me:hunter2%@b" },
      "HTTP_PROXY must be the http or https URL of a proxy",
    ],
    [["mock", "flip", "--ca", key], {}, `--ca must be a PEM file with a certificate: ${key}`],
    [[...conform, "--ca", key], piliEnv, `--ca must be a PEM file with a certificate: ${key}`],
  ];

  for (const [words, variables, message] of cases) {
    const result = await runProgram(words, { env: { ...env, ...variables } });
    expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
  }
  expect(uploads.api.requests).toHaveLength(requests);
});

test.each([
  ["", "https://api.example.com", true],
  ["*", "https://api.example.com", false],
  ["api.example.com", "https://api.example.com", false],
  ["example.com", "https://api.example.com", false],
  [".example.com", "https://api.example.com", false],
  ["*.example.com", "https://api.example.com", false],
  ["EXAMPLE.com", "https://API.example.com", false],
  ["ample.com", "https://api.example.com", true],
  ["other.com other.org,,example.com", "https://api.example.com", false],
  ["api.example.com:443", "https://api.example.com", false],
  ["api.example.com:80", "https://api.example.com", true],
  ["api.example.com:8080", "http://api.example.com:8080", false],
  ["127.0.0.1", "http://127.0.0.1:8080", false],
  ["::1", "http://[::1]:8080", false],
  ["[::1]", "http://[::1]:8080", false],
  ["[::1]:8080", "http://[::1]:8080", false],
  ["[::1]:80", "http://[::1]:8080", true],
])("NO_PROXY=%j and %s: proxy %s", async (exclusions, url, isProxied) => {
  const proxies = { HTTPS_PROXY: "proxy:3128", HTTP_PROXY: "https://proxy" };

  const agents = await createProxyAgents({ ...proxies, NO_PROXY: exclusions }, undefined);

  const agent = typeof agents === "function" ? agents(new URL(url)) : undefined;
  expect(agent !== undefined).toBe(isProxied);
});
