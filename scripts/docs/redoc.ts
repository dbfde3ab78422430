import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** What is mended in the bundle: no option of Redoc reaches it. */
const mends = [
  // Its credit has a logo of another host. No page of ours asks another host for anything.
  { from: "https://cdn.redoc.ly/redoc/logo-mini.svg", to: "data:," },
  // The colour of patterns is fixed, and too dark for dark pages.
  { from: "#0e7c86", to: "var(--accent)" },
];

/**
 * Reads the bundle of Redoc that needs nothing else, mended.
 *
 * @throws {Error} When the bundle has nothing to mend in a place: then the mend is to go.
 */
export async function readRedoc(): Promise<string> {
  const path = createRequire(import.meta.url).resolve("redoc/bundles/redoc.standalone.js");
  const text = await readFile(path, "utf8");
  return mends.reduce((mended, { from, to }) => {
    if (!mended.includes(from)) throw new Error(`The bundle of Redoc has no ${from} any more`);
    return mended.replaceAll(from, to);
  }, text);
}
