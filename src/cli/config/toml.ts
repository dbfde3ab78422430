import { UsageError } from "../errors.ts";

/** Tables of a configuration file, by their headers: `default.flip`. The values of all keys are strings. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, string>>;

const headerPattern =
  /^\s*\[\s*([A-Za-z0-9_-]+(?:\.(?:[A-Za-z0-9_-]+|"[\w-]+(?:\.[\w-]+)+"))*)\s*\]\s*(?:#.*)?$/;
const pairPattern = /^\s*([A-Za-z0-9_-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*')\s*(?:#.*)?$/;
const blankPattern = /^\s*(?:#.*)?$/;

/**
 * Parses the part of TOML that the program writes: tables with bare names, and strings on one line.
 *
 * @throws {UsageError} When a line has another form. The message contains its number, and not the line: it may be a
 *   secret.
 */
export function parseTables(text: string, path: string): Tables {
  const tables = new Map<string, Map<string, string>>();
  let last: Map<string, string> | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (blankPattern.test(line)) continue;
    const table: Map<string, string> | undefined = parseHeader(line, tables) ?? last;
    if (table === undefined || (table === last && !parsePair(line, table))) {
      throw new UsageError(`${path} cannot be read: line ${index + 1} is not valid`);
    }
    last = table;
  }
  return tables;
}

/** Adds a table if a line is the header of one, and returns it. */
function parseHeader(
  line: string,
  tables: Map<string, Map<string, string>>,
): Map<string, string> | undefined {
  const header = headerPattern.exec(line)?.[1];
  if (header === undefined || tables.has(header)) return undefined;
  const table = new Map<string, string>();
  tables.set(header, table);
  return table;
}

/** Adds a pair to a table. Returns whether the line is a pair with a new key. */
function parsePair(line: string, table: Map<string, string>): boolean {
  const [, key, text] = pairPattern.exec(line) ?? [];
  const value = text === undefined ? undefined : parseString(text);
  if (key === undefined || value === undefined || table.has(key)) return false;
  table.set(key, value);
  return true;
}

/** Escapes of TOML that JSON does not have: `\U0001f600`. */
const longEscape = /\\(?:U([0-9A-Fa-f]{8})|.)/g;

function parseString(text: string): string | undefined {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    const short = text.replace(longEscape, (sequence, digits?: string) => {
      return digits
        ? JSON.stringify(String.fromCodePoint(Number.parseInt(digits, 16))).slice(1, -1)
        : sequence;
    });
    return JSON.parse(short) as string; // A pair of quotes is a string, or not JSON.
  } catch {
    return undefined;
  }
}

/**
 * Returns the text of a file with one table replaced, or appended. Everything else is unchanged, also comments.
 *
 * @param header - Header of the table, of bare names.
 */
export function replaceTable(
  text: string,
  header: string,
  values: Readonly<Record<string, string | undefined>>,
): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const headers = lines.map((line) => headerPattern.exec(line)?.[1]);
  const start = headers.indexOf(header);
  const table = [`[${header}]`, ...formatPairs(values)];
  if (start < 0) {
    return `${[...lines, ...(lines.length > 0 ? [""] : []), ...table].join("\n")}\n`;
  }
  const next = headers.findIndex((name, index) => index > start && name !== undefined);
  const rest = next < 0 ? [] : ["", ...lines.slice(next)];
  return `${[...lines.slice(0, start), ...table, ...rest].join("\n")}\n`;
}

function formatPairs(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : `${key} = ${formatString(value)}`,
  );
}

/** TOML forbids DEL in a string, JSON does not. */
function formatString(value: string): string {
  return JSON.stringify(value).replaceAll("\u007f", "\\u007f");
}
