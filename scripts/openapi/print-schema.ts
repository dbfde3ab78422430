import type { DiscriminatorValues } from "./discriminators.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { isLargeInteger } from "./large-integers.ts";
import { isBinarySchema } from "./media-types.ts";
import { referencedName } from "./names.ts";
import { type HelperType, innerPlace, type Place, type PrintContext } from "./print-context.ts";
import { objectType } from "./print-object.ts";
import { readWhole, type Whole } from "./required-properties.ts";
import {
  isBareNull,
  isCombination,
  isComposed,
  isNullable,
  isScalar,
  literalType,
  rejectsAll,
  toCount,
  typesOf,
} from "./schema-keywords.ts";
import { literalsOf, lookUpProperty } from "./schema-lookup.ts";
import {
  arrayOf,
  intersectionOf,
  literalOf,
  neverType,
  nullType,
  objectWith,
  type TypeText,
  textOfType,
  tupleOf,
  unionOf,
  unknownType,
  withoutSupertype,
} from "./type-text.ts";

/** Prints the types of schemas. */
export class SchemaPrinter {
  readonly #context: PrintContext;

  constructor(context: PrintContext) {
    this.#context = context;
  }

  /** Returns the type of the values that a schema allows. */
  print(schema: unknown, place: Place): TypeText {
    if (schema === false) return neverType;
    if (!isObject(schema)) return unknownType;
    if (rejectsAll(schema)) return neverType;
    if (schema.$ref !== undefined) return this.#reference(schema, place);

    const type =
      literalType(schema) ??
      (isScalar(schema)
        ? this.#basicType(schema, schema.type, place)
        : this.#composition(schema, place));
    return isNullable(schema) ? unionOf([type, nullType]) : type;
  }

  #reference(schema: JsonObject, place: Place): TypeText {
    const keys = place.whole?.ofReferences.get(schema) ?? [];
    const target = this.#target(schema.$ref, place);
    if (keys.length > 0) this.#context.helpers.add("WithRequired");
    const names = keys.map((key) => JSON.stringify(key)).join(" | ");
    const type = keys.length === 0 ? target : [`WithRequired<${textOfType(target)}, ${names}>`];
    return intersectionOf([type, this.#narrowedType(schema, place)]);
  }

  #target(reference: unknown, place: Place): TypeText {
    const { recursion, schemas } = this.#context;
    const name = referencedName(reference);
    if (name === undefined || !Object.hasOwn(schemas, name)) return unknownType;
    const { component, position } = place;
    const alias = component === undefined ? undefined : recursion.aliasWithin(name, component);
    const type = [alias ?? `components["schemas"][${JSON.stringify(name)}]`];
    if (component === undefined || position === "item") return type;
    if (!recursion.isCircular(name, component)) return type;
    if (position === "part") return this.#inlined(name, place);
    return recursion.isBefore(name, component) ? neverType : type;
  }

  /** Prints what a component adds to one that extends it and that it lists as an alternative. */
  #inlined(name: string, place: Place): TypeText {
    const { inlined = [] } = place;
    const schema = this.#context.schemas[name];
    if (inlined.includes(name) || !isObject(schema)) return unknownType;
    const { oneOf, anyOf, ...base } = schema;
    return this.print(base, { ...innerPlace(place, "part"), inlined: [...inlined, name] });
  }

