import { createRequire } from "node:module";
import MarkdownIt from "markdown-it";
import Prism from "prismjs";

/** A heading of a rendered text. */
interface Heading {
  /** From 1. */
  readonly level: number;
  readonly text: string;
  readonly id: string;
}

/** A heading and the plain text below it, for the search index. */
export interface Section extends Heading {
  readonly content: string;
}

/** Markdown rendered as HTML, and its sections. */
interface RenderedText {
  readonly html: string;
  readonly sections: readonly Section[];
}

type Token = ReturnType<MarkdownIt["parse"]>[number];

const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false });

Object.assign(markdown.renderer.rules, {
  fence(tokens: readonly Token[], index: number) {
    const { content = "", info = "" } = tokens[index] ?? {};
    return renderCode(content.trimEnd(), info.trim());
  },
  // Wide tables scroll on small screens, also by keyboard.
  table_open: () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n',
  table_close: () => "</table></div>\n",
});

/** Renders Markdown as HTML. Headings get ids, and code blocks are highlighted. */
export function renderMarkdown(text: string): RenderedText {
  const tokens = markdown.parse(text, {});
  const sections = readSections(tokens);
  const headings = tokens.filter(({ type }) => type === "heading_open");
  headings.forEach((token, index) => {
    token.attrSet("id", sections[index]?.id ?? "");
  });
  return { html: markdown.renderer.render(tokens, markdown.options, {}), sections };
}

/** Renders a code block. Its fence names the language, and may name a caption: "ts Flip 3.1". */
function renderCode(code: string, info: string): string {
  const [language = "", ...caption] = info.split(" ");
  const label = escapeHtml(caption.join(" ")) || (labels[language] ?? "Code");
  return (
    `<figure class="code"><figcaption>${label}</figcaption>` +
    `<pre tabindex="0" aria-label="${label}"><code>${highlight(code, language)}</code></pre></figure>\n`
  );
}

const labels: Readonly<Record<string, string>> = {
  ts: "TypeScript",
  js: "JavaScript",
  python: "Python",
  sh: "Shell",
  text: "Text",
  json: "JSON",
  html: "HTML",
};

function readSections(tokens: readonly Token[]): Section[] {
  const sections: (Section & { content: string })[] = [];
  const taken = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") {
      const text = plainText(tokens[index + 1]);
      sections.push({
        level: Number(token.tag.slice(1)),
        text,
        id: freeId(text, taken),
        content: "",
      });
      return;
    }
    const isHeading = tokens[index - 1]?.type === "heading_open";
    const section = sections.at(-1);
    if (section === undefined || isHeading) return;
    if (token.type === "inline") section.content += `${plainText(token)} `;
    if (token.type === "fence") section.content += `${token.content} `;
  });
  return sections;
}

function plainText(token: Token | undefined): string {
  const children = token?.children ?? [];
  return children
    .filter(({ type }) => type === "text" || type === "code_inline" || type === "softbreak")
    .map(({ type, content }) => (type === "softbreak" ? " " : content))
    .join("");
}

function freeId(text: string, taken: Set<string>): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ["section"];
  const base = words.join("-");
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

// Redoc uses the same highlighter, so guides and references have the same colors.
const require = createRequire(import.meta.url);
for (const language of ["typescript", "python", "bash", "json"]) {
  require(`prismjs/components/prism-${language}.js`);
}

const grammars: Readonly<Record<string, string>> = {
  ts: "typescript",
  js: "javascript",
  python: "python",
  sh: "bash",
  json: "json",
  html: "markup",
};

/** Highlights code as HTML. Code in an unknown language is only escaped. */
function highlight(code: string, language: string): string {
  const grammar = Prism.languages[grammars[language] ?? ""];
  return grammar === undefined
    ? escapeHtml(code)
    : Prism.highlight(code, grammar, grammars[language] ?? "");
}

/** Escapes text for HTML, including attribute values. */
export const escapeHtml: (text: string) => string = new MarkdownIt().utils.escapeHtml;
