import { escapeHtml } from "./markdown.ts";
import { header, relativePath, type SitePage } from "./site-map.ts";

/** The content of a page. */
export interface Page extends SitePage {
  /** One sentence for search engines. */
  readonly description: string;
  /** HTML below the header. */
  readonly body: string;
  /** Additional scripts in execution order, as paths from the root of the site. */
  readonly scripts?: readonly string[];
}

/** Runs before the first paint, so that the theme does not flash. TypeDoc's pages use the same storage key. */
const chooseTheme =
  'try{var t=localStorage.getItem("tsd-theme");' +
  'if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}';

/** Renders a complete page. All links are relative. */
export function renderPage({ path, title, description, body, scripts = [] }: Page): string {
  const to = (target: string) => relativePath(path, target);
  const tags = ["assets/site.js", ...scripts].map(
    (script) => `<script src="${to(script)}" defer></script>`,
  );
  return `<!doctype html>
<html lang="en" data-root="${to("")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · flip-pili</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
<script>${chooseTheme}</script>
<link rel="icon" href="${to("assets/icon.svg")}" type="image/svg+xml">
<link rel="stylesheet" href="${to("assets/site.css")}">
${tags.join("\n")}
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
${renderHeader(path)}
${body}
</body>
</html>
`;
}

function renderHeader(path: string): string {
  const links = header.map((page) => {
    const [folder] = page.path.split("/");
    const isCurrent = page.path === path || path.startsWith(`${folder}/`);
    const current = isCurrent ? ' aria-current="page"' : "";
    return `<a href="${relativePath(path, page.path)}"${current}>${page.title}</a>`;
  });
  return `<header class="top">
<a class="brand" href="${relativePath(path, "index.html")}"><span aria-hidden="true"></span>flip-pili</a>
<nav aria-label="Site">${links.join("")}</nav>
<div class="tools">
<button type="button" class="search-button" data-search hidden>Search <kbd>/</kbd></button>
<button type="button" class="theme-button" data-theme-button hidden aria-label="Switch between light and dark theme"></button>
</div>
</header>`;
}
