import { html, Markup } from "./html.ts";
import { pageStyle } from "./page-style.ts";

/**
 * Makes a page that stands for itself: it loads nothing, runs nothing, and says so to the browser.
 *
 * @returns The whole document.
 */
export function formatPage(title: string, content: Markup): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
${content}
</body>
</html>
`;
  return page.text;
}
