import type { Browser, BrowserContext, Page } from "playwright-core";

/** What was seen of a page of the site. */
export interface VisitedPage {
  readonly url: string;
  /** Errors in the console, requests that failed, and those to other hosts. */
  readonly problems: readonly string[];
  /** Whole addresses that it links to. */
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** Opens pages one after the other, several at a time, and gives what was seen. */
export async function visitPages(
  browser: Browser,
  urls: readonly string[],
): Promise<VisitedPage[]> {
  const context = await browser.newContext();
  const left = [...urls];
  const visited: VisitedPage[] = [];
  const work = async () => {
    const page = await context.newPage();
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      visited.push(await visit(page, url));
    }
  };
  await Promise.all([work(), work(), work()]);
  await context.close();
  return visited;
}

async function visit(page: Page, url: string): Promise<VisitedPage> {
  const problems: string[] = [];
  const { origin } = new URL(url);
  page.removeAllListeners();
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    // Of a folder, the origin is no address.
    const isOwn = request.url().startsWith(origin === "null" ? "file:" : origin);
    if (!isOwn && !request.url().startsWith("data:")) {
      problems.push(`asks ${request.url()}`);
    }
  });
  await page.goto(url);
  await waitUntilDrawn(page);
  const { links, anchors } = await page.evaluate(() => ({
    links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href),
    anchors: [...document.querySelectorAll("[id], [name]")].flatMap((element) => [
      element.id,
      element.getAttribute("name") ?? "",
    ]),
  }));
  return { url, problems, links, anchors: new Set(anchors) };
}

/** A reference is there when Redoc has drawn it. */
export async function waitUntilDrawn(page: Page): Promise<void> {
  if (!page.url().includes("/reference/")) return;
  await page.waitForSelector("html[data-drawn]", { timeout: 30_000 });
  await page.waitForSelector("[data-section-id]");
}

/** A site that is served, and its files as paths from its root. */
export interface Site {
  readonly url: string;
  readonly files: ReadonlySet<string>;
}

/** Links within a site that lead to no file, or to no place of a page. */
export function findBrokenLinks(
  pages: readonly VisitedPage[],
  { url: root, files }: Site,
): string[] {
  const anchorsOf = new Map(pages.map(({ url, anchors }) => [url, anchors]));
  const leadsSomewhere = (link: string) => {
    const [page = "", anchor = ""] = link.split("#");
    const anchors = anchorsOf.get(page);
    if (anchors === undefined) return files.has(page.slice(root.length));
    return anchor === "" || anchors.has(decodeURIComponent(anchor));
  };
  return pages.flatMap(({ url, links }) =>
    links
      .filter((link) => link.startsWith(new URL(root).origin) && !leadsSomewhere(link))
      .map((link) => `${url.slice(root.length)} → ${link}`),
  );
}

/** Opens a page in a context of its own. */
export async function openIn(
  browser: Browser,
  url: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await waitUntilDrawn(page);
  return { page, context };
}
