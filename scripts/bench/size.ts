import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { printFigures } from "./targets.ts";

// Measures the size of the built package in a browser: minified and gzipped, with all dependencies.

const root = fileURLToPath(new URL("../../", import.meta.url));

/** One signed call at level 1. */
const oneCall = `
  import { createFlipClient, listVideos } from "flip-pili/flip";
  const client = createFlipClient({ accessKey: "a", secretKey: "s", factoryId: "f" });
  console.log(await listVideos(client, { query: { status: "success" } }));`;

const bareCall = `
  import createClient from "openapi-fetch";
  const client = createClient({ baseUrl: "https://api-gce.pandastream.com/v3.0" });
  console.log(await client.GET("/videos.json", { params: { query: { status: "success" } } }));`;

const signatureOnly = `
  import { signature } from "flip-pili/flip";
  console.log(signature("s", "text"));`;

printFigures([
  await measure("one call, bare openapi-fetch", bareCall),
  await measure("only a signature", signatureOnly),
  await measure("one signed call, level 1", oneCall, 11.5),
  await measure("everything in flip-pili/flip", `export * from "flip-pili/flip";`),
  await measure("everything in flip-pili", `export * from "flip-pili";`),
]);

async function measure(name: string, program: string, target?: number) {
  const minified = await bundle(program);
  const kilobytes = gzipSync(minified, { level: 9 }).length / 1000;
  const text = `${kilobytes.toFixed(2)} kB (${(minified.length / 1000).toFixed(1)} kB minified)`;
  return { name, text, value: kilobytes, ...(target === undefined ? {} : { target }) };
}

async function bundle(program: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    // The built package, not the source that `paths` leads to.
    tsconfigRaw: {},
    target: "es2022",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
