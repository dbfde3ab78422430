/** State of objects that neither `console.log` nor `JSON.stringify` shows. */
interface Hidden<State> {
  /** Attaches the state to an object, for good. */
  set(owner: object, state: State): void;
  /** Returns the state of an object, or of a proxy of it. */
  of(owner: object): State;
  /** Returns the state of an object that may have none. */
  find(owner: object): State | undefined;
}

/**
 * Creates a place for hidden state, one for each class.
 *
 * Replaces private fields (`#field`), which cannot be read through a proxy: frameworks such as Vue
 * wrap objects in proxies, also those that a property returns. Functions they return as they are.
 */
export function createHidden<State>(): Hidden<State> {
  const key = Symbol("hidden");
  return {
    set: (owner, state) => void Object.defineProperty(owner, key, { value: () => state }),
    of: (owner) => (owner as { [key]: () => State })[key](),
    find: (owner) => (owner as { [key]?: () => State })[key]?.(),
  };
}
