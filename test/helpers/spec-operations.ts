import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { isObject } from "../../scripts/openapi/document/json.ts";
import { resolveChain } from "../../scripts/openapi/document/references.ts";

/** An operation of a spec with its examples. References are resolved, except in schemas. */
export interface SpecOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly SpecParameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, Exemplified>>;
  };
  readonly responses: Readonly<Record<string, SpecResponse>>;
  /** Empty for operations without a signature. */
  readonly security?: readonly unknown[];
}

/** An object with examples. */
interface Exemplified {
  readonly example?: unknown;
  readonly examples?: Examples;
}

/** A parameter with its examples. */
export interface SpecParameter extends Exemplified {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
}

interface SpecResponse {
  readonly content?: { readonly "application/json": { readonly examples: Examples } };
}

type Examples = Readonly<Record<string, { readonly value: unknown }>>;

/** A response that the spec documents. Without content, `example` and `body` are undefined. */
export interface DocumentedResponse {
  /** A status code, or `default`. */
  readonly status: string;
  readonly example: string | undefined;
  readonly body: unknown;
}

interface SpecDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const methods = ["get", "put", "post", "delete", "patch", "head"];

/** Reads the operations of `specs/<api>/openapi.yaml`. */
export function readSpecOperations(api: string): SpecOperation[] {
  const { href } = new URL(`../../specs/${api}/openapi.yaml`, import.meta.url);
  const { paths } = resolveReferences(readDocument(href), href) as SpecDocument;
  return Object.entries(paths).flatMap(([path, item]) => {
    const { parameters: shared = [] } = item as { parameters?: SpecParameter[] };
    return methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = item[method] as Partial<SpecOperation>;
        const parameters = [...shared, ...(operation.parameters ?? [])];
        return { ...operation, method, path, parameters } as SpecOperation;
      });
  });
}

const documents = new Map<string, unknown>();

function readDocument(href: string): unknown {
  if (!documents.has(href)) documents.set(href, parse(readFileSync(new URL(href), "utf8")));
  return documents.get(href);
}

/** Replaces each `$ref` by its target. Schemas, which may refer to themselves, stay as they are. */
function resolveReferences(node: unknown, file: string): unknown {
  if (Array.isArray(node)) return node.map((item) => resolveReferences(item, file));
  if (!isObject(node)) return node;
  if (typeof node.$ref === "string") {
    const target = resolveChain(node.$ref, file, readDocument);
    return resolveReferences(target.value, target.file);
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "schema" || key === "schemas" ? value : resolveReferences(value, file),
    ]),
  );
}

/** Returns every response that the spec documents for an operation, one for each example. */
export function documentedResponses({ responses }: SpecOperation): DocumentedResponse[] {
  return Object.entries(responses).flatMap(([status, { content }]): DocumentedResponse[] => {
    if (content === undefined) return [{ status, example: undefined, body: undefined }];
    const { examples } = content["application/json"];
    return Object.entries(examples).map(([example, { value }]) => ({
      status,
      example,
      body: value,
    }));
  });
}

/** Returns the first example value. */
export function exampleOf({ example, examples = {} }: Exemplified): unknown {
  return example ?? Object.values(examples)[0]?.value;
}
