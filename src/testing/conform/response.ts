import { isPlainObject } from "../../http/argument-checks.ts";
import { isDeeperThan, maxJsonDepth } from "../../http/wire/parse-json.ts";

/** A response as it was received. */
export interface CallResponse {
  readonly status: number;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The parsed body, if it is JSON in UTF-8, whatever its media type. */
  readonly body: unknown;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Parses a body as JSON. Returns `undefined` when it is not JSON, or is nested too deeply. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    const body: unknown = JSON.parse(decoder.decode(bytes));
    return isDeeperThan(body, maxJsonDepth) ? undefined : body;
  } catch {
    return undefined;
  }
}

/** Returns a field of a value, or `undefined` if the value is not an object. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Returns a field that is a non-empty string, or `undefined`. */
export function textField(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === "string" && field !== "" ? field : undefined;
}

/** Returns the value if it is an array, otherwise an empty array. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the entries of a list, which is the body itself or its first array. */
export function entriesOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  return isPlainObject(body) ? listOf(Object.values(body).find(Array.isArray)) : [];
}

/** Returns the ids of the entries of a list, in order. */
export function idsOf(body: unknown): string[] {
  return entriesOf(body).flatMap((entry) => textField(entry, "id") ?? []);
}
