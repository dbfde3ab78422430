import { requireOneOf } from "../../http/argument-checks.ts";
import { flipApi } from "./flip/flip-api.ts";
import { flip31Api } from "./flip-3.1/flip-api.ts";
import type { ApiKeyCredentials } from "./flip-3.1/verify-key.ts";
import type { MockApi, MockCredentials } from "./mock-api.ts";
import { piliApi } from "./pili/pili-api.ts";
import { piliV2Api } from "./pili-v2/pili-v2-api.ts";
import { rtcApi } from "./rtc/rtc-api.ts";

/**
 * What the clients of each API sign with. Its keys are the names of the APIs: an API is registered here
 * and in the tables of the mocks and of the conformance plans, which do not compile without it.
 */
export interface ApiCredentials {
  flip: MockCredentials;
  "flip-3.1": ApiKeyCredentials;
  pili: MockCredentials;
  "pili-v2": MockCredentials;
  rtc: MockCredentials;
}

/** Name of an API that can be mocked, checked for conformance and validated by a proxy. */
export type ApiName = keyof ApiCredentials;

const apis: { readonly [Name in ApiName]: MockApi<ApiCredentials[Name]> } = {
  flip: flipApi,
  "flip-3.1": flip31Api,
  pili: piliApi,
  "pili-v2": piliV2Api,
  rtc: rtcApi,
};

/**
 * Returns the API of a name.
 *
 * @throws {InvalidArgumentError} When there is no such API.
 */
export function requireApi<Name extends ApiName>(name: Name): MockApi<ApiCredentials[Name]> {
  requireOneOf<ApiName>("name", name, Object.keys(apis) as ApiName[]);
  return apis[name];
}
