/** Maximum number of keys that are remembered, so that a new key for each call does not fill the memory. */
const maxKeys = 10;

/** The keys that a client has sent last. The service may repeat one in an error. */
export class SentKeys {
  readonly #keys = new Set<string>();

  add(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > maxKeys && oldest !== undefined) this.#keys.delete(oldest);
  }

  /** Returns the body of an error, or a copy in which no key occurs. */
  hideIn(body: unknown): unknown {
    const json = JSON.stringify(body);
    if (json === undefined) return body;
    const shown = [...this.#keys].reduce(
      (text, key) => text.replaceAll(toJson(key), "(apiKey)"),
      json,
    );
    return shown === json ? body : JSON.parse(shown);
  }
}

/** Returns a text as it occurs in a JSON string. */
function toJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
