import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/**
 * Reads the bundle of Redoc that needs nothing else.
 *
 * Its credit has a logo of another host. No page of ours asks another host for anything, so the
 * words stand alone.
 *
 * @throws {Error} When the bundle has no such logo: then there is nothing to mend any more.
 */
export async function readRedoc(): Promise<string> {
  const path = createRequire(import.meta.url).resolve("redoc/bundles/redoc.standalone.js");
  const text = await readFile(path, "utf8");
  const mended = text.replaceAll("https://cdn.redoc.ly/redoc/logo-mini.svg", "data:,");
  if (mended === text) throw new Error("The bundle of Redoc asks for no logo any more");
  return mended;
}
