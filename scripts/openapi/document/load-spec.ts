import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSpec, originKey } from "./bundle-spec.ts";
import { type JsonObject, objectOf } from "./json.ts";
import { formatLocation } from "./location.ts";
import { parseDocument } from "./parse-document.ts";
import type { ReadDocument } from "./references.ts";
import { completeVersion } from "./repair-node.ts";

/** A bundled OpenAPI document. */
export interface Spec {
  /** Path of the root file, as it appears in messages and in the generated files. */
  readonly name: string;
  readonly document: JsonObject;
  /** Locations of the path items; see `originKey`. */
  readonly origins: ReadonlyMap<string, string>;
  /** What was wrong with the document. */
  readonly problems: readonly SpecProblem[];
}

/** A reason why a document cannot be generated as it is. */
export interface SpecProblem {
  /** One line: file, JSON pointer, reason. */
  readonly text: string;
  /** Whether the generated code does not need the part, or a correct part has taken its place. */
  readonly isMinor: boolean;
}

/** The error of an invalid spec, with all of its problems. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  /** One line each: file, JSON pointer, reason. */
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
 * @throws {SpecError} When the root file cannot be read, or is not OpenAPI 3.0 or 3.1. Other problems
 * are in the result.
 */
export function loadSpec(file: URL, root: URL): Spec {
  return readSpec(file, root, readOnce(readDocument));
}

/**
 * Reads a spec that has to be correct.
 *
 * @throws {SpecError} When it has any problem.
 */
export function loadCorrectSpec(file: URL, root: URL): Spec {
  const spec = loadSpec(file, root);
  rejectProblems(spec.name, spec.problems, {});
  return spec;
}

/** Does the same as {@link loadSpec}, with the file system as an argument. */
export function readSpec(file: URL, root: URL, read: ReadDocument): Spec {
  const nameOf = createNames(root);
  const name = nameOf(file.href);
  rejectOtherVersions(name, objectOf(readRoot(name, file, read)));

  const { document, origins, problems } = bundleSpec(file.href, read);
  const named = [...origins].map(([key, at]) => [key, formatLocation(at, nameOf)] as const);
  return {
    name,
    document,
    origins: new Map(named),
    problems: problems.map(({ location, reason, isMinor }) => {
      return { text: `${formatLocation(location, nameOf)}: ${reason}`, isMinor };
    }),
  };
}

/**
 * Throws if a spec cannot be generated.
 *
 * @param isForeign - Whether minor problems do not count.
 * @throws {SpecError} It lists all problems that count, each once.
 */
export function rejectProblems(
  name: string,
  problems: readonly SpecProblem[],
  { isForeign = false },
): void {
  const counted = problems.filter(({ isMinor }) => !(isMinor && isForeign));
  if (counted.length > 0) throw new SpecError(name, [...new Set(counted.map(({ text }) => text))]);
}

/** Returns the location of a path item. */
export function locationOf(spec: Spec, path: string): string {
  return spec.origins.get(originKey("paths", path)) ?? spec.name;
}

/** Returns a function that names files by their paths relative to a folder. */
function createNames(root: URL): (href: string) => string {
  const folder = fileURLToPath(root);
  return (href) => relative(folder, fileURLToPath(href)).replaceAll("\\", "/");
}

function readRoot(name: string, file: URL, read: ReadDocument): unknown {
  try {
    return read(file.href);
  } catch (error) {
    throw new SpecError(name, [`${name}: ${error instanceof Error ? error.message : error}`]);
  }
}

function rejectOtherVersions(name: string, { openapi, swagger }: JsonObject): void {
  if (/^3\.[01]\.\d/.test(completeVersion(openapi))) return;
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
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new Error(isMissing ? "file not found" : "cannot read the file", { cause });
  }
  return parseDocument(text);
}

/** Remembers the files that have been read, and those that cannot be read. */
function readOnce(read: ReadDocument): ReadDocument {
  const documents = new Map<string, () => unknown>();
  return (href) => {
    const known = documents.get(href);
    if (known !== undefined) return known();
    try {
      const document = read(href);
      documents.set(href, () => document);
      return document;
    } catch (error) {
      documents.set(href, () => {
        throw error;
      });
      throw error;
    }
  };
}

/** Returns the names of the APIs of a repository: the folders of `specs/` with an `openapi.yaml`. */
export function listApis(root: URL): string[] {
  const names = readdirSync(new URL("specs/", root));
  return names.filter((name) => existsSync(new URL(`specs/${name}/openapi.yaml`, root))).sort();
}
