import { printUsage, readArguments, type SingleDocument } from "./openapi/arguments.ts";
import { emitEndpoints } from "./openapi/emit-endpoints.ts";
import { emitSchema } from "./openapi/emit-schema.ts";
import {
  compareFiles,
  formatSource,
  type GeneratedFiles,
  listLeftovers,
  removeFiles,
  writeFiles,
} from "./openapi/generated-files.ts";
import { listApis, loadSpec, type Spec, SpecError } from "./openapi/load-spec.ts";
import { prepareDocument } from "./openapi/prepare-document.ts";
import { type ReadOptions, readOperations } from "./openapi/read-operations.ts";
import { describeResponses } from "./openapi/response-bodies.ts";
import { splitDirections } from "./openapi/split-directions.ts";

const repository = new URL("../", import.meta.url);

if (process.argv[1] === import.meta.filename) process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const { problem, isHelp, isCheck, document } = readArguments(args);
  if (isHelp || problem !== undefined) {
    printUsage(problem);
    return problem === undefined ? 0 : 2;
  }
  const problems =
    document === undefined
      ? await generate(repository, { isCheck })
      : await generateDocument(document, { isCheck });
  if (problems.length > 0) console.error(problems.join("\n"));
  return problems.length === 0 ? 0 : 1;
}

/**
 * Generates the modules of every API, that is, of each folder in `specs/` with an `openapi.yaml`.
 *
 * With `isCheck`, compares the files with the generated text and writes nothing.
 *
 * @returns The problems in the specs or, with `isCheck`, in the files, one line each.
 */
export async function generate(root: URL, { isCheck = false } = {}): Promise<readonly string[]> {
  const problems: string[] = [];
  const files = new Map<string, string>();
  for (const api of listApis(root)) {
    const spec = () => loadSpec(new URL(`specs/${api}/openapi.yaml`, root), root);
    const generated = await generateFiles(`generated/${api}/`, spec, {});
    if (generated instanceof SpecError) problems.push(generated.message);
    else for (const [path, text] of generated) files.set(path, text);
  }
  if (problems.length > 0) return problems;
  const leftovers = await listLeftovers(root, files);
  if (isCheck) {
    const extra = leftovers.map((path) => `${path} belongs to no spec`);
    return [...extra, ...(await compareFiles(root, files))].sort();
  }
  await removeFiles(root, leftovers);
  await writeFiles(root, files);
  return [];
}

/**
 * Generates the modules of one document in a folder.
 *
 * @returns The problems of the document or, with `isCheck`, of the files, one line each.
 */
export async function generateDocument(
  { file, folder, isForeign }: SingleDocument,
  { isCheck = false } = {},
): Promise<readonly string[]> {
  const spec = () => loadSpec(file, new URL(".", file));
  const files = await generateFiles("", spec, { isForeign });
  if (files instanceof SpecError) return [files.message];
  if (isCheck) return compareFiles(folder, files);
  await writeFiles(folder, files);
  return [];
}

async function generateFiles(
  folder: string,
  load: () => Spec,
  options: ReadOptions,
): Promise<GeneratedFiles | SpecError> {
  try {
    const modules = Object.entries(generateApi(load(), options)).map(async ([name, text]) => {
      const path = `${folder}${name}.ts`;
      return [path, await formatSource(text, path)] as const;
    });
    return new Map(await Promise.all(modules));
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
}

/** The texts of the generated modules of one API by name, not yet formatted. */
export interface GeneratedApi extends Readonly<Record<string, string>> {
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
  const prepared = prepareDocument(spec.document, options.isForeign === true);
  const directed = splitDirections(describeResponses(prepared));
  const operations = readOperations({ ...spec, document: directed.document }, options);
  return {
    schema: emitSchema(directed, header),
    endpoints: emitEndpoints(operations, header),
  };
}
