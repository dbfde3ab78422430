import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { canonicalQuery, signature, stringToSign } from "flip-pili/flip";
import { Credentials, stringToSign as piliStringToSign, rtmpPublishUrl } from "flip-pili/pili";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../scripts/docs/build-site.ts";
import {
  findBrokenLinks,
  openIn,
  type Site,
  type VisitedPage,
  visitPages,
  waitUntilDrawn,
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
/** All pages, as paths from the root. */
let paths: string[];
let visited: VisitedPage[];

beforeAll(async () => {
  folder = pathToFileURL(`${await mkdtemp(`${tmpdir()}/flip-pili-site-`)}/`);
  [browser] = await Promise.all([launchBrowser(), buildSite(root, folder)]);
  served = await serveFolder(folder);
  const files = new Set(await readdir(fileURLToPath(folder), { recursive: true }));
  site = { url: served.url, files };
  paths = [...files].filter((path) => path.endsWith(".html")).sort();
  visited = await visitPages(browser, paths.map(toUrl));
}, 400_000);
afterAll(async () => {
  served.close();
  await Promise.all([browser.close(), rm(folder, { recursive: true })]);
});

/** Our pages, and one of each kind of those of TypeDoc. */
function chosenPages(): string[] {
  const own = paths.filter((path) => !path.startsWith("api/"));
  const library = ["index", "classes/flip.TelestreamCloud", "functions/flip.listVideos"];
  return [...own, ...library.map((name) => `api/${name}.html`)].map(toUrl);
}

function toUrl(path: string): string {
  return served.url + path;
}

test("every page opens without an error, and asks no other host", () => {
  const found = visited.flatMap(({ url, problems }) => problems.map((text) => `${url}: ${text}`));

  expect(found).toEqual([]);
  expect(visited.length).toBeGreaterThan(100);
});

test("every link within the site leads to a page, and to a place in it", () => {
  expect(findBrokenLinks(visited, site)).toEqual([]);
});

test("the site is under 10 MB", async () => {
  const sizes = [...site.files].map(async (file) => {
    const stats = await stat(new URL(file, folder));
    return stats.isFile() ? stats.size : 0;
  });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);

  expect(total).toBeLessThan(10_000_000);
});

