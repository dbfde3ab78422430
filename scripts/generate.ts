import { emitEndpoints } from "./openapi/emit-endpoints.ts";
import { emitSchema } from "./openapi/emit-schema.ts";
import {
  compareFiles,
  formatSource,
  type GeneratedFiles,
  writeFiles,
} from "./openapi/generated-files.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./openapi/json.ts";
import { listApis, loadSpec, type Spec, SpecError } from "./openapi/load-spec.ts";
import { type ReadOptions, readOperations } from "./openapi/read-operations.ts";
import { createDereference } from "./openapi/references.ts";
import { mapChildren } from "./openapi/spec-shape.ts";
import { splitDirections } from "./openapi/split-directions.ts";

const repository = new URL("../", import.meta.url);

const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

if (process.argv[1] === import.meta.filename) {
  const problems = await generate(repository, { isCheck: process.argv.includes("--check") });
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  }
}

/**
 * Generates the modules of every API, that is, of each folder in `specs/` with an `openapi.yaml`.
 *
 * With `isCheck`, compares the files with the generated text and writes nothing.
 *
 * @returns The problems in the specs or, with `isCheck`, in the files, one line each.
 */
export async function generate(root: URL, { isCheck = false } = {}): Promise<readonly string[]> {
  try {
    const files = await generateFiles(root);
    if (isCheck) return await compareFiles(root, files);
    await writeFiles(root, files);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return [error.message];
    throw error;
  }
}

async function generateFiles(root: URL): Promise<GeneratedFiles> {
  const modules = listApis(root).flatMap((api) => {
    const generated = generateApi(loadSpec(new URL(`specs/${api}/openapi.yaml`, root), root));
    return Object.entries(generated).map(([name, text]) => {
      return { path: `generated/${api}/${name}.ts`, text };
    });
  });
  const texts = modules.map(async ({ path, text }) => {
    return [path, await formatSource(text, path)] as const;
  });
  return new Map(await Promise.all(texts));
}

/** The generated modules of one API, not yet formatted. */
export interface GeneratedApi {
  readonly schema: string;
  readonly endpoints: string;
}

/**
 * Generates the modules of one API.
 *
 * @throws {SpecError} When the spec lacks what the generated code needs.
 */
export function generateApi(spec: Spec, options: ReadOptions = {}): GeneratedApi {
  const header = `// Generated from ${spec.name} by scripts/generate.ts. Do not edit.\n`;
  const directed = splitDirections(dropIgnoredHeaders(spec.document));
  const operations = readOperations({ ...spec, document: directed.document }, options);
  return {
    schema: emitSchema(directed, header),
    endpoints: emitEndpoints(operations, header),
  };
}

/**
 * Removes the header parameters that OpenAPI tells tools to ignore.
 *
 * `Accept`, `Content-Type` and `Authorization` follow from media types and security schemes.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#fixed-fields-9
 */
function dropIgnoredHeaders(document: JsonObject): JsonObject {
  const dereference = createDereference(document);
  const isIgnored = (parameter: unknown) => {
    const { in: group, name } = objectOf(dereference(parameter));
    return group === "header" && ignoredHeaders.has(String(name).toLowerCase());
  };
  const drop = (node: JsonObject) => {
    const parameters = listOf(node.parameters);
    const used = parameters.filter((parameter) => !isIgnored(parameter));
    return used.length === parameters.length ? node : { ...node, parameters: used };
  };
  return mapChildren(document, "Document", (item, kind) => {
    if (kind !== "PathItem" || !isObject(item)) return item;
    return mapChildren(drop(item), kind, (operation, childKind) =>
      childKind === "Operation" && isObject(operation) ? drop(operation) : operation,
    );
  });
}
