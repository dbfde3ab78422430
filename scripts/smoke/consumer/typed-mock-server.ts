import { type MockServer, startMockServer } from "flip-pili/testing";

export async function start(): Promise<string> {
  const mock: MockServer = await startMockServer("flip", { port: 0 });
  return mock.url;
}
