import { fileURLToPath } from "node:url";
import { bundle, createConfig } from "@redocly/openapi-core";

/** An operation of a spec with its examples, every reference replaced by what it names. */
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
  /** Empty for operations without signature. */
  readonly security?: readonly unknown[];
}

/** Something that has examples. */
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

/** An answer that the spec shows. Answers without content have the body `undefined`, and no name. */
export interface DocumentedAnswer {
  /** A status, or `default`. */
  readonly status: string;
  readonly example: string | undefined;
  readonly body: unknown;
}

interface SpecDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const methods = ["get", "put", "post", "delete", "patch", "head"];

/** Reads the operations of `specs/<api>/openapi.yaml`. */
export async function readSpecOperations(api: string): Promise<SpecOperation[]> {
  const ref = fileURLToPath(new URL(`../../specs/${api}/openapi.yaml`, import.meta.url));
  const config = await createConfig({ extends: ["minimal"] });
  const result = await bundle({ ref, config, dereference: true });
  const { paths } = result.bundle.parsed as SpecDocument;
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

/** Every answer that the spec shows for an operation. */
export function documentedAnswers({ responses }: SpecOperation): DocumentedAnswer[] {
  return Object.entries(responses).flatMap(([status, { content }]): DocumentedAnswer[] => {
    if (content === undefined) return [{ status, example: undefined, body: undefined }];
    const { examples } = content["application/json"];
    return Object.entries(examples).map(([example, { value }]) => ({
      ...{ status, example, body: value },
    }));
  });
}

/** The first example value. */
export function exampleOf({ example, examples = {} }: Exemplified): unknown {
  return example ?? Object.values(examples)[0]?.value;
}
