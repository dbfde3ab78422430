import { describe } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { ApiName } from "./api-name.ts";
import { flipApi } from "./flip/flip-api.ts";
import type { MockApi } from "./mock-api.ts";
import type { MockCredentials } from "./mock-credentials.ts";
import { piliApi } from "./pili/pili-api.ts";
import type { Prism } from "./prism/load-prism.ts";
import { readSpec, type SpecOperation } from "./prism/read-spec.ts";

const apis: Readonly<Record<ApiName, MockApi<MockCredentials>>> = {
  flip: flipApi,
  pili: piliApi,
};

/** @throws {InvalidArgumentError} When there is no such API. */
export function requireApi(name: ApiName): MockApi<MockCredentials> {
  if (Object.hasOwn(apis, name)) return apis[name];
  const names = Object.keys(apis).join(", ");
  throw new InvalidArgumentError("name", `must be one of ${names}, not ${describe(name)}`);
}

const operationsOf = new Map<string, Promise<SpecOperation[]>>();

/** The operations of an API. They are read once. */
export function loadOperations(prism: Prism, { spec }: { spec: string }): Promise<SpecOperation[]> {
  const reading = operationsOf.get(spec) ?? readSpec(prism, spec);
  operationsOf.set(spec, reading);
  return reading;
}
