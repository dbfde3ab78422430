import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Bundle, bundleSpec } from "./bundle-spec.ts";
import { type JsonObject, objectOf } from "./json.ts";
import type { ReadDocument } from "./resolve-reference.ts";
import { SpecError } from "./spec-error.ts";

/** An OpenAPI document in one piece. */
export interface Spec {
  /** Path of the root file, as it is named in messages and in the generated files. */
  readonly name: string;
  readonly document: JsonObject;
  /** Path of the file that holds each path item; see `originKey`. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * Reads a spec and all files it refers to.
 *
 * @param root - Folder that file names in messages are relative to.
 * @throws {SpecError} When it is not OpenAPI 3.0 or 3.1, or a reference leads nowhere.
 */
export function loadSpec(file: URL, root: URL): Spec {
  return readSpec(file, root, readOnce(readDocument));
}

/** {@link loadSpec} with the file system as an argument. */
export function readSpec(file: URL, root: URL, read: ReadDocument): Spec {
  const nameOf = (href: string) => decodeURI(href.replace(root.href, ""));
  const name = nameOf(file.href);
  refuseOtherVersions(name, objectOf(readRoot(name, file, read)));

  const bundle = bundleSpec(file.href, read);
  if (bundle.problems.length > 0) throw new SpecError(name, nameProblems(bundle, nameOf));
  const origins = [...bundle.origins].map(([key, href]) => [key, nameOf(href)] as const);
  return { name, document: bundle.document, origins: new Map(origins) };
}

function readRoot(name: string, file: URL, read: ReadDocument): unknown {
  try {
    return read(file.href);
  } catch (error) {
    throw new SpecError(name, [`${name}: ${error instanceof Error ? error.message : error}`]);
  }
}

function nameProblems({ problems }: Bundle, nameOf: (href: string) => string): string[] {
  return problems.map((problem) => problem.replace(/^\S+(?=: )/, nameOf));
}

function refuseOtherVersions(name: string, { openapi, swagger }: JsonObject): void {
  if (typeof openapi === "string" && /^3\.[01]\.\d/.test(openapi)) return;
  const found =
    openapi === undefined && swagger === undefined
      ? "there is no `openapi` version"
      : `OpenAPI ${openapi ?? swagger} is not supported`;
  throw new SpecError(name, [`${name}: ${found}; 3.0 and 3.1 are`]);
}

function readDocument(href: string): unknown {
  let text: string;
  try {
    text = readFileSync(new URL(href), "utf8");
  } catch (cause) {
    throw new Error("there is no such file", { cause });
  }
  return href.endsWith(".json") ? JSON.parse(text) : parse(text);
}

function readOnce(read: ReadDocument): ReadDocument {
  const documents = new Map<string, unknown>();
  return (href) => {
    if (!documents.has(href)) documents.set(href, read(href));
    return documents.get(href);
  };
}
