import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** A line of a snippet that says what it prints: `console.log(a); //=> b`. */
export interface Printed {
  /** Line in the text, from 1. */
  line: number;
  expected: string;
}

/** The TypeScript of a text as one module, line by line where it stands in the text. */
export interface Snippets {
  /** The file's name, without its ending. */
  name: string;
  code: string;
  printed: Printed[];
}

const opening = /^```ts\s*$/;
const closing = /^```\s*$/;
const result = /\/\/=> (.*)$/;

/**
 * Reads the TypeScript blocks of a Markdown file.
 *
 * All other lines become empty, so that a line of the module has the number that it has in the
 * file. Each print is told its line number: `console.log(…)` becomes `print(7, …)`.
 */
export function readSnippets(file: URL): Snippets {
  const printed: Printed[] = [];
  let isCode = false;
  const lines = readFileSync(file, "utf8")
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
  const name = basename(file.pathname, ".md");
  return { name, code: lines.join("\n"), printed };
}
