import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";
import { escapeText } from "./escape-text.ts";

/** `.` and `..`, also encoded: a server or proxy would read them as steps in the path. */
const dotSegment = /^(\.|%2e){1,2}$/i;

/**
 * Puts ids into a path template: `/videos/{id}.json` → `/videos/4147fd6f.json`.
 *
 * @throws {InvalidArgumentError} When an id is missing, empty, no text or number, or `.` or `..`.
 */
export function fillPath(template: string, values: Record<string, unknown> = {}): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    escapeText(requireId(name, Object.hasOwn(values, name) ? values[name] : undefined), name),
  );
}

/**
 * Checks one path parameter.
 *
 * @throws {InvalidArgumentError} As {@link fillPath}.
 */
export function requireId(argument: string, value: unknown): string {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string" || text.trim() === "") {
    throw new InvalidArgumentError(argument, `must be a non-empty string, not ${describe(value)}`);
  }
  if (dotSegment.test(text)) throw new InvalidArgumentError(argument, 'must not be "." or ".."');
  return text;
}
