import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** A line of a snippet with its documented output: `console.log(a); //=> b`. */
export interface PrintedLine {
  /** Number of the line in the text, from 1. */
  line: number;
  expected: string;
}

/** TypeScript of a text as one module, in which every line has the number that it has in the text. */
export interface Snippets {
  /** Name of the file, without its extension. */
  name: string;
  code: string;
  printed: PrintedLine[];
}

const opening = /^```ts(?: (\S.*))?$/;
const closing = /^```\s*$/;
const result = /\/\/=> (.*)$/;

/**
 * Reads the TypeScript blocks of a Markdown file that have no caption, or one caption. The blocks of each caption are
 * a program of their own: "ts Flip 3.1".
 *
 * All other lines become empty, so that line numbers do not change. `console.log(…)` becomes
 * `print(7, …)`, where 7 is the number of the line.
 */
export function readSnippets(file: URL, caption?: string): Snippets {
  const printed: PrintedLine[] = [];
  let isCode = false;
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((text, index) => {
      if (isCode ? closing.test(text) : isOpening(text, caption)) {
        isCode = !isCode;
        return "";
      }
      if (!isCode) return "";
      const expected = result.exec(text)?.[1];
      if (expected !== undefined) printed.push({ line: index + 1, expected });
      return text.replace("console.log(", `print(${index + 1}, `);
    });
  const suffix = caption === undefined ? "" : `-${caption.replaceAll(/[^\w.]+/g, "-")}`;
  const name = basename(file.pathname, ".md") + suffix;
  return { name, code: lines.join("\n"), printed };
}

/** Lists the captions of the TypeScript blocks of a Markdown file: `undefined` for those without one. */
export function listCaptions(file: URL): (string | undefined)[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const openings = lines.map((line) => opening.exec(line)).filter((match) => match !== null);
  return [...new Set(openings.map(([, caption]) => caption))];
}

function isOpening(line: string, caption: string | undefined): boolean {
  const match = opening.exec(line);
  return match !== null && match[1] === caption;
}
