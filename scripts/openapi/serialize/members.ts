import { invalidArgument, isRecord, isSet, toText } from "./values.ts";

/** A scalar of a list or of an object. */
export interface Member {
  /** Location for errors: `query.ids[1]`. */
  readonly argument: string;
  /** Key in the object. */
  readonly key?: string;
  readonly value: unknown;
}

/** Escapes a text, for example for a URL. */
export type Escape = (text: string, argument: string) => string;

/** How {@link joinMembers} joins. */
interface Joining {
  readonly separator: string;
  /** Whether a key and its value are joined by `=`. */
  readonly explode?: boolean;
  readonly escapeWith: Escape;
}

/** Lists the items of a list, the fields of an object, or the value itself. */
export function membersOf(argument: string, value: unknown): Member[] {
  let members: Member[] = [{ argument, value }];
  if (Array.isArray(value)) {
    members = value.map((item, index) => ({ argument: `${argument}[${index}]`, value: item }));
  } else if (isRecord(value)) {
    const keys = Object.keys(value);
    members = keys.map((key) => ({ argument: `${argument}.${key}`, key, value: value[key] }));
  }
  return members.filter((member) => isSet(member.value));
}

/**
 * Joins members: `a,b`, `key,value`, or `key=value` with `explode`.
 *
 * Throws if a text contains the separator after it has been escaped: the receiver would split it.
 */
export function joinMembers(members: readonly Member[], joining: Joining): string {
  return members.map((member) => joinMember(member, joining)).join(joining.separator);
}

function joinMember({ argument, key, value }: Member, joining: Joining): string {
  const { separator, explode = false, escapeWith } = joining;
  const marks = explode && key !== undefined ? [separator, "="] : [separator];
  const texts = [...(key === undefined ? [] : [key]), toText(argument, value)].map(
    (text, index) => {
      const escaped = escapeWith(text, argument);
      // Only the first "=" separates.
      const mark = marks.slice(0, index === 0 ? 2 : 1).find((other) => escaped.includes(other));
      if (mark === undefined) return escaped;
      throw invalidArgument(argument, `must not contain "${mark}", which separates values`);
    },
  );
  return texts.join(explode ? "=" : separator);
}

/** Percent-encodes everything but letters, digits, `-`, `.`, `_` and `~`. */
export function escapeText(text: string, argument: string): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw invalidArgument(argument, "must be well-formed Unicode");
  }
}
