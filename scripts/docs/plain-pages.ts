import { readFile } from "node:fs/promises";
import { renderMarkdown } from "./page/render-markdown.ts";
import { renderPage } from "./page/render-page.ts";

/** Renders the page that people open first. */
export async function renderLanding(): Promise<string> {
  const { html } = renderMarkdown(await readFile(new URL("landing.md", import.meta.url), "utf8"));
  return renderPage({
    path: "index.html",
    title: "Telestream Cloud Flip and Qiniu Pili in TypeScript",
    description:
      "A typed client for Telestream Cloud Flip and Qiniu Pili, with the specs that it is made from.",
    body: `<main id="content" class="landing">${html}</main>`,
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
