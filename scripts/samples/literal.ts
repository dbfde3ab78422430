/** Most columns that a line of a sample has: what the narrow column of the reference shows. */
const lineWidth = 76;

/**
 * A piece of code that stands for a value, such as the name of a variable.
 *
 * {@link printLiteral} prints it as it is, and a property of its own name in short.
 */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Prints a value as TypeScript, in one line where it fits.
 *
 * @param column - Where the value starts, counted from the start of its line.
 * @param indent - Blanks that its line starts with.
 */
export function printLiteral(value: unknown, column = 0, indent = 0): string {
  const short = printShort(value);
  if (column + short.length <= lineWidth || !isNested(value)) return short;
  const inner = " ".repeat(indent + 2);
  const lines = entriesOf(value).map(
    ([key, item]) => `${inner}${printEntry(key, item, indent + 2)},\n`,
  );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join("")}${" ".repeat(indent)}${close}`;
}

function printEntry(key: string | undefined, item: unknown, indent: number): string {
  const name = key === undefined ? "" : printName(key, item);
  if (item instanceof Code && name === item.text) return name;
  const start = name === "" ? "" : `${name}: `;
  return start + printLiteral(item, indent + start.length, indent);
}

function printShort(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (!isNested(value)) return JSON.stringify(value);
  const items = entriesOf(value).map(([key, item]) => {
    const name = key === undefined ? "" : printName(key, item);
    if (item instanceof Code && name === item.text) return name;
    return name === "" ? printShort(item) : `${name}: ${printShort(item)}`;
  });
  if (Array.isArray(value)) return `[${items.join(", ")}]`;
  return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
}

function printName(key: string, _item: unknown): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function entriesOf(value: object): [key: string | undefined, item: unknown][] {
  return Array.isArray(value) ? value.map((item) => [undefined, item]) : Object.entries(value);
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Code);
}
