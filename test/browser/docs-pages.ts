import type { Browser, BrowserContext, Page } from "playwright-core";

/** Observations of a visited page. */
export interface VisitedPage {
  readonly url: string;
  /** Errors in the console, failed requests, and requests to other hosts. */
  readonly problems: readonly string[];
  /** Absolute URLs of its links. */
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** Visits pages, several at a time, and returns the observations. */
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
    // The origin of a `file:` URL is "null".
    const isOwn = request.url().startsWith(origin === "null" ? "file:" : origin);
    if (!isOwn && !request.url().startsWith("data:")) {
      problems.push(`requests ${request.url()}`);
    }
  });
  await page.goto(url);
  await waitUntilRendered(page);
  const { links, anchors } = await page.evaluate(() => ({
    links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href),
    anchors: [...document.querySelectorAll("[id], [name]")].flatMap((element) => [
      element.id,
      element.getAttribute("name") ?? "",
    ]),
  }));
  return { url, problems, links, anchors: new Set(anchors) };
}

/** Observes a static page without opening it. */
export function readPage(url: string, html: string): VisitedPage {
  const valuesOf = (attribute: RegExp) =>
    Array.from(html.matchAll(attribute), ([, value = ""]) => value.replaceAll("&amp;", "&"));
  const links = valuesOf(/<a\b[^>]*? href="([^"]*)"/g).map((href) => new URL(href, url).href);
  return { url, problems: [], links, anchors: new Set(valuesOf(/ (?:id|name)="([^"]*)"/g)) };
}

/** Waits until Redoc has rendered a reference. */
export async function waitUntilRendered(page: Page): Promise<void> {
  if ((await page.locator("main.reference").count()) === 0) return;
  await page.waitForSelector("html[data-rendered]", { timeout: 30_000 });
  await page.waitForSelector("[data-section-id]");
}

/** A served site, and its files as paths from its root. */
export interface Site {
  readonly url: string;
  readonly files: ReadonlySet<string>;
}

/** Finds links within a site to missing files or anchors. */
export function findBrokenLinks(
  pages: readonly VisitedPage[],
  { url: root, files }: Site,
): string[] {
  const anchorsOf = new Map(pages.map(({ url, anchors }) => [url, anchors]));
  const isValid = (link: string) => {
    const [page = "", anchor = ""] = link.split("#");
    const anchors = anchorsOf.get(page);
    if (anchors === undefined) return files.has(page.slice(root.length));
    return anchor === "" || anchors.has(decodeURIComponent(anchor));
  };
  return pages.flatMap(({ url, links }) =>
    links
      .filter((link) => link.startsWith(new URL(root).origin) && !isValid(link))
      .map((link) => `${url.slice(root.length)} → ${link}`),
  );
}

/** Opens a page in a new context. */
export async function openIn(
  browser: Browser,
  url: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await waitUntilRendered(page);
  return { page, context };
}
