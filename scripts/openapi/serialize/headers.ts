import { joinMembers, membersOf } from "./members.ts";
import { isRecord, isSet, toText } from "./values.ts";

/** How a header is written. The default is without `explode`. */
interface HeaderStyle {
  readonly explode?: boolean;
  /** Whether the value is written as JSON. */
  readonly json?: boolean;
}

/**
 * Serializes the headers that are lists, objects or JSON.
 *
 * They are serialized when the client reads them, so that an error rejects the call.
 */
export function withHeaders<Options extends { headers?: object | undefined }>(
  options: Options,
  styles: Readonly<Record<string, HeaderStyle>>,
): Options {
  const headers: Record<string, unknown> = { ...options.headers };
  for (const [name, style] of Object.entries(styles)) {
    for (const key of Object.keys(headers)) {
      const value = headers[key];
      if (key.toLowerCase() !== name.toLowerCase() || !isSet(value)) continue;
      const get = () => serializeHeader(`headers.${key}`, value, style);
      Object.defineProperty(headers, key, { get });
    }
  }
  return { ...options, headers };
}

/** Returns the text of a header, or `null` if it is not sent. */
function serializeHeader(
  argument: string,
  value: unknown,
  { explode = false, json }: HeaderStyle,
): string | null {
  if (json) return JSON.stringify(value);
  if (!Array.isArray(value) && !isRecord(value)) return toText(argument, value);
  const members = membersOf(argument, value);
  if (members.length === 0) return null;
  return joinMembers(members, { separator: ",", explode, escapeWith: (text) => text });
}
