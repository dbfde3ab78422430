import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createExampleResponder, type ExampleResponder } from "./example-response.ts";
import { type BodyFormat, type FieldSchema, type SpecOperation, toSchema } from "./operation.ts";
import { loadPrism, type PrismOperation, prismOf } from "./prism.ts";
import { createValidator } from "./prism-validator.ts";
import type { Validator } from "./validator.ts";

/** The spec of an API. */
export interface Spec {
  readonly operations: readonly SpecOperation[];
  readonly validator: Validator;
  readonly respondWithExample: ExampleResponder;
}

const loading = new Map<string, Promise<Spec>>();

/**
 * Loads the spec of an API. Each spec is read once per process.
 *
 * @throws {MissingPackageError} When Prism is not installed.
 */
export function loadSpec(name: string): Promise<Spec> {
  const spec = loading.get(name) ?? readSpec(name);
  loading.set(name, spec);
  return spec;
}

async function readSpec(name: string): Promise<Spec> {
  return readSpecFile(await findSpec(name));
}

/**
 * Reads the spec in a file.
 *
 * @throws {MissingPackageError} When Prism is not installed.
 */
export async function readSpecFile(path: string): Promise<Spec> {
  const prism = await loadPrism();
  const operations = await prism.getHttpOperationsFromSpec(path);
  return {
    operations: operations.map(toOperation),
    validator: createValidator(prism),
    respondWithExample: createExampleResponder(),
  };
}

/** The package has one file for each API next to its code; a checkout has the spec in parts. */
const locations = (name: string) => [
  `../specs/${name}.yaml`,
  `../../../specs/${name}/openapi.yaml`,
];

async function findSpec(name: string): Promise<string> {
  const paths = locations(name).map((path) => fileURLToPath(new URL(path, import.meta.url)));
  for (const path of paths) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return path;
  }
  throw new Error(`Cannot find the spec of ${name}: neither ${paths.join(" nor ")}`);
}

function toOperation(prism: PrismOperation): SpecOperation {
  const { iid, method, path, request } = prism;
  const query = (request?.query ?? []).map(({ name, schema }) => [name, schema] as const);
  return {
    id: iid ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    prefix: prefixOf(prism),
    query: new Map(query as (readonly [string, FieldSchema])[]),
    bodies: (request?.body?.contents ?? []).map(toBodyFormat),
    security: (prism.security ?? []).map((schemes) => schemes.map(nameOf)),
    responses: prism.responses,
    prism,
  };
}

/** Returns the path of the operation's first server. */
function prefixOf({ servers = [] }: PrismOperation): string {
  const [server] = servers;
  return server === undefined ? "" : pathOfServer(server);
}

type Server = NonNullable<PrismOperation["servers"]>[number];

/** Returns the path of a server, with variables at their defaults. That of an invalid URL is empty. */
function pathOfServer({ url: template, variables }: Server): string {
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(variables?.[name]?.default ?? ""),
  );
  const base = "http://localhost";
  return URL.canParse(url, base) ? new URL(url, base).pathname.replace(/\/$/, "") : "";
}

/** Returns an operation once for each path of its servers, and once without: clients may call any server. */
export function onAnyServer(operation: SpecOperation): SpecOperation[] {
  const paths = (prismOf(operation).servers ?? []).map(pathOfServer);
  return [...new Set([...paths, ""])].map((prefix) => ({ ...operation, prefix }));
}

type Content = NonNullable<
  NonNullable<NonNullable<PrismOperation["request"]>["body"]>["contents"]
>[number];

function toBodyFormat({ mediaType, schema }: Content): BodyFormat {
  const schemas = partsOf(toSchema(schema));
  const fields = schemas.flatMap(({ properties = {} }) =>
    Object.entries(properties).map(([name, field]) => [name, toSchema(field)] as const),
  );
  const isComplete = schemas.every(
    ({ additionalProperties, anyOf, oneOf }) => !additionalProperties && !anyOf && !oneOf,
  );
  return { mediaType, fields: new Map(fields), isComplete };
}

/** Returns a schema and those that its `allOf` combines with it. */
function partsOf(schema: FieldSchema, known: readonly FieldSchema[] = []): FieldSchema[] {
  if (known.includes(schema)) return [];
  const parts = (schema.allOf ?? []).map(toSchema);
  return [schema, ...parts.flatMap((part) => partsOf(part, [...known, schema]))];
}

type SecurityScheme = NonNullable<PrismOperation["security"]>[number][number];

function nameOf(scheme: SecurityScheme): string {
  return "name" in scheme ? scheme.name : scheme.key;
}
