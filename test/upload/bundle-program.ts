import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

/** Bundles a program that imports the library's source, so that Node alone can run it. */
export async function bundleProgram(
  entry: Pick<BuildOptions, "entryPoints" | "stdin" | "plugins">,
): Promise<string> {
  const { outputFiles } = await build({
    ...entry,
    alias: {
      "flip-pili/fleet": source("fleet/index.ts"),
      "flip-pili/flip": source("flip/index.ts"),
      "#hmac": source("http/platform/hmac.node.ts"),
      "#transport": source("http/transport/node.ts"),
      "#user-agent": source("http/user-agent.ts"),
      "#path-source": source("upload/source/path-source.node.ts"),
      "#telestream-tasks": source("telestream/load-tasks.node.ts"),
      "#upload-engine": source("upload/load-engine.node.ts"),
    },
    external: ["bullmq", "ioredis"],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
  });
  return outputFiles[0]?.text ?? "";
}

/** Bundles a program that is given as text. */
export function bundleText(contents: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL("./", import.meta.url));
  return bundleProgram({ stdin: { contents, resolveDir, loader: "ts" } });
}

function source(path: string): string {
  return fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
}
