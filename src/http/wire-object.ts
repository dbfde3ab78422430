import { InvalidArgumentError } from "./errors.ts";
import { createHidden } from "./hidden.ts";
import { toPrintable } from "./printable.ts";

/** Data of an object as the service returns it. */
type WireData = { readonly id?: unknown };

/** Maximum length of an id in the text that {@link WireObject.toString} returns. */
const maxIdLength = 200;

/** Options of a {@link WireObject}. */
interface WireObjectOptions {
  /** Name of the class, for `toString()`. A minifier may change the name of the class itself. */
  kind: string;
  /** Whether a field may be assigned. */
  isWritable: (key: string) => boolean;
}

/** Options of an object, and the last response about it. */
interface WireState {
  readonly options: WireObjectOptions;
  details: WireData;
}

const states = /* @__PURE__ */ createHidden<WireState>();

/**
 * An object with a property for each field of the service's response, under the name that it has on
 * the wire. Fields that the spec does not know are included.
 *
 * A field whose name the class itself uses is only in {@link WireObject.details}.
 */
export abstract class WireObject<Data extends WireData> {
  constructor(options: WireObjectOptions, data: Data) {
    // Not in a static block, which would keep bundlers from dropping the class.
    hideFieldsWhenPrinted(WireObject.prototype);
    states.set(this, { options, details: data });
    this.adopt(data);
  }

  /** The last response of the service about this object. Assignments to fields do not change it. */
  get details(): Readonly<Data> {
    return states.of(this).details as Data; // Set by adopt().
  }

  /** Returns {@link WireObject.details}, for `JSON.stringify`. */
  toJSON(): Readonly<Data> {
    return this.details;
  }

  /** Returns kind and id: `Video 4147fd6f38fb552c38aba1e2b6923892`. */
  toString(): string {
    const { options, details } = states.of(this);
    return `${options.kind} ${toPrintable(String(details.id), maxIdLength)}`;
  }

  /** Replaces the data with that of a new response. Fields that it does not have disappear. */
  protected adopt(data: Data): void {
    const details = deepFreeze({ ...data, id: String(data.id) });
    states.of(this).details = details; // First: should it fail, the object stays as it was.
    for (const key of Object.keys(this)) Reflect.deleteProperty(this, key);
    for (const [key, value] of Object.entries(details)) {
      if (!(key in this) && key !== "then") define(this, key, value);
    }
  }

  /**
   * Sends the fields that were assigned since the last response, if any, and adopts the new response, or
   * the fields that were sent if it has none. Fields that are assigned while the request is in flight keep their values.
   */
  protected async saveChanges<Changes>(
    send: (changes: Changes) => Promise<Data | undefined>,
  ): Promise<this> {
    const changes = changesOf(this);
    if (Object.keys(changes).length === 0) return this;
    const sent = fieldsOf(this);
    const data = (await send(changes as Changes)) ?? { ...this.details, ...changes };
    const assigned = Object.entries(this).filter(([key, value]) => !isSame(value, sent[key]));
    this.adopt(data);
    for (const [key, value] of assigned) define(this, key, value);
    return this;
  }
}

/**
 * Returns the fields that were assigned since the last response.
 *
 * @throws {InvalidArgumentError} When a field was removed, or set to `null` or `undefined`: the
 *   services cannot unset one.
 */
function changesOf(object: WireObject<WireData>): Record<string, unknown> {
  const { options, details } = states.of(object);
  const current = fieldsOf(object);
  const known = details as Record<string, unknown>;
  const hidden = (key: string) => key in Object.getPrototypeOf(object) || key === "then";
  const keys = Object.keys({ ...known, ...current }).filter((key) => !hidden(key));
  const changed = keys.filter((key) => !isSame(current[key], known[key]));
  for (const key of changed) {
    if (current[key] !== null && current[key] !== undefined) continue;
    const expectation = `cannot be unset: assign a value to change it, or reload()`;
    throw new InvalidArgumentError(`${options.kind}.${key}`, expectation);
  }
  return Object.fromEntries(changed.map((key) => [key, current[key]]));
}

function fieldsOf(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object));
}

function define(object: WireObject<WireData>, key: string, value: unknown): void {
  const isWritable = states.of(object).options.isWritable(key);
  // Defined, not assigned: a field named __proto__ must not become the prototype of the object.
  Object.defineProperty(object, key, {
    value: isWritable && isObject(value) ? structuredClone(value) : value,
    writable: isWritable,
    enumerable: true,
    configurable: true,
  });
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

/** Returns the path parameters of requests about an object. */
export function targetOf({ details }: { details: { id: string } }): { path: { id: string } } {
  return { path: { id: details.id } };
}

/** Returns whether response data can become an object. An id that arrives as a number becomes text. */
export function hasId(data: unknown): boolean {
  const id = isObject(data) ? (data as WireData).id : undefined;
  return typeof id === "string" || Number.isSafeInteger(id);
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
