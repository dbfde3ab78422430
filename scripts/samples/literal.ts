/** Maximum line width of a sample: the narrow column of the reference shows no more. */
const lineWidth = 76;

/**
 * An expression in place of a value, such as the name of a variable.
 *
 * {@link printLiteral} prints it unchanged, and uses shorthand for a property of the same name.
 */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Prints a value as TypeScript, on one line if it fits.
 *
 * @param column - Column at which the value starts.
 * @param indent - Indentation of its line.
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
  const name = key === undefined ? "" : printName(key);
  if (item instanceof Code && name === item.text) return name;
  const start = name === "" ? "" : `${name}: `;
  return start + printLiteral(item, indent + start.length, indent);
}

function printShort(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (!isNested(value)) return JSON.stringify(value);
  const items = entriesOf(value).map(([key, item]) => {
    const name = key === undefined ? "" : printName(key);
    if (item instanceof Code && name === item.text) return name;
    return name === "" ? printShort(item) : `${name}: ${printShort(item)}`;
  });
  if (Array.isArray(value)) return `[${items.join(", ")}]`;
  return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
}

function printName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function entriesOf(value: object): [key: string | undefined, item: unknown][] {
  return Array.isArray(value) ? value.map((item) => [undefined, item]) : Object.entries(value);
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Code);
}
