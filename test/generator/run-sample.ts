import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
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
  const folder = await mkdtemp(join(tmpdir(), "flip-pili-"));
  try {
    for (const [name, text] of Object.entries(api)) {
      await writeFile(join(folder, `${name}.mjs`), await toJavaScript(text));
    }
    return await import(/* @vite-ignore */ pathToFileURL(join(folder, "endpoints.mjs")).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Returns a module without its types, with imports of the modules that are written beside it. */
async function toJavaScript(source: string): Promise<string> {
  const { code } = await transform(source, { loader: "ts", format: "esm", target: "es2023" });
  return code.replaceAll(/(?<=\bfrom "\.\/[\w-]+)\.ts(?=")/g, ".mjs");
}
