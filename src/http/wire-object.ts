import { InvalidArgumentError } from "./errors.ts";

/** Data of an object as the service returns it. */
type WireData = { readonly id?: unknown };

/** Options of a {@link WireObject}. */
interface WireObjectOptions {
  /** Name of the class, for `toString()`. A minifier may change the name of the class itself. */
  kind: string;
  /** Whether a field may be assigned. */
  isWritable: (key: string) => boolean;
}

/**
 * An object with a property for each field of the service's response, under the name that it has on
 * the wire. Fields that the spec does not know are included.
 *
 * A field whose name the class itself uses is only in {@link WireObject.details}.
 */
export abstract class WireObject<Data extends WireData> {
  readonly #options: WireObjectOptions;
  #details: Data;

  constructor(options: WireObjectOptions, data: Data) {
    // Not in a static block, which would keep bundlers from dropping the class.
    hideFieldsWhenPrinted(WireObject.prototype);
    this.#options = options;
    this.#details = data;
    this.adopt(data);
  }

  /** The last response of the service about this object. Assignments to fields do not change it. */
  get details(): Readonly<Data> {
    return this.#details;
  }

  /** Returns {@link WireObject.details}, for `JSON.stringify`. */
  toJSON(): Readonly<Data> {
    return this.#details;
  }

  /** Returns kind and id: `Video 4147fd6f38fb552c38aba1e2b6923892`. */
  toString(): string {
    return `${this.#options.kind} ${this.#details.id}`;
  }

  /** Replaces the data with that of a new response. Fields that it does not have disappear. */
  protected adopt(data: Data): void {
    for (const key of Object.keys(this)) Reflect.deleteProperty(this, key);
    this.#details = deepFreeze(data);
    for (const [key, value] of Object.entries(data)) {
      if (!(key in this) && key !== "then") this.#define(key, value);
    }
  }

  /**
   * Sends the fields that were assigned since the last response, if any, and adopts the new response.
   * Fields that are assigned while the request is in flight keep their values.
   */
  protected async saveChanges<Changes>(send: (changes: Changes) => Promise<Data>): Promise<this> {
    const changes = this.#changes();
    if (Object.keys(changes).length === 0) return this;
    const sent = this.#fields();
    const data = await send(changes as Changes);
    const assigned = Object.entries(this.#fields()).filter(
      ([key, value]) => !isSame(value, sent[key]),
    );
    this.adopt(data);
    for (const [key, value] of assigned) this.#define(key, value);
    return this;
  }

  /**
   * Returns the fields that were assigned since the last response.
   *
   * @throws {InvalidArgumentError} When a field was removed, or set to `null` or `undefined`: the
   *   services cannot unset one.
   */
  #changes(): Record<string, unknown> {
    const current = this.#fields();
    const known = this.#details as Record<string, unknown>;
    const hidden = (key: string) => key in Object.getPrototypeOf(this) || key === "then";
    const keys = Object.keys({ ...known, ...current }).filter((key) => !hidden(key));
    const changed = keys.filter((key) => !isSame(current[key], known[key]));
    for (const key of changed) {
      if (current[key] !== null && current[key] !== undefined) continue;
      const expectation = `cannot be unset: assign a value to change it, or reload()`;
      throw new InvalidArgumentError(`${this.#options.kind}.${key}`, expectation);
    }
    return Object.fromEntries(changed.map((key) => [key, current[key]]));
  }

  #fields(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this));
  }

  #define(key: string, value: unknown): void {
    const isWritable = this.#options.isWritable(key);
    // Defined, not assigned: a field named __proto__ must not become the prototype of the object.
    Object.defineProperty(this, key, {
      value: isWritable && isObject(value) ? structuredClone(value) : value,
      writable: isWritable,
      enumerable: true,
      configurable: true,
    });
  }
}

/** Makes `console.log` print only kind and id in Node: the fields may hold a secret. */
function hideFieldsWhenPrinted(prototype: WireObject<WireData>): void {
  const inspect = Symbol.for("nodejs.util.inspect.custom");
  if (Object.hasOwn(prototype, inspect)) return;
  Object.defineProperty(prototype, inspect, {
    value(this: WireObject<WireData>): string {
      return this.toString();
    },
  });
}

/** Returns whether response data can become an object. */
export function hasId(data: unknown): boolean {
  return isObject(data) && typeof (data as WireData).id === "string";
}

/** Returns whether response data is a list of objects with an id. */
export function isListOfObjects(data: unknown): boolean {
  return Array.isArray(data) && data.every(hasId);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (isObject(a) && JSON.stringify(a) === JSON.stringify(b));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function deepFreeze<Value>(value: Value): Value {
  if (!isObject(value) || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}
