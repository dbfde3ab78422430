import type { MockServer, MockServerOptions } from "flip-pili/testing";
import { startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { type RunOptions, type RunResult, runProgram } from "./run-program.ts";

/** Keys of the mocks. The secret key is searched for in the output. */
export const keys = { accessKey: "my-access-key", secretKey: "hunter2-secret" };

/** Key of the mock of Flip 3.1, which is searched for in the output. */
export const apiKey = "tcs_hunter2-api-key";

const qiniu = {
  QINIU_ACCESS_KEY: keys.accessKey,
  QINIU_SECRET_KEY: keys.secretKey,
  PILI_HUB: "test-hub",
};

/** Environments of the commands. */
export const env = {
  flip: {
    TELESTREAM_ACCESS_KEY: keys.accessKey,
    TELESTREAM_SECRET_KEY: keys.secretKey,
    TELESTREAM_FACTORY_ID: "my-factory",
  },
  "flip-3.1": { TELESTREAM_API_KEY: apiKey, TELESTREAM_FACTORY_ID: "my-factory" },
  pili: qiniu,
  "pili-v2": qiniu,
};

/** Names of the APIs that commands call. */
type ClientApi = keyof typeof env;

/** Runs a command against a mock. */
export type RunClient = (argv: readonly string[], options?: RunOptions) => Promise<RunResult>;

/** Starts a mock, and returns it with a function that runs commands of its client. */
export async function startClient(
  api: ClientApi,
  options: MockServerOptions = {},
): Promise<{
  mock: MockServer;
  run: RunClient;
  json: (argv: readonly string[]) => Promise<unknown>;
}> {
  const [service] = api.split("-");
  const account = service === "flip" ? { factoryId: "my-factory" } : { hub: "test-hub" };
  const mock = await startMockServer(api, {
    credentials: api === "flip-3.1" ? { apiKey } : keys,
    speed: 0,
    ...account,
    ...options,
  });
  onTestFinished(() => mock.close());
  const selection = api === service ? [] : ["--api", api];
  const run: RunClient = (argv, settings = {}) =>
    runProgram([String(service), ...argv, ...selection, "--url", mock.url], {
      env: env[api],
      ...settings,
    });
  const json = async (argv: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run([...argv, "--json"]);
    if (exitCode !== 0) throw new Error(`Exit code ${exitCode}: ${stderr}`);
    return JSON.parse(stdout);
  };
  return { mock, run, json };
}