  /** Prints all keywords of a schema that apply to the same value, as an intersection. */
  #composition(schema: JsonObject, place: Place): TypeText {
    const { outer = [] } = place;
    const whole = place.whole ?? readWhole(schema, outer, this.#context.schemas);
    const added = this.#addedType(schema, place, whole);
    if (!isComposed(schema))
      return intersectionOf([this.#core(schema, { ...place, whole }), added]);
    const isCombined = place.isCombined === true || isCombination(schema);
    const inner = { outer: [...outer, schema], isCombined };
    const part = { ...innerPlace(place, "part"), ...inner, whole };
    const alternative = { ...innerPlace(place, "alternative"), ...inner };
    const choice = intersectionOf([
      this.#alternatives(schema, listOf(schema.anyOf), alternative),
      this.#alternatives(schema, listOf(schema.oneOf), alternative),
      this.#condition(schema, alternative),
    ]);
    return intersectionOf([
      withoutSupertype(this.#core(schema, { ...place, whole, isCombined }), choice),
      ...listOf(schema.allOf).map((item) =>
        isBareNull(item) ? unknownType : this.print(item, part),
      ),
      choice,
      added,
    ]);
  }

  #alternatives(schema: JsonObject, options: readonly unknown[], place: Place): TypeText {
    if (options.length === 0) return unknownType;
    return unionOf(
      options.map((option) => {
        if (isBareNull(option)) return nullType;
        const narrowed = this.#context.discriminators.narrowOption(schema, option);
        return intersectionOf([this.print(option, place), objectWith(literalTypes(narrowed))]);
      }),
    );
  }

  /** Prints `if`, `then` and `else`, unless one of the two cases allows any value. */
  #condition(schema: JsonObject, place: Place): TypeText {
    if (!isObject(schema.if) || schema.then === undefined || schema.else === undefined) {
      return unknownType;
    }
    const fulfilled = intersectionOf([
      this.print(schema.if, place),
      this.print(schema.then, place),
    ]);
    return unionOf([fulfilled, this.print(schema.else, place)]);
  }

  /** Prints the properties that no part of a schema declares or requires, although they are there. */
  #addedType(schema: JsonObject, place: Place, whole: Whole): TypeText {
    if (place.whole !== undefined || whole.others.size === 0) {
      return this.#narrowedType(schema, place);
    }
    const types = [...whole.others].map(([key, isDeclared]) => {
      if (isDeclared) this.#context.helpers.add("Present");
      return [key, isDeclared ? ["Present"] : unknownType] as const;
    });
    return intersectionOf([this.#narrowedType(schema, place), objectWith(new Map(types))]);
  }

  /** Prints the discriminator properties that a component inherits or does not declare. */
  #narrowedType(schema: JsonObject, { narrowed = noValues }: Place): TypeText {
    if (narrowed.size === 0) return unknownType;
    const { schemas } = this.#context;
    const missing = [...narrowed].filter(([key, values]) => {
      if (Object.hasOwn(objectOf(schema.properties), key)) return false;
      const stated = literalsOf(schema, key, schemas);
      const isStated = stated?.every((value) => values.includes(value));
      return !(isStated && lookUpProperty(schema, key, schemas).isRequired);
    });
    return objectWith(literalTypes(new Map(missing)));
  }

  #core(schema: JsonObject, place: Place): TypeText {
    const types = typesOf(schema);
    if (types.length === 0) return unknownType;
    return unionOf(types.map((type) => this.#basicType(schema, type, place)));
  }

  #basicType(schema: JsonObject, type: unknown, place: Place): TypeText {
    if (isBinarySchema(schema)) return this.#helper(place.isWritten ? "BinaryBody" : "Blob");
    switch (type) {
      case "object":
        return this.#object(schema, place);
      case "array":
        return this.#array(schema, innerPlace(place, "item"));
      case "integer":
      case "number":
        if (!isLargeInteger(schema)) return ["number"];
        return this.#helper(place.isWritten ? "Int64Input" : "Int64");
      case "string":
      case "boolean":
      case "null":
        return [type];
      default:
        return unknownType;
    }
  }

  #helper(name: HelperType | "Blob"): TypeText {
    if (name !== "Blob") this.#context.helpers.add(name);
    return [name];
  }

  #object(schema: JsonObject, place: Place): TypeText {
    const { isWritten, hasComments = true, isCombined = false, narrowed = noValues } = place;
    const required = place.whole?.required ?? new Set();
    return objectType(schema, { isWritten, isCombined, required, narrowed }, (member, isFirst) =>
      this.print(member, { isWritten, hasComments: hasComments && isFirst }),
    );
  }

  /**
   * Prints an array. Without `minItems` all items of `prefixItems` are present, which is what authors
   * mean; without `items: false` or `maxItems` more may follow.
   */
  #array(schema: JsonObject, place: Place): TypeText {
    const { items, minItems, maxItems } = schema;
    const rest = Array.isArray(items) ? unknownType : this.print(items, place);
    const prefix = listOf(schema.prefixItems).slice(0, toCount(maxItems) ?? Infinity);
    if (prefix.length === 0) return arrayOf(rest);
    const minimum = toCount(minItems) ?? prefix.length;
    const elements = prefix.map((item, index) => {
      return { type: this.print(item, place), isOptional: index >= minimum };
    });
    const isClosed =
      items === false || schema.unevaluatedItems === false || toCount(maxItems) === prefix.length;
    return tupleOf(elements, isClosed ? undefined : rest);
  }
}

const noValues: DiscriminatorValues = new Map();

function literalTypes(values: DiscriminatorValues): Map<string, TypeText> {
  return new Map([...values].map(([key, list]) => [key, unionOf(list.map(literalOf))]));
}
