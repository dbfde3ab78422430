import { emitEndpoints } from "./openapi/emit-endpoints.ts";
import { emitSchema } from "./openapi/emit-schema.ts";
import {
  compareFiles,
  formatSource,
  type GeneratedFiles,
  writeFiles,
} from "./openapi/generated-files.ts";
import { listApis } from "./openapi/list-apis.ts";
import { loadSpec, type Spec, SpecError } from "./openapi/load-spec.ts";
import { type ReadOptions, readOperations } from "./openapi/read-operations.ts";
import { splitDirections } from "./openapi/split-directions.ts";

const repository = new URL("../", import.meta.url);

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
  const directed = splitDirections(spec.document);
  const operations = readOperations({ ...spec, document: directed.document }, options);
  return {
    schema: emitSchema(directed, header),
    endpoints: emitEndpoints(operations, header),
  };
}
