import { formatPointer, isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { componentSections, freeName, nameComponent, schemaReference } from "./names.ts";
import { isPureReference, type ReadDocument, resolveChain, type Target } from "./references.ts";
import { mapChildren, mapValues, type SpecKind } from "./spec-shape.ts";

/** A self-contained document and the origins of its path items. */
export interface Bundle {
  /** The document. Its references all point to `#/components/<section>/<name>`. */
  readonly document: JsonObject;
  /** URL of the file that contains each path item, by the section it is in and its path. */
  readonly origins: ReadonlyMap<string, string>;
  /** References that cannot be resolved, one line each. */
  readonly problems: readonly string[];
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

class Bundler {
  readonly #root: string;
  readonly #read: ReadDocument;
  /** Whether keywords beside a `$ref` count: OpenAPI 3.0 ignores them, 3.1 adds them. */
  #allowsSiblings = false;
  readonly #origins = new Map<string, string>();
  readonly #problems: string[] = [];
  /** Component names by section and target. */
  readonly #names = new Map<string, string>();
  /** Finished components by section. */
  readonly #components = new Map<string, Map<string, unknown>>(
    Object.values(componentSections).map((section) => [section, new Map()]),
  );
  /** Components that already have a name and still need their value. */
  readonly #waiting: (() => void)[] = [];

  constructor(root: string, read: ReadDocument) {
    this.#root = root;
    this.#read = read;
  }

  bundle(): Bundle {
    const source = objectOf(this.#read(this.#root));
    this.#allowsSiblings = !String(source.openapi).startsWith("3.0");
    this.#reserveNames(objectOf(source.components));
    const pathSections = ["paths", "webhooks"]
      .filter((section) => isObject(source[section]))
      .map((section) => [section, this.#pathItems(source, section)]);
    const document = { ...source, ...Object.fromEntries(pathSections) };
    // A value may register further components while it is rewritten.
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next();
    const entries = [...this.#components].flatMap(([section, values]) =>
      values.size === 0 ? [] : [[section, Object.fromEntries(values)] as const],
    );
    // Path items are inlined where they are used.
    const { pathItems, ...extensions } = objectOf(source.components);
    const components = { ...extensions, ...Object.fromEntries(entries) };
    return {
      document: { ...document, components },
      origins: this.#origins,
      problems: [...new Set(this.#problems)],
    };
  }

  /** Reserves the names of the root's components, including those whose values are in other files. */
  #reserveNames(components: JsonObject): void {
    const entries = Object.entries(componentSections).flatMap(([kind, section]) =>
      Object.entries(objectOf(components[section])).map(([name, value]) => {
        const own: Target = { file: this.#root, keys: ["components", section, name], value };
        return { kind: kind as SpecKind, section, name, own };
      }),
    );
    for (const { section, name, own } of entries) {
      if (!isPureReference(own.value)) this.#names.set(targetKey(section, own), name);
    }
    for (const { kind, section, name, own } of entries) {
      const { value } = own;
      const target = isPureReference(value) ? this.#resolve(value.$ref, this.#root) : own;
      if (target !== undefined) this.#register(section, target, kind, name);
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
      const alias = { $ref: `#${formatPointer(["components", section, first ?? name])}` };
      values?.set(name, isAlias ? alias : this.#rewrite(target.value, kind, target.file));
    });
  }

  #pathItems(source: JsonObject, section: string): unknown {
    const items = Object.entries(objectOf(source[section]));
    const own = Object.fromEntries(items.filter(([path]) => !path.startsWith("x-")));
    return mapValues(own, (item, path) => {
      this.#origins.set(originKey(section, path), this.#root);
      if (!isObject(item) || typeof item.$ref !== "string") {
        return this.#rewrite(item, "PathItem", this.#root);
      }
      const target = this.#resolve(item.$ref, this.#root);
      if (target === undefined) return {};
      this.#origins.set(originKey(section, path), target.file);
      return this.#inline(item, target, "PathItem", this.#root);
    });
  }

  #rewrite(node: unknown, kind: SpecKind, file: string): unknown {
    if (!isObject(node)) return node;
    const changed = mapChildren(node, kind, (child, childKind) =>
      this.#rewrite(child, childKind, file),
    );
    if (kind === "Schema") return this.#rewriteSchema(changed, file);
    return typeof changed.$ref === "string"
      ? this.#replaceReference(changed, changed.$ref, kind, file)
      : changed;
  }

  #rewriteSchema(schema: JsonObject, file: string): JsonObject {
    const discriminator = this.#rewriteMapping(schema.discriminator, file);
    // Used parts of `$defs` are components now; openapi-typescript would turn the rest into a property.
    const { $defs, ...used } = schema;
    const own = $defs === undefined ? schema : used;
    const changed = discriminator === own.discriminator ? own : { ...own, discriminator };
    if (typeof changed.$ref !== "string") return changed;
    const reference = this.#replaceReference(changed, changed.$ref, "Schema", file);
    return this.#allowsSiblings ? separateSiblings(reference) : reference;
  }

  #replaceReference(node: JsonObject, reference: string, kind: SpecKind, file: string): JsonObject {
    const target = this.#resolve(reference, file);
    if (target === undefined) return {};
    const section = componentSections[kind];
    if (section === undefined) return this.#inline(node, target, kind, file);
    const $ref = this.#componentReference(target, section, kind);
    if ($ref === reference) return node;
    return { ...node, $ref };
  }

  #inline(node: JsonObject, target: Target, kind: SpecKind, file: string): JsonObject {
    const { $ref: _, ...siblings } = node;
    return {
      ...objectOf(this.#rewrite(target.value, kind, target.file)),
      ...objectOf(this.#rewrite(siblings, kind, file)),
    };
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
    return `#${formatPointer(["components", section, name])}`;
  }

  /** Replaces the names and files of a mapping by references, which the later steps expect. */
  #rewriteMapping(discriminator: unknown, file: string): unknown {
    const toReference = (value: unknown) => {
      const target = this.#resolveMapped(String(value), file);
      return target && this.#componentReference(target, "schemas", "Schema");
    };
    return mapValues(discriminator, (value, key) =>
      key === "mapping" ? mapValues(value, toReference) : value,
    );
  }

  #resolveMapped(value: string, file: string): Target | undefined {
    const isName = this.#components.get("schemas")?.has(value) === true;
    return isName ? this.#resolve(schemaReference(value), this.#root) : this.#resolve(value, file);
  }

  #resolve(reference: string, file: string): Target | undefined {
    try {
      return resolveChain(reference, file, this.#read);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#problems.push(`${file}: cannot resolve $ref "${reference}": ${reason}`);
      return undefined;
    }
  }
}

function targetKey(section: string, { file, keys }: Target): string {
  return `${section} ${file}#${formatPointer(keys)}`;
}

/** Keywords that define a type. Other keywords are allowed beside a `$ref`. */
const typeKeywords = [
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "allOf",
  "anyOf",
  "oneOf",
  "enum",
  "const",
];

/** Moves a reference into `allOf` if keywords beside it add to the type. */
function separateSiblings(schema: JsonObject): JsonObject {
  if (!typeKeywords.some((keyword) => Object.hasOwn(schema, keyword))) return schema;
  const { $ref, ...siblings } = schema;
  return { ...siblings, allOf: [{ $ref }, ...listOf(schema.allOf)] };
}
