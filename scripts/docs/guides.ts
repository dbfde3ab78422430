import { readFile } from "node:fs/promises";
import { renderMarkdown, type Section } from "./page/render-markdown.ts";
import { renderPage } from "./page/render-page.ts";
import { guides, relativePath } from "./site-map.ts";

/** A rendered guide, and what the search needs of it. */
export interface RenderedGuide {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly sections: readonly Section[];
}

const folder = new URL("guides/", import.meta.url);
/** `<!-- live: flip-signature -->` is where a part of the page stands that computes. */
const liveMark = /<!-- live: ([a-z-]+) -->/g;

/** Renders every guide. */
export function renderGuides(): Promise<RenderedGuide[]> {
  return Promise.all(guides.map((guide) => renderGuide(guide)));
}

async function renderGuide({ name, path }: (typeof guides)[number]): Promise<RenderedGuide> {
  const text = await readFile(new URL(`${name}.md`, folder), "utf8");
  const { html, sections } = renderMarkdown(text);
  const title = sections[0]?.text ?? name;
  const body = await fillLiveParts(html);
  const isLive = body !== html;
  const page = renderPage({
    path,
    title,
    description: sections[0]?.content.trim() ?? title,
    body: renderBody(path, body, sections),
    ...(isLive && { scripts: ["assets/live.js"] }),
  });
  return { path, title, html: page, sections };
}

async function fillLiveParts(html: string): Promise<string> {
  const names = [...html.matchAll(liveMark)].map(([, name = ""]) => name);
  const parts = await Promise.all(
    names.map((name) => readFile(new URL(`live/${name}.html`, import.meta.url), "utf8")),
  );
  return html.replaceAll(liveMark, () => parts.shift() ?? "");
}

function renderBody(path: string, html: string, sections: readonly Section[]): string {
  const index = guides.findIndex((guide) => guide.path === path);
  const list = guides.map((guide) => {
    const current = guide.path === path ? ' aria-current="page"' : "";
    return `<li><a href="${relativePath(path, guide.path)}"${current}>${guide.title}</a></li>`;
  });
  const contents = sections
    .filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`);
  // Code beside code needs the width.
  const width = html.includes('class="pair"') ? " wide" : "";
  return `<div class="columns${width}">
<nav class="side" aria-label="Guides"><details open><summary>Guides</summary><ul>${list.join("")}</ul></details></nav>
<main id="content" class="prose">
${html}
${renderNeighbours(path, index)}
</main>
<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${contents.join("")}</ul></nav>
</div>`;
}

function renderNeighbours(path: string, index: number): string {
  const [before, after] = [guides[index - 1], guides[index + 1]];
  const link = (guide: (typeof guides)[number] | undefined, label: string) =>
    guide === undefined
      ? "<span></span>"
      : `<a href="${relativePath(path, guide.path)}"><small>${label}</small>${guide.title}</a>`;
  return `<nav class="neighbours" aria-label="Other guides">${link(before, "Before")}${link(after, "Next")}</nav>`;
}
