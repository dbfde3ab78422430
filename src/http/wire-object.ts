import { InvalidArgumentError } from "./errors.ts";

/** The data of an object as the service gives it. */
export type WireData = { readonly id?: unknown };

/** How an object shows its data. */
export interface WireObjectOptions {
  /** The class's name, for `toString()`: a minifier changes that of the class itself. */
  kind: string;
  /** Whether a field may be assigned. */
  isWritable: (key: string) => boolean;
}

/**
 * An object that shows each field of the service's answer as a property of its own, under the name
 * that it has on the wire, fields that no spec knows among them.
 *
 * A field whose name the class itself uses is in {@link WireObject.details} only.
 */
export abstract class WireObject<Data extends WireData> {
  readonly #options: WireObjectOptions;
  #details: Data;

  constructor(options: WireObjectOptions, data: Data) {
    // Not in a static block, which would keep bundlers from leaving the class out.
    hideFieldsWhenPrinted(WireObject.prototype);
    this.#options = options;
    this.#details = data;
    this.adopt(data);
  }

  /** The service's last answer about this object. Assignments to fields do not change it. */
  get details(): Readonly<Data> {
    return this.#details;
  }

  /** The same as {@link WireObject.details}: what `JSON.stringify` gives. */
  toJSON(): Readonly<Data> {
    return this.#details;
  }

  /** Kind and id: `Video 4147fd6f38fb552c38aba1e2b6923892`. */
  toString(): string {
    return `${this.#options.kind} ${this.#details.id}`;
  }

  /** Takes a new answer over. Fields that it does not have any more disappear. */
  protected adopt(data: Data): void {
    for (const key of Object.keys(this)) Reflect.deleteProperty(this, key);
    this.#details = deepFreeze(data);
    for (const [key, value] of Object.entries(data)) {
      if (!(key in this) && key !== "then") this.#show(key, value);
    }
  }

  /**
   * Sends what was assigned since the last answer, if anything, and takes over the new one. What is
   * assigned meanwhile stays.
   */
  protected async saveChanges<Changes>(send: (changes: Changes) => Promise<Data>): Promise<this> {
    const changes = this.#changes();
    if (Object.keys(changes).length === 0) return this;
    const sent = this.#shown();
    const data = await send(changes as Changes);
    const assigned = Object.entries(this.#shown()).filter(
      ([key, value]) => !isSame(value, sent[key]),
    );
    this.adopt(data);
    for (const [key, value] of assigned) this.#show(key, value);
    return this;
  }

  /**
   * The fields that were assigned since the last answer.
   *
   * @throws {InvalidArgumentError} When a field was removed, or set to `null` or `undefined`: the
   *   services have no way to unset one.
   */
  #changes(): Record<string, unknown> {
    const current = this.#shown();
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

  #shown(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this));
  }

  #show(key: string, value: unknown): void {
    const isWritable = this.#options.isWritable(key);
    // Defined, not assigned: a field named __proto__ must not become the object's prototype.
    Object.defineProperty(this, key, {
      value: isWritable && isObject(value) ? structuredClone(value) : value,
      writable: isWritable,
      enumerable: true,
      configurable: true,
    });
  }
}

/** Sets what `console.log` prints in Node: not the fields, which may hold a secret to be saved. */
function hideFieldsWhenPrinted(prototype: WireObject<WireData>): void {
  const inspect = Symbol.for("nodejs.util.inspect.custom");
  if (Object.hasOwn(prototype, inspect)) return;
  Object.defineProperty(prototype, inspect, {
    value(this: WireObject<WireData>): string {
      return this.toString();
    },
  });
}

/** Whether an answer is data that an object can be made of. */
export function hasId(data: unknown): boolean {
  return isObject(data) && typeof (data as WireData).id === "string";
}

/** Whether an answer is a list of such data. */
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
