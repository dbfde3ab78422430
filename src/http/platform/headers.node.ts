/** Creates headers of a request. Names and values must have been checked. */
export function createHeaders(entries: Iterable<[name: string, value: string]> = []): Headers {
  return new HeaderList(entries);
}

/**
 * Headers of a request, with the methods of the platform's `Headers`. They stay in the order in which they
 * were set.
 *
 * The first use of the platform's class takes Node 20 ms, and each call with it twice as long as a
 * signature.
 */
class HeaderList implements Headers {
  readonly #values: Map<string, string>;

  constructor(entries: Iterable<[name: string, value: string]>) {
    this.#values = new Map(entries);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), String(value).trim());
  }

  append(name: string, value: string): void {
    const previous = this.get(name);
    const text = String(value).trim();
    this.#values.set(name.toLowerCase(), previous === null ? text : `${previous}, ${text}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  /** Returns nothing: a request has no `Set-Cookie`. */
  getSetCookie(): string[] {
    return [];
  }

  forEach(callback: (value: string, name: string, parent: Headers) => void, self?: unknown): void {
    for (const [name, value] of this.#values) callback.call(self, value, name, this);
  }

  entries(): MapIterator<[string, string]> {
    return this.#values.entries();
  }

  keys(): MapIterator<string> {
    return this.#values.keys();
  }

  values(): MapIterator<string> {
    return this.#values.values();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }
}
