import { createRequire } from "node:module";
import Prism from "prismjs";
import { escapeHtml } from "./escape-html.ts";

// The highlighter that Redoc uses: guides and references have the same colours.
const require = createRequire(import.meta.url);
for (const language of ["typescript", "python", "bash", "json"]) {
  require(`prismjs/components/prism-${language}.js`);
}

const grammars: Readonly<Record<string, string>> = {
  ts: "typescript",
  python: "python",
  sh: "bash",
  json: "json",
  html: "markup",
};

/** Marks the words of a piece of code, as HTML. A language that is not known stays plain. */
export function highlight(code: string, language: string): string {
  const grammar = Prism.languages[grammars[language] ?? ""];
  return grammar === undefined
    ? escapeHtml(code)
    : Prism.highlight(code, grammar, grammars[language] ?? "");
}
