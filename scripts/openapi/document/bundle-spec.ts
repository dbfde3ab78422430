import {
  componentReference,
  componentSections,
  freeName,
  nameComponent,
  schemaReference,
} from "./component-names.ts";
import { formatPointer, isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { componentUrl, descend, type LocatedProblem, type Location, locate } from "./location.ts";
import {
  expandAnchor,
  expandCollections,
  isPureReference,
  type ReadDocument,
  resolveChain,
  type Target,
} from "./references.ts";
import { repairNode, unusedKinds } from "./repair-node.ts";
import { mapChildren, mapValues, type SpecKind } from "./spec-shape.ts";

/** A self-contained document and the origins of its path items. */
export interface Bundle {
  /**
   * The document. Its references all point to `#/components/<section>/<name>`, and its nodes have the
   * types of OpenAPI; the problems describe what had to be changed.
   */
  readonly document: JsonObject;
  /** Locations of the path items, by the section they are in and their path. */
  readonly origins: ReadonlyMap<string, Location>;
  readonly problems: readonly LocatedProblem[];
}

/**
 * Joins a document and the files it refers to.
 *
 * The targets of references become components; path items are inlined. A file is read when a
 * reference points to it.
 */
export function bundleSpec(file: string, read: ReadDocument): Bundle {
  return new Bundler(file, read).bundle();
}

/** The key of a path item in {@link Bundle.origins}. */
export function originKey(section: string, path: string): string {
  return `${section} ${path}`;
}

/** Number of nodes inside one another that the later steps can process. */
const maxDepth = 100;

class Bundler {
  readonly #root: string;
  readonly #read: ReadDocument;
  /** Whether keywords beside a `$ref` count: OpenAPI 3.0 ignores them, 3.1 adds them. */
  #allowsSiblings = false;
  readonly #origins = new Map<string, Location>();
  readonly #problems: LocatedProblem[] = [];
  /** Component names by section and target. */
  readonly #names = new Map<string, string>();
  /** Finished components by section. */
  readonly #components = new Map<string, Map<string, unknown>>(
    Object.values(componentSections).map((section) => [section, new Map()]),
  );
  /** Components that already have a name and still need their value. */
  readonly #waiting: (() => void)[] = [];
  /** Targets that are being inlined. */
  readonly #inlining = new Set<string>();

  constructor(root: string, read: ReadDocument) {
    this.#root = root;
    this.#read = read;
  }

  bundle(): Bundle {
    const at = locate(this.#root);
    const source = this.#prepare(this.#read(this.#root), "Document", at);
    this.#allowsSiblings = !String(source.openapi).startsWith("3.0");
    const own = this.#prepare(source.components ?? {}, "Components", descend(at, ["components"]));
    this.#reserveNames(own);
    const pathSections = ["paths", "webhooks"]
      .filter((section) => isObject(source[section]))
      .map((section) => [section, this.#pathItems(source, section, at)]);
    const document = { ...source, ...Object.fromEntries(pathSections) };
    // A value may register further components while it is rewritten.
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next();
    const entries = [...this.#components].flatMap(([section, values]) =>
      values.size === 0 ? [] : [[section, Object.fromEntries(values)] as const],
    );
    // Path items are inlined where they are used.
    const { pathItems, ...extensions } = own;
    const components = { ...extensions, ...Object.fromEntries(entries) };
    return {
      document: { ...document, components },
      origins: this.#origins,
      problems: this.#problems,
    };
  }

  /** Reserves the names of the root's components, including those whose values are in other files. */
  #reserveNames(components: JsonObject): void {
    const at = descend(locate(this.#root), ["components"]);
    const entries = Object.entries(componentSections).flatMap(([kind, section]) =>
      Object.entries(objectOf(components[section])).map(([name, value]) => {
        const own: Target = { file: this.#root, keys: ["components", section, name], value };
        return { kind: kind as SpecKind, section, name, own };
      }),
    );
    const targets = entries.flatMap(({ kind, section, name, own }) => {
      const { value } = own;
      const from = descend(at, [section, name], unusedKinds.has(kind));
      const target = isPureReference(value) ? this.#resolve(value.$ref, from) : own;
      return target === undefined ? [] : [{ kind, section, name, target }];
    });
    // A target keeps the name of its own key; other names of it become aliases.
    for (const { section, name, target } of targets) {
      if (target.keys.at(-1) === name) this.#names.set(targetKey(section, target), name);
    }
    for (const { kind, section, name, target } of targets) {
      this.#register(section, target, kind, name);
    }
  }

  /** Schedules the value of a component. A second name of the same schema refers to the first. */
  #register(section: string, target: Target, kind: SpecKind, name: string): void {
    const key = targetKey(section, target);
    const first = this.#names.get(key);
    const values = this.#components.get(section);
    const isAlias = first !== undefined && first !== name && kind === "Schema";
    if (first === undefined) this.#names.set(key, name);
    values?.set(name, undefined);
    this.#waiting.push(() => {
      const alias = { $ref: componentReference(section, first ?? name) };
      const at = locate(target.file, target.keys, unusedKinds.has(kind));
      values?.set(name, isAlias ? alias : this.#rewrite(target.value, kind, at));
    });
  }

  #pathItems(source: JsonObject, section: string, root: Location): unknown {
    const items = Object.entries(objectOf(source[section]));
    const isExtension = (key: string) => section === "paths" && key.startsWith("x-");
    const own = Object.fromEntries(items.filter(([path]) => !isExtension(path)));
    return mapValues(own, (item, path) => {
      const at = descend(root, [section, path]);
      this.#origins.set(originKey(section, path), at);
      if (!isObject(item) || typeof item.$ref !== "string") {
        return this.#rewrite(item, "PathItem", at);
      }
      const target = this.#resolve(item.$ref, at);
      if (target === undefined) return {};
      this.#origins.set(originKey(section, path), locate(target.file, target.keys));
      return this.#inline(item, target, "PathItem", at);
    });
  }

  /** Returns a node without references in unusual places, and with fields of the right types. */
  #prepare(node: unknown, kind: SpecKind, at: Location): JsonObject {
    const resolve = (reference: string, key: string) =>
      this.#resolve(reference, descend(at, [key]));
    const expanded = isObject(node) ? expandCollections(node, kind, resolve) : node;
    return objectOf(this.#repair(expanded, kind, at));
  }

  #repair(node: unknown, kind: SpecKind, at: Location): JsonObject | boolean {
    return repairNode(node, kind, (keys, reason, isMinor) =>
      this.#report(keys.length === 0 ? at : descend(at, keys), reason, isMinor),
    );
  }

  #rewrite(node: unknown, kind: SpecKind, at: Location): unknown {
    if (typeof node === "boolean") return this.#repair(node, kind, at);
    if (at.depth > maxDepth) {
      this.#report(at, "is nested too deeply", false);
      return {};
    }
    const expanded = kind === "Schema" ? expandAnchor(node, componentUrl(at), this.#read) : node;
    const own = this.#prepare(expanded, kind, at);
    const changed = mapChildren(own, kind, (child, childKind, _, keys) =>
      this.#rewrite(child, childKind, descend(at, keys, unusedKinds.has(childKind))),
    );
    if (kind === "Schema") return this.#rewriteSchema(changed, at);
    return typeof changed.$ref === "string"
      ? this.#replaceReference(changed, changed.$ref, kind, at)
      : changed;
  }

  #rewriteSchema(schema: JsonObject, at: Location): JsonObject {
    const discriminator = this.#rewriteMapping(schema.discriminator, at);
    // Used parts of `$defs` are components now; nothing is generated from the rest.
    const { $defs, ...used } = schema;
    const own = $defs === undefined ? schema : used;
    const changed = discriminator === own.discriminator ? own : { ...own, discriminator };
    if (typeof changed.$ref !== "string") return changed;
    const reference = this.#replaceReference(changed, changed.$ref, "Schema", at);
    return this.#allowsSiblings ? separateSiblings(reference) : reference;
  }

  #replaceReference(node: JsonObject, reference: string, kind: SpecKind, at: Location): JsonObject {
    const target = this.#resolve(reference, at);
    if (target === undefined) return {};
    const section = componentSections[kind];
    if (section === undefined) return this.#inline(node, target, kind, at);
    const $ref = this.#componentReference(target, section, kind);
    if ($ref === reference) return node;
    return { ...node, $ref };
  }

  /** A callback may refer to the path item that it is part of. It is left out there. */
  #inline(node: JsonObject, target: Target, kind: SpecKind, at: Location): JsonObject {
    const key = targetKey(kind, target);
    if (this.#inlining.has(key)) return {};
    const { $ref: _, ...siblings } = node;
    const targetAt = locate(target.file, target.keys, at.isUnused, at.depth + 1);
    this.#inlining.add(key);
    const inlined = objectOf(this.#rewrite(target.value, kind, targetAt));
    this.#inlining.delete(key);
    return { ...inlined, ...objectOf(this.#rewrite(siblings, kind, descend(at, []))) };
  }

  #componentReference(target: Target, section: string, kind: SpecKind): string {
    let name = this.#names.get(targetKey(section, target));
    if (name === undefined) {
      const values = this.#components.get(section);
      name = freeName(
        nameComponent(target.file, target.keys),
        (taken) => values?.has(taken) === true,
      );
      this.#register(section, target, kind, name);
    }
    return componentReference(section, name);
  }

  /** Replaces the names and files of a mapping by references, which the later steps expect. */
  #rewriteMapping(discriminator: unknown, at: Location): unknown {
    if (!isObject(discriminator) || !isObject(discriminator.mapping)) return discriminator;
    const entries = Object.entries(discriminator.mapping).flatMap(([value, name]) => {
      const from = descend(at, ["discriminator", "mapping", value]);
      const target = this.#resolveMapped(String(name), from);
      if (target === undefined) return [];
      return [[value, this.#componentReference(target, "schemas", "Schema")] as const];
    });
    return { ...discriminator, mapping: Object.fromEntries(entries) };
  }

  #resolveMapped(value: string, at: Location): Target | undefined {
    const isName = this.#components.get("schemas")?.has(value) === true;
    if (isName) return this.#resolve(schemaReference(value), locate(this.#root));
    return this.#resolve(value, at, true);
  }

  #resolve(reference: string, at: Location, isMinor = false): Target | undefined {
    try {
      return resolveChain(reference, at.file, this.#read);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#report(at, `cannot resolve $ref "${reference}": ${reason}`, isMinor);
      return undefined;
    }
  }

  #report(location: Location, reason: string, isMinor: boolean): void {
    this.#problems.push({ location, reason, isMinor: isMinor || location.isUnused });
  }
}

function targetKey(section: string, { file, keys }: Target): string {
  return `${section} ${file}#${formatPointer(keys)}`;
}

/** Keywords that define a type. Other keywords are allowed beside a `$ref`. */
const typeKeywords = [
  "type",
  "properties",
  "patternProperties",
  "required",
  "additionalProperties",
  "items",
  "prefixItems",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "enum",
  "const",
];

/** Moves a reference into `allOf` if keywords beside it add to the type. */
function separateSiblings(schema: JsonObject): JsonObject {
  if (!typeKeywords.some((keyword) => Object.hasOwn(schema, keyword))) return schema;
  const { $ref, ...siblings } = schema;
  return { ...siblings, allOf: [{ $ref }, ...listOf(schema.allOf)] };
}
