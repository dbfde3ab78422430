import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BodyFormat, FieldSchema, MockOperation } from "./operation.ts";
import type { Prism } from "./prism.ts";

/** An operation as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<Prism["getHttpOperationsFromSpec"]>>[number];

/** An operation with what Prism needs to mock it. */
export interface SpecOperation extends MockOperation {
  readonly prism: PrismOperation;
}

/** Beside the built package each API has one file; a checkout has it in parts. */
const places = (name: string) => [`../specs/${name}.yaml`, `../../../specs/${name}/openapi.yaml`];

/** Reads the operations of an API's spec. */
export async function readSpec(prism: Prism, name: string): Promise<SpecOperation[]> {
  const operations = await prism.getHttpOperationsFromSpec(await findSpec(name));
  return operations.map(toOperation);
}

async function findSpec(name: string): Promise<string> {
  const paths = places(name).map((place) => fileURLToPath(new URL(place, import.meta.url)));
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
    prism,
  };
}

/** The path of the operation's server, with variables at their defaults. */
function prefixOf({ servers = [] }: PrismOperation): string {
  const [server] = servers;
  if (server === undefined) return "";
  const url = server.url.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(server.variables?.[name]?.default ?? ""),
  );
  return new URL(url).pathname.replace(/\/$/, "");
}

type Content = NonNullable<
  NonNullable<NonNullable<PrismOperation["request"]>["body"]>["contents"]
>[number];

function toBodyFormat({ mediaType, schema }: Content): BodyFormat {
  return { mediaType, fields: Object.keys(schema?.properties ?? {}) };
}

type SecurityScheme = NonNullable<PrismOperation["security"]>[number][number];

function nameOf(scheme: SecurityScheme): string {
  return "name" in scheme ? scheme.name : scheme.key;
}
