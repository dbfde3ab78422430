/** A page of the site that readers are led to. */
export interface SitePage {
  /** Path from the root of the site. */
  readonly path: string;
  readonly title: string;
}

/** The guides, in the order in which they are read. Each is `guides/<name>.md`. */
export const guides: readonly (SitePage & { readonly name: string })[] = [
  { name: "first-video", title: "Your first video" },
  { name: "uploads", title: "Uploads that survive" },
  { name: "signing", title: "Signing, step by step" },
  { name: "pili-urls", title: "Pili URLs" },
  { name: "notifications", title: "Webhooks and callbacks" },
  { name: "errors", title: "Errors and retries" },
  { name: "testing", title: "Testing your service" },
  { name: "from-python", title: "Moving from Python" },
].map((guide) => ({ ...guide, path: `guides/${guide.name}.html` }));

/** The references, by the name of the API. */
export const references: readonly (SitePage & { readonly api: string })[] = [
  { api: "flip", title: "Flip API", path: "reference/flip.html" },
  { api: "pili", title: "Pili API", path: "reference/pili.html" },
];

/** What the header of every page leads to. */
export const header: readonly SitePage[] = [
  { path: "guides/first-video.html", title: "Guides" },
  ...references,
  { path: "api/index.html", title: "Library" },
  { path: "changelog.html", title: "Changelog" },
];

/** The way from one page to another, for links that work under any address. */
export function relativePath(from: string, to: string): string {
  return "../".repeat(from.split("/").length - 1) + to;
}
