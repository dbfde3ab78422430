import { Credentials, Rtc } from "flip-pili/rtc";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, beforeEach } from "vitest";

/** Keys of the account, those that `sendJson()` signs with. */
export const keys = { accessKey: "my_access_key", secretKey: "my_secret_key" };

export const credentials = new Credentials(keys.accessKey, keys.secretKey);

/** Starts a mock of RTC for all tests of a file. It is reset before each of them. */
export async function startRtcMock(allowHosts: readonly string[] = []): Promise<MockServer> {
  const mock = await startMockServer("rtc", { credentials: keys, allowHosts });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());
  return mock;
}

/** Creates a client that sends requests to a mock, without retries. */
export function connectRtc({ host, port }: MockServer): Rtc {
  return new Rtc(credentials, { apiHost: `${host}:${port}`, retries: 0 });
}
