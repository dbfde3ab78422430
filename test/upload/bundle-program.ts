import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

/** Bundles a program that imports the library's source, to be run by Node alone. */
export async function bundleProgram(
  entry: Pick<BuildOptions, "entryPoints" | "stdin">,
): Promise<string> {
  const { outputFiles } = await build({
    ...entry,
    alias: {
      "flip-pili/flip": source("flip/index.ts"),
      "#files": source("http/platform/files.node.ts"),
      "#hmac": source("http/platform/hmac.node.ts"),
      "#upload": source("upload/platform.node.ts"),
    },
    ...{ bundle: true, write: false, platform: "node", format: "esm", target: "node20" },
  });
  return outputFiles[0]?.text ?? "";
}

function source(path: string): string {
  return fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
}
