import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";

const platform = {
  AbortController,
  AbortSignal,
  Blob,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextEncoder,
  URL,
  URLSearchParams,
  btoa,
  clearTimeout,
  setTimeout,
};

/**
 * Bundles a page's script for browsers, and runs it where there is nothing of Node.
 *
 * @throws {Error} When the bundle asks for a module of Node, or signs wrongly.
 */
export async function checkWeb(folder: string): Promise<void> {
  const script = await bundleForBrowser(join(folder, "web-page.js"));
  const foreign = /["'](node:[\w/]+)["']/.exec(script);
  if (foreign !== null) throw new Error(`The browser bundle imports ${foreign[1]}`);
  const page: { signs?: boolean } = runInNewContext(`${script}; page`, { ...platform });
  if (page.signs !== true) throw new Error("The browser bundle signs wrongly");
  console.log("browser bundle: nothing of Node, and it signs");
}

async function bundleForBrowser(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "page",
    platform: "browser",
    target: "es2022",
  });
  return outputFiles.map(({ text }) => text).join("");
}
