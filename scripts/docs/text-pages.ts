import { readFile } from "node:fs/promises";
import { renderMarkdown, type Section } from "./markdown.ts";
import { renderPage } from "./page.ts";
import { guides, relativePath } from "./site-map.ts";

/** A rendered guide, and its sections for the search index. */
export interface RenderedGuide {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly sections: readonly Section[];
}

const folder = new URL("guides/", import.meta.url);
/** Marks the place of an interactive example: `<!-- live: flip-signature -->`. */
const liveMark = /<!-- live: ([a-z-]+) -->/g;

/** Renders every guide. */
export function renderGuides(): Promise<RenderedGuide[]> {
  return Promise.all(guides.map((guide) => renderGuide(guide)));
}

async function renderGuide({ name, path }: (typeof guides)[number]): Promise<RenderedGuide> {
  const text = await readFile(new URL(`${name}.md`, folder), "utf8");
  const { html, sections } = renderMarkdown(text);
  const title = sections[0]?.text ?? name;
  const body = await insertExamples(html);
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

async function insertExamples(html: string): Promise<string> {
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
  // Code blocks side by side need the width.
  const width = html.includes('class="pair"') ? " wide" : "";
  return `<div class="columns${width}">
<nav class="side" aria-label="Guides"><details open><summary>Guides</summary><ul>${list.join("")}</ul></details></nav>
<main id="content" class="prose">
${html}
${renderNeighbors(path, index)}
</main>
<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${contents.join("")}</ul></nav>
</div>`;
}

function renderNeighbors(path: string, index: number): string {
  const [previous, next] = [guides[index - 1], guides[index + 1]];
  const link = (guide: (typeof guides)[number] | undefined, label: string) =>
    guide === undefined
      ? "<span></span>"
      : `<a href="${relativePath(path, guide.path)}"><small>${label}</small>${guide.title}</a>`;
  return `<nav class="neighbors" aria-label="Other guides">${link(previous, "Previous")}${link(next, "Next")}</nav>`;
}

/** Renders the home page. */
export async function renderLanding(): Promise<string> {
  const { html } = renderMarkdown(await readFile(new URL("landing.md", import.meta.url), "utf8"));
  return renderPage({
    path: "index.html",
    title: "Telestream Cloud Flip and Qiniu Pili in TypeScript",
    description:
      "A typed client for Telestream Cloud Flip and Qiniu Pili, generated from OpenAPI specs.",
    body: `<main id="content" class="landing">${html}</main>`,
  });
}

/** Renders the changelog of the repository. */
export async function renderChangelog(root: URL): Promise<string> {
  const { html } = renderMarkdown(await readFile(new URL("CHANGELOG.md", root), "utf8"));
  return renderPage({
    path: "changelog.html",
    title: "Changelog",
    description: "Changes in each version of flip-pili.",
    body: `<main id="content" class="prose alone">${html}</main>`,
  });
}
