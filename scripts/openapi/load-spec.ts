import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Bundle, bundleSpec, originKey } from "./bundle-spec.ts";
import { type JsonObject, objectOf } from "./json.ts";
import type { ReadDocument } from "./references.ts";

/** A bundled OpenAPI document. */
export interface Spec {
  /** Path of the root file, as it appears in messages and in the generated files. */
  readonly name: string;
  readonly document: JsonObject;
  /** Path of the file that contains each path item; see `originKey`. */
  readonly origins: ReadonlyMap<string, string>;
}

/** The error of an invalid spec, with all of its problems. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  /** One line each: file, location, reason. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(`Cannot process ${file}:${problems.map((problem) => `\n  ${problem}`).join("")}`);
    this.problems = problems;
  }
}

/**
 * Reads a spec and all files that it refers to.
 *
 * @param root - Folder that file names in messages are relative to.
 * @throws {SpecError} When it is not OpenAPI 3.0 or 3.1, or a reference cannot be resolved.
 */
export function loadSpec(file: URL, root: URL): Spec {
  return readSpec(file, root, readOnce(readDocument));
}

/** Does the same as {@link loadSpec}, with the file system as an argument. */
export function readSpec(file: URL, root: URL, read: ReadDocument): Spec {
  const nameOf = (href: string) => decodeURI(href.replace(root.href, ""));
  const name = nameOf(file.href);
  rejectOtherVersions(name, objectOf(readRoot(name, file, read)));

  const bundle = bundleSpec(file.href, read);
  if (bundle.problems.length > 0) throw new SpecError(name, nameFiles(bundle, nameOf));
  const origins = [...bundle.origins].map(([key, href]) => [key, nameOf(href)] as const);
  return { name, document: bundle.document, origins: new Map(origins) };
}

/** Returns the path of the file that contains a path item. */
export function fileOf(spec: Spec, path: string): string {
  return spec.origins.get(originKey("paths", path)) ?? spec.name;
}

function readRoot(name: string, file: URL, read: ReadDocument): unknown {
  try {
    return read(file.href);
  } catch (error) {
    throw new SpecError(name, [`${name}: ${error instanceof Error ? error.message : error}`]);
  }
}

function nameFiles({ problems }: Bundle, nameOf: (href: string) => string): string[] {
  return problems.map((problem) => problem.replace(/^\S+(?=: )/, nameOf));
}

function rejectOtherVersions(name: string, { openapi, swagger }: JsonObject): void {
  if (typeof openapi === "string" && /^3\.[01]\.\d/.test(openapi)) return;
  const found =
    openapi === undefined && swagger === undefined
      ? "the field `openapi` is missing"
      : `OpenAPI ${openapi ?? swagger} is not supported`;
  throw new SpecError(name, [`${name}: ${found}; supported versions are 3.0 and 3.1`]);
}

function readDocument(href: string): unknown {
  let text: string;
  try {
    text = readFileSync(new URL(href), "utf8");
  } catch (cause) {
    throw new Error("file not found", { cause });
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

/** Returns the names of the APIs of a repository: the folders of `specs/` with an `openapi.yaml`. */
export function listApis(root: URL): string[] {
  const names = readdirSync(new URL("specs/", root));
  return names.filter((name) => existsSync(new URL(`specs/${name}/openapi.yaml`, root))).sort();
}
