import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { canonicalQuery, signature, stringToSign } from "flip-pili/flip";
import { Credentials, stringToSign as piliStringToSign, rtmpPublishUrl } from "flip-pili/pili";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../scripts/docs/build-site.ts";
import { dark, light } from "../../scripts/docs/palette.ts";
import {
  findBrokenLinks,
  openIn,
  readPage,
  type Site,
  type VisitedPage,
  visitPages,
  waitUntilRendered,
} from "./docs-pages.ts";
import { launchBrowser } from "./open-page.ts";
import { type ServedFolder, serveFolder } from "./serve-folder.ts";

const root = new URL("../../", import.meta.url);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const widths = [360, 768, 1024, 1440];

let browser: Browser;
let folder: URL;
let served: ServedFolder;
let site: Site;
/** Paths of all pages from the root. */
let paths: string[];
let visited: VisitedPage[];

beforeAll(async () => {
  folder = pathToFileURL(`${await mkdtemp(`${tmpdir()}/flip-pili-site-`)}/`);
  [browser] = await Promise.all([launchBrowser(), buildSite(root, folder)]);
  served = await serveFolder(folder);
  const files = new Set(await readdir(fileURLToPath(folder), { recursive: true }));
  site = { url: served.url, files };
  paths = [...files].filter((path) => path.endsWith(".html")).sort();
  // The pages of the library are alike and static: one of twenty is opened, and the others are read.
  const isOpened = (path: string, index: number) => !path.startsWith("api/") || index % 20 === 0;
  const unopened = paths.filter((path, index) => !isOpened(path, index));
  visited = [
    ...(await visitPages(browser, paths.filter(isOpened).map(toUrl))),
    ...(await Promise.all(unopened.map(readStatic))),
  ];
}, 400_000);
afterAll(async () => {
  served.close();
  await Promise.all([browser.close(), rm(folder, { recursive: true })]);
});

/** Lists our pages, and one TypeDoc page of each kind. */
function listChecked(): string[] {
  const own = paths.filter((path) => !path.startsWith("api/"));
  const library = ["index", "classes/flip.TelestreamCloud", "functions/flip.listVideos"];
  return [...own, ...library.map((name) => `api/${name}.html`)].map(toUrl);
}

async function readStatic(path: string): Promise<VisitedPage> {
  return readPage(toUrl(path), await readFile(new URL(path, folder), "utf8"));
}

function toUrl(path: string): string {
  return served.url + path;
}

test("every page opens without errors or requests to other hosts", () => {
  const found = visited.flatMap(({ url, problems }) => problems.map((text) => `${url}: ${text}`));

  expect(found).toEqual([]);
  expect(visited.length).toBeGreaterThan(100);
});

test("every link within the site leads to an existing page and anchor", () => {
  expect(findBrokenLinks(visited, site)).toEqual([]);
});

test("the site is under 20 MB", async () => {
  const sizes = [...site.files].map(async (file) => {
    const stats = await stat(new URL(file, folder));
    return stats.isFile() ? stats.size : 0;
  });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);

  expect(total).toBeLessThan(20_000_000);
});

test("no page scrolls horizontally at widths from 360 to 1440 pixels", async () => {
  const { page, context } = await openIn(browser, served.url);
  const tooWide: string[] = [];

  for (const url of listChecked()) {
    await page.goto(url);
    await waitUntilRendered(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      if (needed > width) tooWide.push(`${url} needs ${needed} of ${width}`);
    }
  }

  expect(tooWide).toEqual([]);
  await context.close();
}, 240_000);

test.each([
  ["light", light.background],
  ["dark", dark.background],
] as const)(
  "every page has the %s theme of the system, without serious accessibility violations",
  async (scheme, background) => {
    const { page, context } = await openIn(browser, served.url, { colorScheme: scheme });
    const violations: string[] = [];

    for (const url of listChecked()) {
      await page.goto(url);
      await waitUntilRendered(page);
      const color = await readBackground(page);
      if (color !== background) violations.push(`${url}: is ${color}`);
      violations.push(...(await findViolations(page)).map((violation) => `${url}: ${violation}`));
    }

    expect(violations).toEqual([]);
    await context.close();
  },
  400_000,
);

