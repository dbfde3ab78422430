import { Credentials, Hub } from "flip-pili/pili";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";

/** Keys of the mock. The secret key is searched for in the output. */
export const keys = { accessKey: "my-access-key", secretKey: "hunter2" };

/** Environment of `flip-pili conform pili` for the mock. */
export const piliEnv = {
  QINIU_ACCESS_KEY: keys.accessKey,
  QINIU_SECRET_KEY: keys.secretKey,
  PILI_HUB: "test-hub",
};

/** Starts a mock of Pili that is closed when the test finishes. */
export async function startPili(): Promise<MockServer> {
  const mock = await startMockServer("pili", { credentials: keys, hub: "test-hub", speed: 1_000 });
  onTestFinished(() => mock.close());
  return mock;
}

/** Returns the ids of the streams of a mock. */
export async function streamIds({ host, port }: MockServer): Promise<string[]> {
  const credentials = new Credentials(keys.accessKey, keys.secretKey);
  const hub = new Hub(credentials, "test-hub", { apiHost: `${host}:${port}` });
  const ids: string[] = [];
  for await (const { id } of hub.listStreams()) ids.push(id);
  return ids;
}
