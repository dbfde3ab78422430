import type { GeneratedApi } from "../../scripts/generate.ts";

/** Generated modules and a module that uses them. */
export interface Use {
  /** Name of the test. */
  readonly name: string;
  readonly generate: () => GeneratedApi;
  /** Source text. It can use `api` (the endpoints), `client` and the type `Schemas`. */
  readonly use: string;
}

/** Declarations for all uses. One line, so that the line numbers of errors are those of the use. */
const prelude = [
  'import type { Client } from "openapi-fetch";',
  'import * as api from "./endpoints.ts";',
  'import type { components, paths } from "./schema.ts";',
  "declare const client: Client<paths>;",
  'export type Schemas = components["schemas"];',
  "export { api, client };",
].join(" ");

/** Compiles modules, given by path, in one program. Returns the errors, each of which begins with a path. */
type Compile = (modules: ReadonlyMap<string, string>) => string[] | Promise<string[]>;

/**
 * Compiles generated modules together with the modules that use them, all in one program.
 *
 * @returns The errors by the name of the use.
 */
export async function checkUses(
  uses: readonly Use[],
  compile: Compile,
): Promise<Map<string, string[]>> {
  const modules = new Map<string, string>();
  for (const [index, { generate, use }] of uses.entries()) {
    const { schema, endpoints } = generate();
    modules.set(`${index}/schema.ts`, schema);
    modules.set(`${index}/endpoints.ts`, endpoints);
    modules.set(`${index}/use.ts`, prelude + use);
  }
  const errors = await compile(modules);
  const otherError = errors.find((error) => !/^\d+\//.test(error));
  if (otherError !== undefined) throw new Error(otherError);
  return new Map(
    uses.map(({ name }, index) => [name, errors.filter((error) => error.startsWith(`${index}/`))]),
  );
}