test("the theme button switches all pages to dark, and Redoc renders again", async () => {
  const { page, context } = await openIn(browser, `${served.url}reference/pili.html`, {
    colorScheme: "light",
  });

  await page.click("[data-theme-button]");
  await page.waitForSelector("html[data-rendered=dark]");
  await page.goto(`${served.url}guides/errors.html`);

  expect(await readBackground(page)).toBe(dark.background);
  await context.close();
});

test("the search finds and opens an operation by keyboard", async () => {
  const { page, context } = await openIn(browser, `${served.url}guides/uploads.html`);

  await page.keyboard.press("/");
  await page.keyboard.type("list videos");
  await page.waitForSelector("dialog.search a");
  const first = await page.textContent("dialog.search a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/reference\/flip\.html#tag\/Videos\/operation\/listVideos$/);
  await waitUntilRendered(page);

  expect(first).toContain("listVideos");
  const heading = page.locator('[id="tag/Videos/operation/listVideos"] h2');
  expect(await heading.first().textContent()).toContain("Lists the videos of the factory");
  await context.close();
});

test("copy buttons copy code of guides and references", async () => {
  const { page, context } = await openIn(browser, `${served.url}guides/first-video.html`);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);

  await page.click("figure.code .copy");
  const guide = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(`${served.url}reference/flip.html#tag/Videos/operation/listVideos`);
  await waitUntilRendered(page);
  const operation = page.locator('[id="tag/Videos/operation/listVideos"]');
  await operation.getByRole("tab", { name: "Raw" }).click();
  await operation.getByRole("button", { name: "Copy" }).first().click();
  const sample = await page.evaluate(() => navigator.clipboard.readText());

  expect(guide).toBe("npm install flip-pili");
  expect(sample).toContain('const result = await tc.get("/videos.json", { status: "success" });');
  await context.close();
});

