import { UsageError } from "../usage-error.ts";

/** Headers that are given in another way, in lower case. */
const givenElsewhere: ReadonlyMap<string, string> = new Map([
  ["content-type", "--content-type"],
  ["host", "the URL"],
  ["authorization", "the signature"],
]);

/**
 * Reads `Name: value` lines. A name may come several times.
 *
 * @throws {UsageError} When a line has another form, or its header is given in another way.
 */
export function parseHeaders(lines: readonly string[]): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\r\n]*)$/.exec(line) ?? [];
    if (name === undefined) throw new UsageError("--header must be 'Name: value', on one line");
    const place = givenElsewhere.get(name.toLowerCase());
    if (place !== undefined) throw new UsageError(`--header ${name} is not needed: use ${place}`);
    headers.set(name, [...(headers.get(name) ?? []), value?.trim() ?? ""]);
  }
  return Object.fromEntries(headers);
}
