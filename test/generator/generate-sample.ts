import { parse } from "yaml";
import { type GeneratedApi, generateApi } from "../../scripts/generate.ts";
import { formatSource } from "../../scripts/openapi/generated-files.ts";
import { readSpec, type Spec } from "../../scripts/openapi/load-spec.ts";
import type { ReadOptions } from "../../scripts/openapi/read-operations.ts";
import { checkTypes } from "./check-types.ts";

const root = new URL("file:///repository/");

/** Files of a spec by path; the first is the root. A string is YAML. */
export type SampleFiles = Readonly<Record<string, unknown>>;

/** Reads a spec whose files exist in memory only. */
export function sampleSpec(files: SampleFiles): Spec {
  const documents = new Map(
    Object.entries(files).map(([path, content]) => [
      new URL(path, root).href,
      typeof content === "string" ? parse(content) : content,
    ]),
  );
  const [file = ""] = documents.keys();
  return readSpec(new URL(file), root, (href) => {
    if (!documents.has(href)) throw new Error("file not found");
    return documents.get(href);
  });
}

/** Makes a document of paths and components, as YAML. */
export function sampleDocument(body: string, version = "3.1.0"): string {
  return `openapi: ${version}\ninfo: { title: Sample, version: "1" }\n${body}`;
}

/** Generates the modules of a document of one file, formatted. */
export async function generateSample(
  body: string,
  { version = "3.1.0", ...options }: ReadOptions & { version?: string } = {},
): Promise<GeneratedApi> {
  const spec = sampleSpec({ "specs/sample/openapi.yaml": sampleDocument(body, version) });
  const { schema, endpoints } = generateApi(spec, { requiresDocs: false, ...options });
  return {
    schema: await formatSource(schema, "generated/sample/schema.ts"),
    endpoints: await formatSource(endpoints, "generated/sample/endpoints.ts"),
  };
}

/** Compiles generated modules together with a module that uses them. */
export function checkUse({ schema, endpoints }: GeneratedApi, use: string): string[] {
  const preamble = `
    import type { Client } from "openapi-fetch";
    import * as api from "./endpoints.ts";
    import type { components, paths } from "./schema.ts";
    declare const client: Client<paths>;
    export type Schemas = components["schemas"];
    export { api, client };
  `;
  return checkTypes({
    "schema.ts": schema,
    "endpoints.ts": endpoints,
    "use.ts": preamble.replaceAll("\n", " ") + use,
  });
}

/** The part of an endpoints module that differs between APIs. */
export function ownPart(endpoints: string): string {
  const endOfCall = endpoints.indexOf("\n}\n", endpoints.indexOf("function call("));
  return endpoints.slice(endOfCall + "\n}\n\n".length);
}

/** The declarations of an endpoints module that match, on one line each. */
export function declarations(endpoints: string, pattern: RegExp): string[] {
  return ownPart(endpoints)
    .split(/;\n/)
    .map((part) => part.slice(part.search(/^(export type| {2}return)/m)))
    .map((part) => part.trim().replaceAll(/\s+/g, " "))
    .filter((part) => pattern.test(part));
}
