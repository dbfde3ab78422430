import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, test } from "vitest";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const readme = await readFile(path("../../README.md"), "utf8");

/** The programs of the section on stubs. */
const programs = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);

test("README shows three stubs of the network", () => {
  expect(programs).toHaveLength(3);
});

test.each([...programs.entries()])("README stub %i replaces the network", async (index, code) => {
  const [, expected] = /\/\/=> (.*)$/m.exec(code) ?? [];

  const output = await runProgram(code, path(`stub-${index}.${process.pid}.generated.mjs`));

  expect(output).toBe(`${expected}\n`);
});

/** Runs a program in a process of its own: stubs change the modules of Node. Returns its output. */
async function runProgram(code: string, file: string): Promise<string> {
  try {
    await build({
      stdin: { contents: code, resolveDir: path("./") },
      alias: { "flip-pili/flip": path("../../src/flip/index.ts") },
      external: ["nock", "undici"],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: file,
      logLevel: "error",
    });
    return (await promisify(execFile)(process.execPath, [file])).stdout;
  } finally {
    await rm(file, { force: true });
  }
}