test("no page scrolls sideways, from 360 to 1440 pixels", async () => {
  const { page, context } = await openIn(browser, served.url);
  const tooWide: string[] = [];

  for (const url of chosenPages()) {
    await page.goto(url);
    await waitUntilDrawn(page);
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
  ["light", "rgb(255, 255, 255)"],
  ["dark", "rgb(15, 20, 27)"],
] as const)(
  "every page is %s as the system is, without a serious fault for axe",
  async (scheme, ground) => {
    const { page, context } = await openIn(browser, served.url, { colorScheme: scheme });
    const faults: string[] = [];

    for (const url of chosenPages()) {
      await page.goto(url);
      await waitUntilDrawn(page);
      const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      if (color !== ground) faults.push(`${url}: is ${color}`);
      faults.push(...(await findFaults(page)).map((fault) => `${url}: ${fault}`));
    }

    expect(faults).toEqual([]);
    await context.close();
  },
  400_000,
);

test("the button changes to dark for all pages, and Redoc is drawn anew", async () => {
  const { page, context } = await openIn(browser, `${served.url}reference/pili.html`, {
    colorScheme: "light",
  });

  await page.click("[data-theme-button]");
  await page.waitForSelector("html[data-drawn=dark]");
  await page.goto(`${served.url}guides/errors.html`);

  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(color).toBe("rgb(15, 20, 27)");
  await context.close();
});

test("the search finds an operation by the keyboard, and leads to it", async () => {
  const { page, context } = await openIn(browser, `${served.url}guides/uploads.html`);

  await page.keyboard.press("/");
  await page.keyboard.type("list videos");
  await page.waitForSelector("dialog.search a");
  const first = await page.textContent("dialog.search a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/reference\/flip\.html#tag\/Videos\/operation\/listVideos$/);
  await waitUntilDrawn(page);

  expect(first).toContain("listVideos");
  const heading = page.locator('[id="tag/Videos/operation/listVideos"] h2');
  expect(await heading.first().textContent()).toContain("Lists the factory's videos");
  await context.close();
});

test("code of a guide and of a reference can be copied", async () => {
  const { page, context } = await openIn(browser, `${served.url}guides/first-video.html`);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);

  await page.click("figure.code .copy");
  const guide = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(`${served.url}reference/flip.html#tag/Videos/operation/listVideos`);
  await waitUntilDrawn(page);
  const operation = page.locator('[id="tag/Videos/operation/listVideos"]');
  await operation.getByRole("tab", { name: "Raw" }).click();
  await operation.getByRole("button", { name: "Copy" }).first().click();
  const sample = await page.evaluate(() => navigator.clipboard.readText());

  expect(guide).toBe("npm install flip-pili");
  expect(sample).toContain('const answer = await tc.get("/videos.json", { status: "success" });');
  await context.close();
});

test("every operation shows its samples, and leads to the library and back", async () => {
  const { page, context } = await openIn(browser, `${served.url}reference/flip.html`);
  const operation = page.locator('[id="tag/Videos/operation/getVideoMetadata"]');

  const tabs = await operation.getByRole("tab").allTextContents();
  await operation.getByRole("link", { name: "Video.metadata" }).click();
  await page.getByRole("link", { name: "GET /videos/{id}/metadata.json" }).first().click();

  expect(tabs.slice(0, 4)).toEqual(["Object", "Function", "Raw", "curl"]);
  expect(page.url()).toMatch(/reference\/flip\.html#tag\/Videos\/operation\/getVideoMetadata$/);
  await context.close();
});

test("the landing page says what it is without scripts", async () => {
  const { page, context } = await openIn(browser, served.url, { javaScriptEnabled: false });

  const text = await page.innerText("main");

  expect(text).toContain("typed client for both");
  expect(text).toContain("npm install flip-pili");
  expect(text).toContain("npm ci && npm run demo");
  await context.close();
});

test("pages open from a folder, too", async () => {
  const fromFolder = await visitPages(
    browser,
    ["index.html", "guides/signing.html", "reference/pili.html"].map(
      (path) => new URL(path, folder).href,
    ),
  );

  expect(fromFolder.flatMap(({ problems }) => problems)).toEqual([]);
});

describe("what computes in the page", () => {
  const text = fc
    .string({ unit: "binary", maxLength: 20 })
    .map((value) => value.replace(/[\r\n]/g, ""));
  const name = fc.stringMatching(/^[a-z_]{1,12}$/).filter((key) => key !== "file");

  test("gives the signatures of the library for 100 random inputs", async () => {
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

  test("gives the headers of the library for 100 random requests to Pili", async () => {
    const { page, context } = await openIn(browser, `${served.url}guides/signing.html`);
    const inputs = fc.sample(
      fc.record({
        method: fc.constantFrom("GET", "POST", "DELETE"),
        path: fc.webPath(),
        accessKey: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
        secretKey: text.filter((key) => key.trim() !== ""),
        contentType: fc.constantFrom("", "application/json"),
        body: text,
      }),
      { numRuns: 100, seed: 42 },
    );

    for (const { path, accessKey, secretKey, ...rest } of inputs) {
      const request = { ...rest, url: `http://pili.qiniuapi.com${path || "/"}` };
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

  test("gives the publishing URLs of the library, and says what is wrong", async () => {
    const { page, context } = await openIn(browser, `${served.url}guides/pili-urls.html`);
    const key = fc.stringMatching(/^[A-Za-z0-9]{1,20}$/);

    for (const publishKey of fc.sample(key, { numRuns: 20, seed: 42 })) {
      const { publish } = await fill(page, "pili-urls", { publishKey });
      const stream = {
        ...{ hub: "test-hub", title: "test-title", publishSecurity: "dynamic", publishKey },
        hosts: { publish: { rtmp: "publish.example.com" } },
      };
      expect(publish).toBe(rtmpPublishUrl(stream, { nonce: 1440225930 }));
    }
    await fill(page, "pili-urls", { publishKey: "" });
    expect(await page.textContent("[data-live=pili-urls] [role=alert]")).toContain("publishKey");
    await context.close();
  });
});

/** Types into a live part, and reads what it shows. */
function fill(
  page: Page,
  part: string,
  fields: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  return page.evaluate(
    ([part, fields]) => {
      const section = document.querySelector(`[data-live="${part}"]`);
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
    [part, fields] as const,
  );
}

async function findFaults(page: Page): Promise<string[]> {
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
