import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { printFigures } from "./targets.ts";

// Measures the size of the built package in a browser: minified and gzipped, with all dependencies.

const root = fileURLToPath(new URL("../../", import.meta.url));

/** One signed call at level 1. */
const oneCall = `
  import { createFlipClient, listVideos } from "flip-pili/flip";
  const client = createFlipClient({ accessKey: "a", secretKey: "s", factoryId: "f" });
  console.log(await listVideos(client, { query: { status: "success" } }));`;

const oneCall31 = `
  import { createFlipClient, listVideos } from "flip-pili/flip-3.1";
  const client = createFlipClient({ apiKey: "k", factoryId: "f" });
  console.log(await listVideos(client));`;

const onePiliCall = `
  import { createPiliClient, Credentials, listStreams } from "flip-pili/pili";
  const client = createPiliClient(new Credentials("a", "s"));
  console.log(await listStreams(client, { query: { hub: "h" } }));`;

const onePiliV2Call = `
  import { createPiliClient, Credentials, listStreams } from "flip-pili/pili-v2";
  const client = createPiliClient(new Credentials("a", "s"));
  console.log(await listStreams(client, { path: { hub: "h" } }));`;

const oneRtcCall = `
  import { createRtcClient, Credentials, listApps } from "flip-pili/rtc";
  const client = createRtcClient(new Credentials("a", "s"));
  console.log(await listApps(client));`;

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
  await measure("one call, flip-pili/flip-3.1", oneCall31),
  await measure("one signed call, flip-pili/pili", onePiliCall),
  await measure("one signed call, flip-pili/pili-v2", onePiliV2Call),
  await measure("one signed call, flip-pili/rtc", oneRtcCall),
  await measure("everything in flip-pili/flip", `export * from "flip-pili/flip";`),
  await measure("everything in flip-pili", `export * from "flip-pili";`),
]);
for (const [entry, program] of [
  ["flip", oneCall],
  ["flip-3.1", oneCall31],
  ["pili", onePiliCall],
  ["pili-v2", onePiliV2Call],
  ["rtc", oneRtcCall],
]) {
  const files = await listFiles(program ?? "");
  const foreign = files.filter((file) => !file.startsWith("shared-") && file !== `${entry}.js`);
  console.log(`A call of ${entry} contains code of ${files.join(", ")}`);
  if (foreign.length > 0) process.exitCode = 1;
}

async function measure(name: string, program: string, target?: number) {
  const { minified } = await bundle(program);
  const kilobytes = gzipSync(minified, { level: 9 }).length / 1000;
  const text = `${kilobytes.toFixed(2)} kB (${(minified.length / 1000).toFixed(1)} kB minified)`;
  return { name, text, value: kilobytes, ...(target === undefined ? {} : { target }) };
}

/** Lists the files of the built package whose code is in the bundle of a program. */
async function listFiles(program: string): Promise<string[]> {
  const { outputs } = (await bundle(program)).metafile;
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs
    .filter(([path, { bytesInOutput }]) => path.startsWith("dist/web/") && bytesInOutput > 0)
    .map(([path]) => basename(path));
}

async function bundle(program: string): Promise<{ minified: Uint8Array; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    // The built package, not the source that `paths` leads to.
    tsconfigRaw: {},
    target: "es2022",
    absWorkingDir: root,
    metafile: true,
  });
  return { minified: outputFiles[0]?.contents ?? new Uint8Array(), metafile };
}
