import { parse } from "yaml";
import { type GeneratedApi, generateApi } from "../../scripts/generate.ts";
import { readSpec, type Spec } from "../../scripts/openapi/document/load-spec.ts";

const root = new URL("file:///repository/");

/** Files of a spec by path. The first is the root. */
export type SampleFiles = Readonly<Record<string, string>>;

/** Reads a spec whose files exist only in memory. */
export function sampleSpec(files: SampleFiles): Spec {
  const documents = new Map(
    Object.entries(files).map(([path, text]) => [new URL(path, root).href, parse(text)]),
  );
  const [file = ""] = documents.keys();
  return readSpec(new URL(file), root, (href) => {
    if (!documents.has(href)) throw new Error("file not found");
    return documents.get(href);
  });
}

/** Returns a document with the given paths and components, as YAML. */
export function sampleDocument(body: string, version = "3.1.0"): string {
  return `openapi: ${version}\ninfo: { title: Sample, version: "1" }\n${body}`;
}

/** Generates the modules of a document of one file, unformatted. */
export function generateSample(body: string, version?: string): GeneratedApi {
  return generateFiles({ "specs/sample/openapi.yaml": sampleDocument(body, version) });
}

/** Generates the modules of a spec of several files, unformatted. */
export function generateFiles(files: SampleFiles): GeneratedApi {
  return generateApi(sampleSpec(files), { isForeign: true });
}

/** Returns the statements of an endpoints module that match, on one line each. */
export function statements(endpoints: string, pattern: RegExp): string[] {
  const endOfCall = endpoints.indexOf("\n}\n", endpoints.indexOf("function callOperation("));
  return endpoints
    .slice(endOfCall)
    .split(/;\n/)
    .map((part) => part.slice(part.search(/^(export type| {2}return)/m)))
    .map((part) => part.trim().replaceAll(/\s+/g, " "))
    .filter((part) => pattern.test(part));
}
