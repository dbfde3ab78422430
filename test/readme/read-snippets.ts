import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** A line of a snippet with its documented output: `console.log(a); //=> b`. */
export interface PrintedLine {
  /** Number of the line in the text, from 1. */
  line: number;
  expected: string;
}

/** The TypeScript of a text as one module, in which every line has the number that it has in the text. */
export interface Snippets {
  /** Name of the file, without its extension. */
  name: string;
  code: string;
  printed: PrintedLine[];
}

const opening = /^```ts\s*$/;
const closing = /^```\s*$/;
const result = /\/\/=> (.*)$/;

/**
 * Reads the TypeScript blocks of a Markdown file.
 *
 * All other lines become empty, so that line numbers do not change. `console.log(…)` becomes
 * `print(7, …)`, where 7 is the number of the line.
 */
export function readSnippets(file: URL): Snippets {
  const printed: PrintedLine[] = [];
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
