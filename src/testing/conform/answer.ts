/** An answer as it arrived. */
export interface ReceivedAnswer {
  readonly status: number;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The body, when it is JSON in UTF-8, whatever its type says. */
  readonly body: unknown;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads a body as JSON. `undefined` when it is none. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

/** A field of a JSON object, whatever the value is. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A field that is a text of at least one character. */
export function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === "string" && field !== "" ? field : undefined;
}

/** The value, if it is a list; otherwise an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The entries of a list, which is the body itself or its field `items`. */
export function entriesOf(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : listOf(fieldOf(body, "items"));
}

/** The ids of a list's entries, in order. */
export function idsOf(body: unknown): string[] {
  return entriesOf(body).flatMap((entry) => textOf(entry, "id") ?? []);
}
