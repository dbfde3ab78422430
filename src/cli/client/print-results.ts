import { toPrintable } from "../../http/printable.ts";
import type { CommandContext } from "../terminal.ts";
import { createStyle, type Style } from "./style.ts";

/** Column of a table: the name of a field, or a name and how its value is computed. */
export type Column = string | readonly [title: string, value: (item: Fields) => unknown];

/** Fields of an object, as its JSON has them. */
export type Fields = Readonly<Record<string, unknown>>;

/** How results are printed. */
interface PrintOptions {
  readonly json?: boolean | undefined;
  readonly jsonl?: boolean | undefined;
  /** Columns of the table. All fields by default. */
  readonly columns?: readonly Column[] | undefined;
}

/** Prints a list: as a table, as one JSON document, or as a line of JSON for each item as it arrives. */
export async function printList(
  items: AsyncIterable<object> | Iterable<object>,
  { json, jsonl, columns }: PrintOptions,
  { terminal: { stdout }, env }: CommandContext,
): Promise<void> {
  const rows: Fields[] = [];
  for await (const item of items) {
    if (jsonl) stdout.write(`${formatJson(item)}\n`);
    else rows.push(toFields(item));
  }
  if (jsonl) return;
  const style = createStyle(stdout, env);
  const shown = columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  stdout.write(json ? `${formatJson(rows, 2)}\n` : formatTable(rows, shown, style));
}

/** Prints one object: a line for each field that has a value, or JSON. */
export function printObject(
  item: object,
  { json, jsonl }: PrintOptions,
  { terminal: { stdout }, env }: CommandContext,
): void {
  if (json || jsonl) stdout.write(`${formatJson(item, jsonl ? 0 : 2)}\n`);
  else stdout.write(formatFields(toFields(item), createStyle(stdout, env)));
}

/** In JSON, an escaped character has the same meaning. Line ends of the format itself stay. */
function formatJson(value: object, indent: number = 0): string {
  const lines = JSON.stringify(value, undefined, indent).split("\n");
  return lines.map((line) => toPrintable(line, Number.POSITIVE_INFINITY)).join("\n");
}

function toFields(item: object): Fields {
  return JSON.parse(JSON.stringify(item)) as Fields; // What printList() and printObject() get is an object.
}

function formatTable(rows: readonly Fields[], columns: readonly Column[], style: Style): string {
  if (rows.length === 0) return "";
  const titles = columns.map((column) => toWords(titleOf(column)).toUpperCase());
  const cells = rows.map((row) => columns.map((column) => cellOf(row, column)));
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...cells.map((row) => widthOf(row[index] ?? ""))),
  );
  const toLine = (row: readonly string[], paint: (text: string, index: number) => string) =>
    row
      .map((cell, index) => {
        const isLast = index === row.length - 1;
        const space = " ".repeat(isLast ? 0 : (widths[index] ?? 0) - widthOf(cell));
        return paint(cell, index) + space;
      })
      .join("  ")
      .trimEnd();
  const isStatus = columns.map((column) => statusTitles.has(titleOf(column)));
  const lines = [
    toLine(titles, (text) => style.bold(text)),
    ...cells.map((row) =>
      toLine(row, (text, index) => (isStatus[index] ? style.status(text) : text)),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** Columns with a status, which has a colour. */
const statusTitles: ReadonlySet<string> = new Set(["status", "action"]);

function titleOf(column: Column): string {
  return typeof column === "string" ? column : column[0];
}

/** Returns the words of a name: `created_at` and `createdAt` are `created at`. */
function toWords(name: string): string {
  return name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2");
}

function cellOf(row: Fields, column: Column): string {
  return formatValue(typeof column === "string" ? row[column] : column[1](row));
}

/** Fields that only JSON shows, because they are secrets. */
const secretFields: ReadonlySet<string> = new Set([
  "publishKey",
  "encryption_key",
  "encryption_iv",
  "encryption_key_url",
]);

function formatFields(fields: Fields, style: Style): string {
  const { id, ...others } = fields;
  const entries = Object.entries({ id, ...others }).filter(([, value]) => !isEmpty(value));
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries
    .map(([name, value]) => {
      const text = secretFields.has(name) ? "(hidden, use --json)" : formatValue(value);
      const shown = statusTitles.has(name) ? style.status(text) : text;
      return `${style.dim(toPrintable(name).padEnd(width))}  ${shown}\n`;
    })
    .join("");
}

function isEmpty(value: unknown): boolean {
  const isNone = value === undefined || value === null || value === "";
  return isNone || (Array.isArray(value) && value.length === 0);
}

function formatValue(value: unknown): string {
  if (isEmpty(value)) return "-";
  const isList = Array.isArray(value) && value.every((item) => typeof item !== "object");
  const text = isList
    ? value.join(", ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  return toPrintable(text, Number.POSITIVE_INFINITY);
}

/** Characters that take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/gu;
const combining = /\p{Mark}/gu;

/** Returns the number of columns of a text. */
function widthOf(text: string): number {
  return [...text.replace(combining, "").replace(wide, "__")].length;
}
