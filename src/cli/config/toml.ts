import { isDeepStrictEqual } from "node:util";
import { parse, stringify, TomlError, type TomlTable } from "smol-toml";
import { UsageError } from "../errors.ts";

/** Values of one table. Those that are `undefined` are not in the file. */
type Values = Readonly<Record<string, string | undefined>>;

/**
 * Parses a file.
 *
 * @throws {UsageError} When it is not TOML. The message contains the number of the line, and not the line: it may be a
 *   secret.
 */
export function parseToml(text: string, path: string): TomlTable {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new UsageError(`${path} cannot be read: line ${error.line} is not valid`);
  }
}

/** Returns the table of some names, each in the one before it, or `undefined` when there is none. */
export function findTable(root: TomlTable, names: readonly string[]): TomlTable | undefined {
  let table: TomlTable | undefined = root;
  for (const name of names) {
    const value: unknown = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!isTable(value)) return undefined;
    table = value;
  }
  return table;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns the text of a file with the values of one table set. Only lines of that table change: comments, and keys
 * that are not among the values, are kept.
 *
 * @param names - Names of the table, from the outermost.
 * @returns `undefined` when the table is not one with a header, or has a form that cannot be changed line by line.
 */
export function setTable(
  text: string,
  names: readonly [string, string],
  values: Values,
): string | undefined {
  const [lineEnd] = text.match(/\r?\n/) ?? ["\n"];
  const lines = text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
  const headers = lines.map(parseHeader);
  const toText = (changed: readonly string[]) => changed.map((line) => line + lineEnd).join("");
  const starts = headers.flatMap((header, index) => {
    return isDeepStrictEqual(header, names) ? index : [];
  });
  const gap = lines.length > 0 ? [""] : [];
  const results =
    starts.length === 0
      ? [[...lines, ...gap, `[${formatHeader(names)}]`, ...format(values)]]
      : starts.map((start) => {
          const next = headers.findIndex((header, index) => index > start && header !== undefined);
          const end = next < 0 ? lines.length : next;
          const changed = setValues(lines.slice(start + 1, end), values);
          return lines.toSpliced(start + 1, end - start - 1, ...changed);
        });
  // What looks like a header may be a line of a text.
  return results.map(toText).find((result) => isExpected(text, result, { names, values }));
}

/** Returns the header of a table, without brackets: `default.flip`, `default."flip-3.1"`. */
export function formatHeader(names: readonly string[]): string {
  return names.map((name) => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name))).join(".");
}

/** Returns the names in the header of a table, or `undefined` when a line is none. */
function parseHeader(line: string): string[] | undefined {
  if (!line.trimStart().startsWith("[")) return undefined;
  try {
    const names: string[] = [];
    for (let value: unknown = parse(line); isTable(value) || Array.isArray(value); ) {
      const [[name, inner] = []] = Object.entries(value);
      if (name === undefined) break;
      names.push(name);
      value = inner;
    }
    return names;
  } catch {
    return undefined;
  }
}

/** A pair on one line: what is before the value, and the comment after it. */
const pairPattern =
  /^(\s*(?:"([^"\\]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*=\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#]*?)(\s*(?:#.*)?)$/;

/** Sets values in the lines of a table. New keys follow the last one. */
function setValues(lines: readonly string[], values: Values): string[] {
  const left = new Map(Object.entries(values));
  const changed = lines.flatMap((line) => {
    const [, before = "", quoted, literal, bare, comment = ""] = pairPattern.exec(line) ?? [];
    const key = quoted ?? literal ?? bare;
    if (key === undefined || !left.has(key)) return line;
    const value = left.get(key);
    left.delete(key);
    return value === undefined ? [] : before + formatValue(value) + comment;
  });
  const last = changed.findLastIndex((line) => pairPattern.test(line));
  return changed.toSpliced(last + 1, 0, ...format(Object.fromEntries(left)));
}

function format(values: Values): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : `${key} = ${formatValue(value)}`,
  );
}

function formatValue(value: string): string {
  return stringify({ value }).trimEnd().slice("value = ".length);
}

/** Returns whether a changed file has the new values, and everything else as before. */
function isExpected(
  before: string,
  after: string,
  { names: [outer, inner], values }: { names: readonly [string, string]; values: Values },
): boolean {
  const expected = parse(before);
  const table = { ...findTable(expected, [outer, inner]) };
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) delete table[key];
    else table[key] = value;
  }
  expected[outer] = { ...findTable(expected, [outer]), [inner]: table };
  try {
    return isDeepStrictEqual(toPlain(parse(after)), toPlain(expected));
  } catch {
    return false;
  }
}

/** Returns a copy of plain objects: those of the parser have no prototype. */
function toPlain(table: TomlTable): unknown {
  return JSON.parse(JSON.stringify(table));
}
