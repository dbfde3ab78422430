import { readFile } from "node:fs/promises";
import { renderCode, renderMarkdown } from "./page/render-markdown.ts";
import { renderPage } from "./page/render-page.ts";

/** Renders the page that people open first. */
export async function renderLanding(): Promise<string> {
  const text = await readFile(new URL("landing.html", import.meta.url), "utf8");
  const body = text.replaceAll(
    /<code-block lang="(\w+)">\n([\s\S]*?)<\/code-block>/g,
    (_, language: string, code: string) => renderCode(code.trimEnd(), language),
  );
  return renderPage({
    path: "index.html",
    title: "Telestream Cloud Flip and Qiniu Pili in TypeScript",
    description:
      "A typed client for Telestream Cloud Flip and Qiniu Pili, with the specs that it is made from.",
    body,
  });
}

/** Renders the changelog of the repository. */
export async function renderChangelog(root: URL): Promise<string> {
  const { html } = renderMarkdown(await readFile(new URL("CHANGELOG.md", root), "utf8"));
  return renderPage({
    path: "changelog.html",
    title: "Changelog",
    description: "What has changed in flip-pili, version by version.",
    body: `<main id="content" class="prose alone">${html}</main>`,
  });
}
