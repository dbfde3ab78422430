import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { runCommand } from "./consumer.ts";

/** Loads every entry point by `import` and `require`, and sends a signed call. */
export async function checkEntries(root: URL, folder: string): Promise<void> {
  const names = await listModules(root);
  await runCommand(process.execPath, ["import-entries.js", ...names], folder);
  await runCommand(process.execPath, ["require-entries.cjs", ...names], folder);
  await runCommand(process.execPath, ["signed-call.js"], folder);
  console.log(`import and require: ${names.join(", ")}`);
}

/** Starts a mock server, which needs the optional peer dependency. */
export async function checkMockServer(folder: string): Promise<void> {
  await runCommand(process.execPath, ["mock-server.js"], folder);
  console.log("mock server: accepts a signed call");
}

/** Uploads files to a mock server, without the packages that only the queue needs. */
export async function checkFleet(folder: string): Promise<void> {
  await runCommand(process.execPath, ["upload-files.js"], folder);
  console.log("fleet: uploads files");
}

/** Lists the entry points that are modules: those with types. */
async function listModules(root: URL): Promise<string[]> {
  const text = await readFile(new URL("package.json", root), "utf8");
  const entries: [string, unknown][] = Object.entries(JSON.parse(text).exports);
  const modules = entries.filter(([, target]) => typeof target === "object");
  return modules.map(([path]) => path.replace(/^\./, "flip-pili"));
}

const platform = {
  AbortController,
  AbortSignal,
  Blob,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  btoa,
  clearTimeout,
  setTimeout,
};

/**
 * Bundles the script of a page for browsers, and runs it without the APIs of Node.
 *
 * @throws {Error} When the bundle imports a module of Node, or its signature is wrong.
 */
export async function checkWeb(folder: string): Promise<void> {
  const script = await bundleForBrowser(join(folder, "web-page.js"));
  const foreign = /["'](node:[\w/]+)["']/.exec(script);
  if (foreign !== null) throw new Error(`The browser bundle imports ${foreign[1]}`);
  const page: { isSignatureCorrect?: boolean } = runInNewContext(`${script}; page`, {
    ...platform,
  });
  if (page.isSignatureCorrect !== true)
    throw new Error("The browser bundle computes a wrong signature");
  console.log("browser bundle: signs without any module of Node");
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
