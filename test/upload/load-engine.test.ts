import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a program in Node, with the source in several files, as in the package: the one with the engine
 * prints a line when it is loaded.
 *
 * @returns The printed lines.
 */
async function run(program: string): Promise<string[]> {
  const folder = await temporaryDirectory();
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: program, resolveDir: root, loader: "ts" },
    bundle: true,
    splitting: true,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    platform: "node",
    format: "esm",
    metafile: true,
  });
  const [engine = ""] = Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint === "src/upload/engine.ts" ? [join(root, path)] : [],
  );
  await writeFile(engine, `${await readFile(engine, "utf8")}\nconsole.log("engine");`);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "stdin.mjs")]);
  return stdout.trim().split("\n");
}

/** Program with a session of 3 bytes, whose code is not loaded yet. */
function withSession(port: number, statements: string): string {
  const state = {
    version: 1,
    location: `http://127.0.0.1:${port}/s`,
    isPrivate: true,
    fileName: "panda.mp4",
    fileSize: 3,
    parts: 1,
    partSize: 3,
    maxConnections: 1,
    // SHA-256 of the three bytes.
    fingerprint: { sample: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81" },
  };
  return `
    import { restoreUploadSession, UploadError } from "flip-pili/flip";
    const controller = new AbortController();
    const session = restoreUploadSession(${JSON.stringify(state)}, new Uint8Array([1, 2, 3]), {
      signal: controller.signal, tls: "as-given", allowPrivateHost: true,
    });
    ${statements}`;
}

const resume = `
  const resumed = session.resume().catch((error) => error);`;
const print = `
  const error = await resumed;
  console.log(error instanceof UploadError ? error.reason : error, session.status);`;

test("a list call does not load the code of uploads", async () => {
  const { port } = await startServer(() => ({ json: [] }));

  const lines = await run(`
    import { createFlipClient, listVideos, TelestreamCloud } from "flip-pili/flip";
    const options = {
      accessKey: "a", secretKey: "s", factoryId: "f", apiHost: "127.0.0.1", apiPort: ${port},
    };
    const { data } = await listVideos(createFlipClient(options));
    const factories = await new TelestreamCloud(options).getResource("flip").factories.all();
    console.log(data.length, factories.length);`);

  expect(lines).toEqual(["0 0"]);
});

test("describeFile() loads the code of uploads", async () => {
  const lines = await run(`
    import { describeFile } from "flip-pili/flip";
    console.log((await describeFile(new Uint8Array(3))).size);`);

  expect(lines).toEqual(["engine", "3"]);
});

test("a session has its properties before the code of uploads is loaded", async () => {
  const lines = await run(
    withSession(
      9,
      "console.log(session.status, session.encrypted, session.missingParts, session.parts);",
    ),
  );

  expect(lines).toEqual(["interrupted false [ 0 ] 1"]);
});

test("UploadSession.interrupt() ends a run while the code of uploads is loaded", async () => {
  const server = await startServer(() => ({ status: 500 }));

  const lines = await run(
    withSession(
      server.port,
      `${resume} session.interrupt(); console.log(session.status); ${print}`,
    ),
  );

  expect(lines).toEqual(["interrupted", "engine", "interrupted interrupted"]);
  expect(server.requests).toEqual([]);
});

test("a signal ends a run while the code of uploads is loaded", async () => {
  const server = await startServer(() => ({ status: 500 }));

  const lines = await run(withSession(server.port, `${resume} controller.abort("left"); ${print}`));

  expect(lines).toEqual(["engine", "left interrupted"]);
  expect(server.requests).toEqual([]);
});

test("UploadSession.abort() sends one DELETE while the code of uploads is loaded", async () => {
  const server = await startServer(() => ({ json: {} }));

  const lines = await run(withSession(server.port, `${resume} await session.abort(); ${print}`));

  expect(lines).toEqual(["engine", "aborted aborted"]);
  expect(server.requests.map(({ method }) => method)).toEqual(["DELETE"]);
});

test("UploadSession.resume() while the code of uploads is loaded returns the same promise", async () => {
  const { port } = await startServer(() => ({ json: { missing_parts: [], media_id: "v" } }));

  const lines = await run(
    withSession(
      port,
      `${resume} const [one, other] = [session.resume(), session.resume()];
      console.log(one === other, (await one).id, session.status);`,
    ),
  );

  expect(lines).toEqual(["engine", "true v uploaded"]);
});
