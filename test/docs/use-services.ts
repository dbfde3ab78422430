import type { MockServer } from "flip-pili/testing";

/** Mocks of all APIs but Flip 3.0. */
export interface ServiceMocks {
  readonly flip31: MockServer;
  readonly pili: MockServer;
  readonly piliV2: MockServer;
  readonly rtc: MockServer;
}

/**
 * Replaces the hosts of the clients in the code of a document by those of mocks, and ids by those of their initial
 * data. A hub is that of the version of Pili that the code imports.
 */
export function useServices(code: string, { flip31, pili, piliV2, rtc }: ServiceMocks): string {
  const { host, port } = code.includes('"flip-pili/pili-v2"') ? piliV2 : pili;
  const is31 = code.includes('"flip-pili/flip-3.1"');
  return code
    .replaceAll('"factory-id"', is31 ? '"tg01xxxxxxxxxxxx"' : "$&")
    .replaceAll('"your-api-key"', `$&, apiHost: "${flip31.host}", apiPort: ${flip31.port}`)
    .replaceAll('"hub_name"', `$&, { apiHost: "${host}:${port}", jobHost: "${host}:${port}" }`)
    .replaceAll("new Rtc(credentials", `$&, { apiHost: "${rtc.host}:${rtc.port}" }`);
}
