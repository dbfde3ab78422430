import type { TypeAliasDeclarationStructure } from "ts-morph";
import { type TypeSuffix, typeName } from "../operations/function-names.ts";
import type { Operation, OperationResponse } from "../operations/operation.ts";
import { StructureKind } from "./ts-morph.ts";

/** Responses that a key of a spec stands for, and the type of their body. */
export interface TypedResponse {
  /** `200`, `4XX` or `default`. */
  readonly key: string;
  readonly type: string;
}

/** What the result type of an operation consists of. */
interface ResultParts {
  /** Name of the endpoint function. */
  readonly name: string;
  /** The type of the data, which is also an alias of the operation. */
  readonly data: string;
  /** The type of the error, which is also an alias of the operation. */
  readonly error: string;
  readonly successes: readonly TypedResponse[];
  readonly failures: readonly TypedResponse[];
}

/** Statuses that have the same type. */
interface Member {
  readonly keys: readonly string[];
  readonly type: string;
  /** Keys of other members, whose statuses the keys of this one would include. */
  readonly others: readonly string[];
}

/**
 * Prints the result type of an operation: a union with a member for each body, or its short form.
 *
 * The last failure has all statuses that the spec does not list.
 */
export function printResult({ name, data, error, ...responses }: ResultParts): string {
  const hasDefault = responses.failures.some(({ key }) => key === "default");
  const others = hasDefault ? [] : [{ key: "default", type: error }];
  const successes = joinMembers(responses.successes);
  const failures = joinMembers([...responses.failures, ...others]);
  const [success] = successes;
  const isShort = successes.length === 1 && failures.length === 1 && failures[0]?.keys.length === 1;
  if (success !== undefined && isShort) {
    const keys = printKeys(success.keys);
    const names = [typeName(name, "Data"), typeName(name, "Error")];
    return `Result<${[...names, ...(keys === '"2XX"' ? [] : [keys])].join(", ")}>`;
  }
  return [
    ...successes.map((member) => printMember("Success", member, [data, typeName(name, "Data")])),
    ...failures.map((member) => printMember("Failure", member, [error, typeName(name, "Error")])),
  ].join(" | ");
}

function printMember(
  kind: "Success" | "Failure",
  { keys, type, others }: Member,
  [aliased, alias]: readonly [type: string, alias: string],
): string {
  const except = others.length === 0 ? [] : [printKeys(others)];
  const parts = [printKeys(keys), type === aliased ? alias : type, ...except];
  return `${kind}<${parts.join(", ")}>`;
}

function printKeys(keys: readonly string[]): string {
  return keys.map((key) => (isExact(key) ? key : JSON.stringify(key))).join(" | ");
}

function isExact(key: string): boolean {
  return /^\d+$/.test(key);
}

/** Joins the statuses of equal bodies. A range with others inside it is a member of its own. */
function joinMembers(responses: readonly TypedResponse[]): Member[] {
  const needed = responses.filter((response) => {
    const wider = findWider(response, responses);
    return wider?.type !== response.type;
  });
  const members = new Map<string, Member>();
  for (const { key, type } of needed) {
    const others = needed.map((other) => other.key).filter((other) => includes(key, other));
    const id = others.length === 0 ? type : key;
    const { keys = [] } = members.get(id) ?? {};
    members.set(id, { keys: [...keys, key], type, others });
  }
  return [...members.values()];
}

/** Returns the range that includes the statuses of a key if the spec does not list it. */
function findWider(
  { key }: TypedResponse,
  responses: readonly TypedResponse[],
): TypedResponse | undefined {
  const wider = responses.filter((other) => includes(other.key, key));
  return wider.find((other) => other.key !== "default") ?? wider[0];
}

/** Returns whether a range includes the statuses of another key. */
function includes(range: string, key: string): boolean {
  if (isExact(range) || range === key) return false;
  // "default" stands for registered statuses.
  return range === "default" ? /^[1-5]/.test(key) : range.slice(0, 1) === key.slice(0, 1);
}

/** Declares the types of the parameters, bodies, errors and results of an operation. */
export function operationAliases(operation: Operation): TypeAliasDeclarationStructure[] {
  const { name, parameters, body } = operation;
  const aliases: TypeAliasDeclarationStructure[] = [];
  const declare = (suffix: TypeSuffix, type: string) => {
    aliases.push(alias(typeName(name, suffix), type));
  };
  if (parameters.path !== "none") declare("Path", parameterType(operation, "path"));
  if (parameters.query !== "none") declare("Query", parameterType(operation, "query"));
  if (parameters.header !== "none") declare("Headers", parameterType(operation, "header"));
  if (body !== undefined) {
    const whole = `${entry(operation)}["requestBody"]`;
    const content = body.isRequired ? whole : `NonNullable<${whole}>`;
    declare("Body", `${content}["content"][${JSON.stringify(body.mediaType)}]`);
  }
  declare("Data", dataType(operation));
  declare("Error", errorType(operation));
  declare("Result", resultType(operation));
  return aliases;
}

/** Declares an exported type. */
export function alias(name: string, type: string): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, isExported: true, name, type };
}

/** Returns the union of the bodies of successes, or `unknown` if the spec describes none. */
function dataType(operation: Operation): string {
  const types = operation.successes.map((response) => bodyType(operation, response));
  return types.length === 0 ? "unknown" : union(types);
}

/** Returns the union of the documented bodies, or `unknown` if no failure documents one. */
function errorType(operation: Operation): string {
  const { failures } = operation;
  return failures.some(isDescribed)
    ? union(failures.map((failure) => failureType(operation, failure)))
    : "unknown";
}

function isDescribed({ mediaType }: OperationResponse): boolean {
  return mediaType !== undefined;
}

function resultType(operation: Operation): string {
  const { name, successes, failures } = operation;
  const data = dataType(operation);
  const typedFailures = (failure: OperationResponse): TypedResponse[] => {
    const type = failureType(operation, failure);
    return [failure.status, ...failure.unregistered].map((key) => ({ key, type }));
  };
  const typedSuccess = (success: OperationResponse): TypedResponse => {
    // "default" describes the successes if no other response does.
    const key = success.status === "default" ? "2XX" : success.status;
    return { key, type: bodyType(operation, success) };
  };
  return printResult({
    name,
    data,
    error: errorType(operation),
    successes: successes.length === 0 ? [{ key: "2XX", type: data }] : successes.map(typedSuccess),
    failures: failures.some(isDescribed) ? failures.flatMap(typedFailures) : [],
  });
}

function parameterType(operation: Operation, group: "path" | "query" | "header"): string {
  const type = `${entry(operation)}["parameters"][${JSON.stringify(group)}]`;
  return operation.parameters[group] === "required" ? type : `NonNullable<${type}>`;
}

/** Returns the type of an error. Clients read it as JSON if it is, otherwise as text. */
function failureType(operation: Operation, failure: OperationResponse): string {
  return failure.format === "blob" ? "string" : bodyType(operation, failure);
}

/** Returns the type of a body. Responses with the same schema component have the same type. */
function bodyType(operation: Operation, response: OperationResponse): string {
  const { status, mediaType, schemaName } = response;
  if (mediaType === undefined) return "undefined";
  if (schemaName !== undefined) return `components["schemas"][${JSON.stringify(schemaName)}]`;
  const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
  return `${entry(operation)}["responses"][${key}]["content"][${JSON.stringify(mediaType)}]`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

function entry({ id }: Operation): string {
  return `operations[${JSON.stringify(id)}]`;
}
