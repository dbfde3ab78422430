import { readdirSync, readFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../scripts/docs/markdown.ts";
import {
  code,
  dark,
  light,
  printIcon,
  printLibraryColors,
  printSiteColors,
} from "../../scripts/docs/palette.ts";
import { createTheme } from "../../scripts/docs/redoc-theme.ts";
import {
  completeSpec,
  listEntries,
  readRedoc,
  renderReference,
  renderReferenceIndex,
} from "../../scripts/docs/reference.ts";
import { printSearchIndex } from "../../scripts/docs/search-index.ts";
import { type SearchEntry, searchOptions } from "../../scripts/docs/search-options.ts";
import { references } from "../../scripts/docs/site-map.ts";
import { renderGuides, renderLanding } from "../../scripts/docs/text-pages.ts";

const assets = new URL("../../scripts/docs/assets/", import.meta.url);

const document = {
  info: { title: "Flip" },
  paths: {
    "/videos.json": {
      get: {
        operationId: "listVideos",
        summary: "Lists the videos",
        tags: ["Videos"],
        parameters: [{ name: "per_page" }],
      },
    },
  },
};
const symbols = { "flip.listVideos": { path: "api/listVideos.html", summary: "Lists videos." } };

test("renderGuides() links only to existing guides and sections", async () => {
  const guides = await renderGuides();
  const ids = new Map(
    guides.map(({ path, html }) => [
      path,
      [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id),
    ]),
  );
  const pages = [...guides, { path: "index.html", html: await renderLanding() }];

  const links = pages.flatMap(({ path, html }) =>
    [...html.matchAll(/href="([^":]*)"/g)].map(([, link = ""]) => new URL(link, `site:/${path}`)),
  );

  const toGuides = links.filter(({ pathname }) => pathname.startsWith("/guides/"));
  const broken = toGuides.filter(({ pathname, hash }) => {
    const anchors = ids.get(pathname.slice(1));
    return anchors === undefined || !(hash === "" || anchors.includes(hash.slice(1)));
  });
  expect(broken.map(String)).toEqual([]);
  expect(toGuides.length).toBeGreaterThan(guides.length);
});

test("renderGuides() inserts the interactive examples", async () => {
  const guides = await renderGuides();

  const html = guides.map((guide) => guide.html).join("");
  expect(html).not.toContain("<!-- live");
  expect(html.match(/data-live="/g)).toHaveLength(3);
});

test("completeSpec() adds samples and links to the library", () => {
  const samples = [
    {
      operationId: "listVideos",
      symbols: ["flip.listVideos"],
      samples: [{ level: "raw", label: "Raw", lang: "TypeScript", source: "call()" }] as const,
    },
  ];

  const { paths } = completeSpec({ api: "flip", document, samples, symbols });

  const { get: operation } = paths["/videos.json"] ?? {};
  expect(operation).toMatchObject({
    description: expect.stringContaining("[`listVideos`](../api/listVideos.html)"),
    "x-codeSamples": [{ lang: "JavaScript", label: "Raw", source: "call()" }],
  });
});

test("completeSpec() names symbols of an entry point whose name contains a dot", () => {
  const symbols = { "flip-3.1.Video.cancel": { path: "api/Video.html#cancel", summary: "" } };
  const samples = [
    { operationId: "listVideos", symbols: ["flip-3.1.Video.cancel"], samples: [] },
  ] as const;

  const { paths } = completeSpec({ api: "flip-3.1", document, samples, symbols });

  expect(paths["/videos.json"]).toMatchObject({
    get: { description: expect.stringContaining("[`Video.cancel`](../api/Video.html#cancel)") },
  });
});

test("listEntries() returns the anchors that Redoc gives to tags of several words", () => {
  const stop = { operationId: "stopJob", summary: "Stops a job", tags: ["Merge jobs"] };

  const [entry] = listEntries({ ...document, paths: { "/jobs/stop": { post: stop } } });

  expect(entry?.anchor).toBe("tag/Merge-jobs/operation/stopJob");
});

test("renderReference() lists the operations for readers without scripts", () => {
  const html = renderReference("flip", document);

  expect(html).toContain("<code>GET /videos.json</code> Lists the videos");
});

test("renderReference() links to the references of the other APIs, and marks its own", () => {
  const html = renderReference("flip", document);

  expect(html).toContain('<a href="../reference/flip.html" aria-current="page">Flip 3.0</a>');
  for (const { path } of references) expect(html).toContain(`<a href="../${path}"`);
});

test("renderReferenceIndex() links to every reference and spec, with the number of operations", () => {
  const html = renderReferenceIndex(new Map([["flip", document]]));

  for (const { api, path } of references) {
    expect(html).toContain(`<a href="../${path}"`);
    expect(html).toContain(`<a href="../specs/${api}.yaml" download>`);
  }
  expect(html).toContain("<td>Flip 3.0</td><td>1</td>");
});

test("every spec has a reference", () => {
  const specs = readdirSync(new URL("../../specs/", import.meta.url), { withFileTypes: true });

  const apis = specs.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(references.map(({ api }) => api).sort()).toEqual(apis.sort());
});

test("renderMarkdown() shows the caption of a code block instead of its language", () => {
  const { html } = renderMarkdown("```ts Flip 3.1\nconst a = 1;\n```\n\n```ts\nconst b = 1;\n```");

  const captions = [...html.matchAll(/<figcaption>(.*?)</g)].map(([, caption]) => caption);
  expect(captions).toEqual(["Flip 3.1", "TypeScript"]);
  expect(html).toContain('<span class="token keyword">const</span> a');
});

test("readRedoc() returns a bundle that requests no other host for its logo", async () => {
  const bundle = await readRedoc();

  // Not toContain(): its message would print the bundle.
  expect(bundle.includes("cdn.redoc.ly/redoc/logo-mini.svg")).toBe(false);
});

test.each([
  ["videos", "reference/flip.html#tag/Videos/operation/listVideos"],
  ["per_page", "reference/flip.html#tag/Videos/operation/listVideos"],
  ["flip listVideos", "api/listVideos.html"],
])("printSearchIndex() finds %s", (query, path) => {
  const script = printSearchIndex({ guides: [], specs: new Map([["flip", document]]), symbols });

  const json: string = JSON.parse(script.slice(script.indexOf("=") + 1).replace(/;\n$/, ""));
  const index = MiniSearch.loadJSON<SearchEntry>(json, searchOptions);
  const results = index.search(query) as unknown as SearchEntry[];
  expect(results.map((result) => result.path)).toContain(path);
});

test("the palette is the only place with colors", () => {
  const stylesheets = readdirSync(assets).map((name) =>
    readFileSync(new URL(name, assets), "utf8"),
  );

  const literals = stylesheets.flatMap((text) => text.match(/#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(/gi));
  expect(literals.filter((literal) => literal !== null)).toEqual([]);
});

test("stylesheets use only variables that the palette defines", () => {
  const defined = new Set((printSiteColors() + printLibraryColors()).match(/--[\w-]+(?=:)/g));
  const text = readdirSync(assets).map((name) => readFileSync(new URL(name, assets), "utf8"));

  const used = text.join("").match(/(?<=var\()--[\w-]+/g) ?? [];
  expect(used.filter((name) => !defined.has(name))).toEqual([]);
  expect(used.length).toBeGreaterThan(50);
});

test.each([
  ["light", light, false],
  ["dark", dark, true],
] as const)("all pages use the %s palette", (scheme, palette, isDark) => {
  const theme = JSON.stringify(createTheme(isDark));

  expect(printSiteColors()).toContain(`color-scheme:${scheme};--background:${palette.background};`);
  expect(printLibraryColors()).toContain(`--${scheme}-color-link:${palette.accent};`);
  expect(theme).toContain(`"primary":{"main":"${palette.accent}"}`);
  expect(theme).toContain(`"codeBlock":{"backgroundColor":"${code.background}"}`);
});

test("printIcon() returns an SVG with a title", () => {
  expect(printIcon()).toMatch(/^<svg .*<title>flip-pili<\/title>.*<\/svg>\n$/);
});
