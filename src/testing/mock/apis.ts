import { describe } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { Prism } from "../spec/prism.ts";
import { readSpec, type SpecOperation } from "../spec/read-spec.ts";
import { flipApi } from "./flip/flip-api.ts";
import type { MockApi, MockCredentials } from "./mock-api.ts";
import { piliApi } from "./pili/pili-api.ts";

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

/** Name of an API that can be mocked, tried and listened to. */
export type ApiName = "flip" | "pili";
