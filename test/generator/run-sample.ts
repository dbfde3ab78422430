import ts from "typescript";
import type { GeneratedApi } from "../../scripts/generate.ts";
import { generateSample } from "./generate-sample.ts";

/** An endpoint function whose signature only the compiler of the sample knows. */
export type Endpoint = (client: unknown, options?: object) => Promise<EndpointResult>;

/** The result of an endpoint function. */
export interface EndpointResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly status: number;
  readonly response: Response;
}

/** Endpoint functions by name. */
export type Endpoints<Name extends string> = Readonly<Record<Name, Endpoint>>;

/** Generates the modules of a document of one file, and imports its endpoints. */
export function runSample<Name extends string>(
  body: string,
  version?: string,
): Promise<Endpoints<Name>> {
  return importEndpoints(generateSample(body, version));
}

/** Imports the endpoints module of a generated API, with the modules that it imports. */
export async function importEndpoints<Name extends string>(
  api: GeneratedApi,
): Promise<Endpoints<Name>> {
  const modules: Record<string, string> = { ...api };
  return await import(/* @vite-ignore */ moduleUrl("endpoints", modules));
}

/** Returns a module as a data URL. Type imports vanish, and relative imports become data URLs as well. */
function moduleUrl(name: string, modules: Readonly<Record<string, string>>): string {
  const source = modules[name];
  if (source === undefined) throw new Error(`${name} has not been generated`);
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const linked = outputText.replaceAll(
    /(?<=\bfrom ")\.\/([\w-]+)\.ts(?=")/g,
    (_, imported: string) => moduleUrl(imported, modules),
  );
  return `data:text/javascript;base64,${Buffer.from(linked).toString("base64")}`;
}
