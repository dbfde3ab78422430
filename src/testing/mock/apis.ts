import { requireOneOf } from "../../http/argument-checks.ts";
import { flipApi } from "./flip/flip-api.ts";
import type { MockApi, MockCredentials } from "./mock-api.ts";
import { piliApi } from "./pili/pili-api.ts";

/** Name of an API that can be mocked, checked for conformance and validated by a proxy. */
export type ApiName = "flip" | "pili";

const apis: Readonly<Record<ApiName, MockApi<MockCredentials>>> = {
  flip: flipApi,
  pili: piliApi,
};

/**
 * Returns the API of a name.
 *
 * @throws {InvalidArgumentError} When there is no such API.
 */
export function requireApi(name: ApiName): MockApi<MockCredentials> {
  return apis[requireOneOf("name", name, Object.keys(apis) as ApiName[])];
}
