/** A page of the site. */
export interface SitePage {
  /** Path from the root of the site. */
  readonly path: string;
  readonly title: string;
}

/** The guides, in reading order. The source of each is `guides/<name>.md`. */
export const guides: readonly (SitePage & { readonly name: string })[] = [
  { name: "first-video", title: "Your first video" },
  { name: "first-stream", title: "Your first live stream" },
  { name: "uploads", title: "Resumable uploads" },
  { name: "cli", title: "The command line" },
  { name: "cli-uploads", title: "Uploads from the command line" },
  { name: "fleets", title: "Many files, many machines" },
  { name: "signing", title: "Signing, step by step" },
  { name: "pili-urls", title: "Pili URLs" },
  { name: "rtc", title: "Rooms with RTC" },
  { name: "notifications", title: "Webhooks and callbacks" },
  { name: "errors", title: "Errors and retries" },
  { name: "observability", title: "Hooks and tracing" },
  { name: "testing", title: "Testing your service" },
  { name: "from-flip-3.0", title: "From Flip 3.0 to 3.1" },
  { name: "from-pili-v1", title: "From Pili v1 to v2" },
  { name: "from-python", title: "Moving from Python" },
].map((guide) => ({ ...guide, path: `guides/${guide.name}.html` }));

/** A reference of one API. */
export interface ReferencePage extends SitePage {
  readonly api: string;
  /** One sentence about the API, below the title. */
  readonly description: string;
}

/** The API references, by the name of the API. */
export const references: readonly ReferencePage[] = [
  {
    api: "flip",
    title: "Flip 3.0",
    description: "Video encoding. Requests are signed; times are in milliseconds.",
  },
  {
    api: "flip-3.1",
    title: "Flip 3.1",
    description: "Video encoding with an API key: the version for new accounts.",
  },
  {
    api: "pili",
    title: "Pili v1",
    description: "Live streams with ids, whose hosts are in their data.",
  },
  {
    api: "pili-v2",
    title: "Pili v2",
    description: "Live streams with keys, and the domains of hubs: the version for new accounts.",
  },
  { api: "rtc", title: "RTC", description: "Real-time audio and video: apps, rooms and users." },
].map((page) => ({ ...page, path: `reference/${page.api}.html` }));

/** The page that lists the API references. */
export const referenceIndex: SitePage = { path: "reference/index.html", title: "API reference" };

/** The links in the header of every page. */
export const header: readonly SitePage[] = [
  { path: "guides/first-video.html", title: "Guides" },
  referenceIndex,
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
