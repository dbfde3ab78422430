import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RecordedRequest, startMockServer } from "flip-pili/testing";
import { expect } from "vitest";
import { loadCorrectSpec, type Spec } from "../../scripts/openapi/document/load-spec.ts";
import { listSamples } from "../../scripts/samples/list-samples.ts";
import type { OperationSamples, Sample } from "../../scripts/samples/sample.ts";
import { flip } from "./apis/flip.ts";
import { flip31 } from "./apis/flip-3.1.ts";
import { pili, piliV2 } from "./apis/pili.ts";
import { rtc } from "./apis/rtc.ts";
import type { SampleApi } from "./sample-api.ts";

const root = new URL("../../", import.meta.url);
const video = fileURLToPath(new URL("test/fixtures/panda.mp4", root));
const execute = promisify(execFile);
const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** The APIs with samples. */
export const sampleApis: readonly SampleApi[] = [flip, flip31, pili, piliV2, rtc];

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

/** Starts a stateless mock server for an API, and a stateful one if the API has uploads. */
export async function startSampleServers(api: SampleApi): Promise<SampleServers> {
  const { credentials, uploads } = api;
  const stateless = await startMockServer(api.api, { credentials, stateless: true });
  const stateful = uploads && (await startMockServer(api.api, { credentials, ...uploads }));
  return {
    async run({ lang, source }) {
      const mock = (source.includes("uploadSession") ? stateful : undefined) ?? stateless;
      const firstRequest = mock.requests.length;
      const program = useFiles(api.useMock(source, mock));
      if (lang === "Shell") await runShell(program, api.variables);
      else await runTypeScript(program, api);
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

/** Replaces the paths in a program by an existing file, and the size of a part by a small one. */
function useFiles(source: string): string {
  return source
    .replaceAll(/\/path\/to\/my_video.mp4|(?<=@)((my_video|movie)\.mp4|part)/g, video)
    .replace("10_000_000", "10");
}

/** Runs a program in this process. Its import becomes constants, and it prints nothing. */
async function runTypeScript(program: string, { api, entry }: SampleApi): Promise<void> {
  const body = program.replace(/^import (\{[^}]+\}) from "([^"]+)";$/m, (_, names, from) => {
    expect(from).toBe(`flip-pili/${api}`);
    return `const ${names} = entry;`;
  });
  await AsyncFunction("entry", "console", body)(entry, { log() {} });
}

async function runShell(
  program: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const failOnErrors = program.replaceAll(/^curl /gm, "curl --fail --silent --show-error ");
  await execute("bash", ["-euc", failOnErrors], { env: { ...process.env, ...variables } });
}

async function isInstalled(...commands: string[]): Promise<boolean> {
  const results = await Promise.allSettled(
    commands.map((command) => execute(command, [command === "openssl" ? "version" : "--version"])),
  );
  return results.every(({ status }) => status === "fulfilled");
}
