import { requireText, requireThat } from "../http/argument-checks.ts";
import { toPrintable } from "../http/printable.ts";

/** Allowed names of one kind. */
interface NameRule {
  readonly pattern: RegExp;
  /** Minimum and maximum number of characters. */
  readonly length: readonly [from: number, to: number];
}

const roomNames: NameRule = { pattern: /^[a-zA-Z0-9_-]{3,64}$/, length: [3, 64] };
const userIds: NameRule = { pattern: /^[a-zA-Z0-9_-]{3,50}$/, length: [3, 50] };

/**
 * Returns the name of a room.
 *
 * @throws {InvalidArgumentError} When it does not match the pattern of the service. Tells why.
 */
export function requireRoomName(argument: string, value: unknown): string {
  return requireName(argument, value, roomNames);
}

/**
 * Returns the id of a user.
 *
 * @throws {InvalidArgumentError} When it does not match the pattern of the service. Tells why.
 */
export function requireUserId(argument: string, value: unknown): string {
  return requireName(argument, value, userIds);
}

function requireName(argument: string, value: unknown, { pattern, length }: NameRule): string {
  const name = requireText(argument, value);
  const [from, to] = length;
  const allowed = `${from} to ${to} letters (a-z, A-Z), digits, underscores and hyphens`;
  const expectation = `must match ${pattern.source}: ${allowed}`;
  requireThat(pattern.test(name), argument, `${expectation}; ${findMismatch(name)}`);
  return name;
}

/** Returns what keeps a name from matching: a character, of which only one is shown, or the length. */
function findMismatch(name: string): string {
  const [character] = /[^a-zA-Z0-9_-]/u.exec(name) ?? [];
  if (character === undefined) return `it has ${name.length} characters`;
  return `it contains ${toPrintable(JSON.stringify(character))}`;
}
