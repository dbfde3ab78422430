import { isObject, type JsonObject, listOf } from "./json.ts";
import { freeName, referencedName } from "./names.ts";

/** How a schema uses another one. TypeScript resolves the members of an object only when they are read. */
interface Uses {
  /** Names of the schemas that are part of the type itself: of a union or an intersection. */
  readonly direct: Set<string>;
  /** Names of the schemas that are part of the type of the items of an array. */
  readonly items: Set<string>;
  /** Both. */
  readonly eager: Set<string>;
}

/** Names that the alias of a schema must not hide. */
const takenNames = new Set(
  "components operations paths webhooks $defs Record WithRequired Present BinaryBody Blob Int64 Int64Input".split(
    " ",
  ),
);

/**
 * The component schemas that contain themselves other than as members of an object.
 *
 * As items of an array, they have to be type aliases, because TypeScript resolves only those late:
 * `type Json = string | Json[]`. As part of a union or an intersection they mean nothing:
 * `type A = A | string`.
 */
export class Recursion {
  readonly #uses: ReadonlyMap<string, Uses>;
  readonly #reached = {
    direct: new Map<string, Set<string>>(),
    eager: new Map<string, Set<string>>(),
  };
  readonly #order: ReadonlyMap<string, number>;
  /** Names of the type aliases, by the name of the schema. */
  readonly aliases: ReadonlyMap<string, string>;

  constructor(schemas: JsonObject) {
    const names = Object.keys(schemas);
    this.#uses = new Map(names.map((name) => [name, readUses(schemas[name])]));
    this.#order = new Map(names.map((name, index) => [name, index]));
    const aliases = new Map<string, string>();
    const taken = new Set(takenNames);
    for (const name of names) {
      if (!this.#isInArrayOfItself(name)) continue;
      const alias = freeName(identifierOf(name), (candidate) => taken.has(candidate));
      taken.add(alias);
      aliases.set(name, alias);
    }
    this.aliases = aliases;
  }

  /** Returns the alias by which a schema refers to one that contains it. */
  aliasWithin(name: string, user: string): string | undefined {
    return this.#reaches("eager", name, user) ? this.aliases.get(name) : undefined;
  }

  /** Returns whether a schema is part of another one, which is about to refer to it. */
  isCircular(name: string, user: string): boolean {
    return name === user || this.#reaches("direct", name, user);
  }

  /** Returns whether a schema comes before another one, or is the same. */
  isBefore(name: string, user: string): boolean {
    return (this.#order.get(name) ?? 0) <= (this.#order.get(user) ?? 0);
  }

  #isInArrayOfItself(name: string): boolean {
    if (!this.#reaches("eager", name, name)) return false;
    const family = [...(this.#reached.eager.get(name) ?? [])];
    return family.some((user) =>
      [...(this.#uses.get(user)?.items ?? [])].some(
        (item) => item === name || this.#reaches("eager", item, name),
      ),
    );
  }

  #reaches(kind: "direct" | "eager", from: string, to: string): boolean {
    let reached = this.#reached[kind].get(from);
    if (reached === undefined) {
      reached = new Set(this.#uses.get(from)?.[kind]);
      // The iteration of a Set includes elements that are added during the iteration.
      for (const name of reached) {
        for (const used of this.#uses.get(name)?.[kind] ?? []) reached.add(used);
      }
      this.#reached[kind].set(from, reached);
    }
    return reached.has(to);
  }
}

function readUses(schema: unknown): Uses {
  const uses: Uses = { direct: new Set(), items: new Set(), eager: new Set() };
  collectUses(schema, uses, true);
  return uses;
}

function collectUses(schema: unknown, uses: Uses, isDirect: boolean): void {
  if (!isObject(schema)) return;
  const name = referencedName(schema.$ref);
  if (name !== undefined) {
    uses.eager.add(name);
    uses[isDirect ? "direct" : "items"].add(name);
  }
  for (const part of partsOf(schema)) collectUses(part, uses, isDirect);
  for (const item of [schema.items, ...listOf(schema.prefixItems)]) collectUses(item, uses, false);
}

function partsOf(schema: JsonObject): readonly unknown[] {
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].flatMap(listOf);
  return isObject(schema.if) ? [...lists, schema.if, schema.then, schema.else] : lists;
}

function identifierOf(name: string): string {
  const identifier = name.replaceAll(/[^\w$]+/g, "_");
  return /^[A-Za-z_$]/.test(identifier) ? identifier : `_${identifier}`;
}
