import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as flip from "flip-pili/flip";
import * as pili from "flip-pili/pili";
import { type MockServer, type RecordedRequest, startMockServer } from "flip-pili/testing";
import { expect } from "vitest";
import { loadCorrectSpec, type Spec } from "../../scripts/openapi/document/load-spec.ts";
import { listSamples } from "../../scripts/samples/list-samples.ts";
import type { OperationSamples, Sample } from "../../scripts/samples/sample.ts";

const root = new URL("../../", import.meta.url);
const video = fileURLToPath(new URL("test/fixtures/panda.mp4", root));
const entryPoints: Readonly<Record<string, object>> = {
  "flip-pili/flip": flip,
  "flip-pili/pili": pili,
};
const execute = promisify(execFile);
const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** The APIs with samples, and the credentials in them. */
export const sampleApis = [
  { api: "flip", accessKey: "your-access-key", secretKey: "your-secret-key" },
  { api: "pili", accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" },
] as const;

/** Whether the programs that curl samples use are installed. */
export const hasShell: boolean = await isInstalled("bash", "curl", "openssl");

/** A sample of one operation. */
export interface SampleProgram extends Sample {
  readonly operationId: string;
}

/** Specs by API. Reading one takes a while, so tests share them. */
export const specs: Readonly<Record<string, Spec>> = Object.fromEntries(
  sampleApis.map(({ api }) => [
    api,
    loadCorrectSpec(new URL(`specs/${api}/openapi.yaml`, root), root),
  ]),
);

/** Samples by API. */
export const samples: Readonly<Record<string, readonly OperationSamples[]>> = Object.fromEntries(
  Object.entries(specs).map(([api, spec]) => [api, listSamples(api, spec)]),
);

/** Lists the samples of an API in one language. */
export function listPrograms(api: string, language: Sample["lang"]): SampleProgram[] {
  return (samples[api] ?? []).flatMap(({ operationId, samples: programs }) =>
    programs.filter(({ lang }) => lang === language).map((sample) => ({ ...sample, operationId })),
  );
}

/** Mock servers that samples of one API run against. */
export interface SampleServers extends AsyncDisposable {
  /** Runs a sample, and returns the requests that it sent. */
  run(sample: SampleProgram): Promise<readonly RecordedRequest[]>;
}

/** Starts a stateless mock server for an API. Flip also needs a stateful one, which accepts uploads. */
export async function startSampleServers({
  api,
  accessKey,
  secretKey,
}: (typeof sampleApis)[number]): Promise<SampleServers> {
  const credentials = { accessKey, secretKey };
  const stateless = await startMockServer(api, { credentials, stateless: true });
  const uploads = { partSize: 256 * 1024 };
  const options = { credentials, uploads, factoryId: "your-factory-id" };
  const stateful = api === "flip" ? await startMockServer(api, options) : undefined;
  return {
    async run({ lang, source }) {
      const mock = (source.includes("uploadSession") ? stateful : undefined) ?? stateless;
      const firstRequest = mock.requests.length;
      const program = useMock(source, mock);
      if (lang === "Shell") await runShell(program, accessKey, secretKey);
      else await runTypeScript(program);
      return mock.requests.slice(firstRequest);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([stateless.close(), stateful?.close()]);
    },
  };
}

/** Expects that a mock server accepted all requests: validly signed, and without violations. */
export function expectAccepted(requests: readonly RecordedRequest[]): void {
  expect(requests.length).toBeGreaterThan(0);
  for (const { signature, findings, status } of requests) {
    expect(["valid", "not checked"]).toContain(signature);
    expect(findings).toEqual([]);
    expect(status).toBeLessThan(300);
  }
}

/** Replaces the hosts in a program by a mock server, and paths by an existing file. */
function useMock(source: string, { host, port, url }: MockServer): string {
  return source
    .replace('"your-secret-key",', `$&\n  apiHost: "${host}",\n  apiPort: ${port},`)
    .replace(
      '"test-hub")',
      `"test-hub", { apiHost: "${host}:${port}", jobHost: "${host}:${port}" })`,
    )
    .replace(
      "createPiliClient(credentials)",
      `createPiliClient(credentials, { apiHost: "${host}:${port}" })`,
    )
    .replace("getJob(client, {", `$& baseUrl: "${url}",`)
    .replaceAll(/https?:\/\/(vm-37gup6\.upload\.pandastream|pili\.qiniuapi|api\.qiniu)\.com/g, url)
    .replace("https://$host/v3.0", `http://$host:${port}/v3.0`)
    .replace("https://$host$target", "http://$host$target")
    .replace("host=api-gce.pandastream.com", `host=${host}`)
    .replace("host=pili.qiniuapi.com", `host=${host}:${port}`)
    .replaceAll(/\/path\/to\/my_video.mp4|(?<=@)(movie\.mp4|part)/g, video)
    .replace("10_000_000", "10");
}

/** Runs a program in this process. Its imports become constants, and it prints nothing. */
async function runTypeScript(program: string): Promise<void> {
  const body = program.replaceAll(
    /^import (\{[^}]+\}) from ("[^"]+");$/gm,
    "const $1 = entryPoints[$2];",
  );
  await AsyncFunction("entryPoints", "console", body)(entryPoints, { log() {} });
}

async function runShell(program: string, accessKey: string, secretKey: string): Promise<void> {
  const keys = { ACCESS_KEY: accessKey, SECRET_KEY: secretKey, FACTORY_ID: "your-factory-id" };
  const failOnErrors = program.replaceAll(/^curl /gm, "curl --fail --silent --show-error ");
  await execute("bash", ["-euc", failOnErrors], { env: { ...process.env, ...keys } });
}

async function isInstalled(...commands: string[]): Promise<boolean> {
  const results = await Promise.allSettled(
    commands.map((command) => execute(command, [command === "openssl" ? "version" : "--version"])),
  );
  return results.every(({ status }) => status === "fulfilled");
}