test("operations show samples, and link to the library and back", async () => {
  const { page, context } = await openIn(browser, `${served.url}reference/flip.html`);
  const operation = page.locator('[id="tag/Videos/operation/getVideoMetadata"]');

  const tabs = await operation.getByRole("tab").allTextContents();
  await operation.getByRole("link", { name: "Video.metadata" }).click();
  await page.getByRole("link", { name: "GET /videos/{id}/metadata.json" }).first().click();

  expect(tabs.slice(0, 4)).toEqual(["Object", "Function", "Raw", "curl"]);
  expect(page.url()).toMatch(/reference\/flip\.html#tag\/Videos\/operation\/getVideoMetadata$/);
  await context.close();
});

test("the home page has its content without scripts", async () => {
  const { page, context } = await openIn(browser, served.url, { javaScriptEnabled: false });

  const text = await page.innerText("main");

  expect(text).toContain("typed client for all of them");
  expect(text).toContain("npm install flip-pili");
  expect(text).toContain("npm ci && npm run demo");
  await context.close();
});

test("pages open from file: URLs", async () => {
  const fromFolder = await visitPages(
    browser,
    ["index.html", "guides/signing.html", "reference/pili.html"].map(
      (path) => new URL(path, folder).href,
    ),
  );

  expect(fromFolder.flatMap(({ problems }) => problems)).toEqual([]);
});

describe("interactive examples", () => {
  const text = fc
    .string({ unit: "binary", maxLength: 20 })
    .map((value) => value.replace(/[\r\n]/g, ""));
  const name = fc.stringMatching(/^[a-z_]{1,12}$/).filter((key) => key !== "file");

  test("show the Flip signatures of the library for 100 random inputs", async () => {
    const { page, context } = await openIn(browser, `${served.url}guides/signing.html`);
    const inputs = fc.sample(
      fc.record({
        method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
        params: fc.dictionary(name, text, { maxKeys: 5 }),
        accessKey: fc.string({ minLength: 1 }),
        secretKey: text,
        factoryId: fc.stringMatching(/^[0-9a-f]{0,32}$/),
      }),
      { numRuns: 100, seed: 42 },
    );

    for (const { method, params, accessKey, secretKey, factoryId } of inputs) {
      const lines = Object.entries(params).map(([key, value]) => `${key}=${value}`);
      const fields = { method, params: lines.join("\n"), accessKey, secretKey, factoryId };
      const shown = await fill(page, "flip-signature", fields);

      const signed = {
        ...params,
        access_key: accessKey,
        ...(factoryId && { factory_id: factoryId }),
        timestamp: "2026-01-31T12:00:00.000Z",
      };
      const request = { method, host: "api-gce.pandastream.com", path: "/videos.json" };
      const toSign = stringToSign({ ...request, params: signed });
      expect(shown).toMatchObject({
        query: canonicalQuery(signed),
        text: toSign,
        signature: signature(secretKey, toSign),
      });
    }
    await context.close();
  });

  test("show the Pili headers of the library for 100 random requests", async () => {
    const { page, context } = await openIn(browser, `${served.url}guides/signing.html`);
    const inputs = fc.sample(
      fc.record({
        method: fc.constantFrom("GET", "POST", "DELETE"),
        path: fc.webPath(),
        accessKey: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
        secretKey: text.filter((key) => key !== "" && key.trim() === key),
        contentType: fc.constantFrom("", "application/json"),
        body: text,
      }),
      { numRuns: 100, seed: 42 },
    );

    for (const { path, accessKey, secretKey, ...rest } of inputs) {
      const request = { ...rest, url: `https://pili.qiniuapi.com${path || "/"}` };
      const shown = await fill(page, "pili-signature", { ...request, accessKey, secretKey });

      const { contentType, body, ...line } = request;
      const signed = {
        ...line,
        ...(contentType !== "" && { contentType }),
        ...(body !== "" && { body }),
      };
      const authorization = new Credentials(accessKey, secretKey).authorization(signed);
      expect(shown).toMatchObject({
        text: piliStringToSign(signed),
        header: `Authorization: ${authorization}`,
      });
    }
    await context.close();
  });

  test("show the publish URLs of the library, and error messages", async () => {
    const { page, context } = await openIn(browser, `${served.url}guides/pili-urls.html`);
    const key = fc.stringMatching(/^[A-Za-z0-9]{1,20}$/);

    for (const publishKey of fc.sample(key, { numRuns: 20, seed: 42 })) {
      const { publish } = await fill(page, "pili-urls", { publishKey });
      const stream = {
        hub: "test-hub",
        title: "test-title",
        publishSecurity: "dynamic",
        publishKey,
        hosts: { publish: { rtmp: "publish.example.com" } },
      };
      expect(publish).toBe(rtmpPublishUrl(stream, { nonce: 1440225930 }));
    }
    await fill(page, "pili-urls", { publishKey: "" });
    expect(await page.textContent("[data-live=pili-urls] [role=alert]")).toContain("publishKey");
    await context.close();
  });
});

/** Fills the form of an interactive example, and returns its outputs. */
function fill(
  page: Page,
  example: string,
  fields: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  return page.evaluate(
    ([example, fields]) => {
      const section = document.querySelector(`[data-live="${example}"]`);
      const form = section?.querySelector("form");
      for (const [name, value] of Object.entries(fields)) {
        const field = form?.elements.namedItem(name) as HTMLInputElement;
        field.value = value;
      }
      form?.dispatchEvent(new Event("input"));
      const outputs = [...(section?.querySelectorAll("output") ?? [])];
      return Object.fromEntries(
        outputs.map((output) => [output.getAttribute("name"), output.value]),
      );
    },
    [example, fields] as const,
  );
}

/** Reads the background color of a page in the notation of the palette. */
async function readBackground(page: Page): Promise<string> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const channels = (color.match(/\d+/g) ?? []).map(Number);
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Finds serious and critical violations with axe. */
async function findViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run({ resultTypes: ["violations"] } as never);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map(({ html }) => `${id} ${html.slice(0, 200)}`),
      );
  });
}
