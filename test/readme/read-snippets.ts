import { readFileSync } from "node:fs";

/** A line of a snippet that says what it prints: `console.log(a); //=> b`. */
export interface Printed {
  /** Line in README.md, from 1. */
  line: number;
  expected: string;
}

/** The TypeScript of the README as one module, line by line where it stands in the README. */
export interface Snippets {
  code: string;
  printed: Printed[];
}

const opening = /^```ts\s*$/;
const closing = /^```\s*$/;
const result = /\/\/=> (.*)$/;

/**
 * Reads the TypeScript blocks of README.md.
 *
 * All other lines become empty, so that a line of the module has the number that it has in the
 * README. Each print is told its line number: `console.log(…)` becomes `print(7, …)`.
 */
export function readSnippets(readme: URL): Snippets {
  const printed: Printed[] = [];
  let isCode = false;
  const lines = readFileSync(readme, "utf8")
    .split("\n")
    .map((text, index) => {
      if (isCode ? closing.test(text) : opening.test(text)) {
        isCode = !isCode;
        return "";
      }
      if (!isCode) return "";
      const expected = result.exec(text)?.[1];
      if (expected !== undefined) printed.push({ line: index + 1, expected });
      return text.replace("console.log(", `print(${index + 1}, `);
    });
  return { code: lines.join("\n"), printed };
}
