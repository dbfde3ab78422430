import { type MockServer, startMockServer } from "flip-pili/testing";
import { flipKeys } from "./read-guides.ts";

/** Mocks of all APIs, for the programs of a document. */
export interface DocumentMocks {
  readonly flip: MockServer;
  readonly flip31: MockServer;
  readonly pili: MockServer;
  readonly piliV2: MockServer;
  readonly rtc: MockServer;
}

/** Starts mocks with the keys of the documents. Time passes only where a test advances it. */
export async function startDocumentMocks(): Promise<DocumentMocks> {
  const credentials = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };
  const apiKey = { apiKey: "your-api-key" };
  const [flip, flip31, pili, piliV2, rtc] = await Promise.all([
    startMockServer("flip", { credentials: flipKeys, speed: 0 }),
    startMockServer("flip-3.1", { credentials: apiKey, speed: 0 }),
    startMockServer("pili", { credentials, speed: 0 }),
    startMockServer("pili-v2", { credentials, speed: 0 }),
    startMockServer("rtc", { credentials, speed: 0 }),
  ]);
  return { flip, flip31, pili, piliV2, rtc };
}

/**
 * Replaces the hosts of the clients in the code of a document by those of mocks, except that of Flip 3.0, and ids by those
 * of their initial data. A hub is that of the version of Pili that the code imports.
 */
export function useServices(code: string, { flip31, pili, piliV2, rtc }: DocumentMocks): string {
  const { host, port } = code.includes('"flip-pili/pili-v2"') ? piliV2 : pili;
  const is31 = code.includes('"flip-pili/flip-3.1"');
  return code
    .replaceAll('"factory-id"', is31 ? '"tg01xxxxxxxxxxxx"' : "$&")
    .replaceAll('"your-api-key"', `$&, apiHost: "${flip31.host}", apiPort: ${flip31.port}`)
    .replaceAll('"hub_name"', `$&, { apiHost: "${host}:${port}", jobHost: "${host}:${port}" }`)
    .replaceAll("new Rtc(credentials", `$&, { apiHost: "${rtc.host}:${rtc.port}" }`);
}

/** Returns code in which time passes before each line that waits for encodings or a job. */
export function advanceBeforeWaits(code: string): string {
  return code.replace(/^(?=.*\.(waitForEncodings|done)\()/gm, "await advanceMocks(60_000); ");
}

/** Defines the global functions that the code of {@link advanceBeforeWaits} calls, and resets the mocks. */
export function prepareMocks(mocks: DocumentMocks): void {
  const all: MockServer[] = Object.values(mocks);
  for (const mock of all) mock.reset();
  const advanceMocks = (ms: number) => Promise.all(all.map((mock) => mock.advance(ms)));
  Object.assign(globalThis, { advanceMocks });
}

/** Lists the violations of the specs by the requests that mocks have received. */
export function listFindings(mocks: DocumentMocks): unknown[] {
  const all: MockServer[] = Object.values(mocks);
  return all.flatMap(({ requests }) => requests.flatMap(({ findings }) => findings));
}

/** Stops the mocks. */
export async function closeMocks(mocks: DocumentMocks): Promise<void> {
  const all: MockServer[] = Object.values(mocks);
  await Promise.all(all.map((mock) => mock.close()));
}
