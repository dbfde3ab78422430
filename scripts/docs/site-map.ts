/** A page of the site. */
export interface SitePage {
  /** Path from the root of the site. */
  readonly path: string;
  readonly title: string;
}

/** The guides, in reading order. The source of each is `guides/<name>.md`. */
export const guides: readonly (SitePage & { readonly name: string })[] = [
  { name: "first-video", title: "Your first video" },
  { name: "uploads", title: "Resumable uploads" },
  { name: "cli", title: "The command line" },
  { name: "cli-uploads", title: "Uploads from the command line" },
  { name: "fleets", title: "Many files, many machines" },
  { name: "signing", title: "Signing, step by step" },
  { name: "pili-urls", title: "Pili URLs" },
  { name: "notifications", title: "Webhooks and callbacks" },
  { name: "errors", title: "Errors and retries" },
  { name: "observability", title: "Hooks and tracing" },
  { name: "testing", title: "Testing your service" },
  { name: "from-python", title: "Moving from Python" },
].map((guide) => ({ ...guide, path: `guides/${guide.name}.html` }));

/** The API references, by the name of the API. */
export const references: readonly (SitePage & { readonly api: string })[] = [
  { api: "flip", title: "Flip API", path: "reference/flip.html" },
  { api: "flip-3.1", title: "Flip 3.1 API", path: "reference/flip-3.1.html" },
  { api: "pili", title: "Pili API", path: "reference/pili.html" },
];

/** The links in the header of every page. */
export const header: readonly SitePage[] = [
  { path: "guides/first-video.html", title: "Guides" },
  ...references,
  { path: "api/index.html", title: "Library" },
  { path: "changelog.html", title: "Changelog" },
];

/** Pages of the library reference by entry point and symbol, as `flip-3.1.Video.reload`. */
export type SymbolPages = Readonly<Record<string, SymbolPage>>;

/** The place of a symbol in the library reference. */
export interface SymbolPage {
  /** Path from the root of the site, with the anchor. */
  readonly path: string;
  /** The first sentence of its docstring. */
  readonly summary: string;
}

/** Returns the entry point and the names of a symbol: `flip-3.1`, `Video`, `reload`. */
export function splitSymbol(symbol: string): string[] {
  // No name starts with a digit.
  return symbol.split(/\.(?!\d)/);
}

/** Returns the relative path from one page to another, so that links work at any address. */
export function relativePath(from: string, to: string): string {
  return "../".repeat(from.split("/").length - 1) + to;
}
