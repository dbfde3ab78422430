import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { generate } from "../../scripts/generate.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { type Place, places } from "./added-api/places.ts";
import { program } from "./added-api/program.ts";

const repository = new URL("../../", import.meta.url);

const copied = [
  ...["specs", "src", "scripts", "test", "generated", "package.json", "tsconfig.json"],
  ...[".biome.json", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"],
];

test("an API that is added in the documented places appears in types, functions, mock, contract tests, CLI and docs", async () => {
  const root = await copyRepository();
  for (const [path, place] of Object.entries(places)) await write(new URL(path, root), place);
  await writeFile(new URL("added.ts", root), program);

  expect(await generate(root)).toEqual([]);

  const compiler = "node_modules/typescript-native/bin/tsc";
  await expectSuccess(root, compiler, "--noEmit", "-p", ".");
  const linter = ["check", "--error-on-warnings", "--formatter-enabled=false", "src/catalog"];
  await expectSuccess(root, "node_modules/@biomejs/biome/bin/biome", ...linter);
  const lint = ["lint", "--config", "specs/redocly.yaml", "catalog"];
  await expectSuccess(root, "node_modules/@redocly/cli/bin/cli.js", ...lint);
  const { output } = await run(root, ...tsx, "added.ts");
  expect(JSON.parse(output)).toEqual({
    title: "Panda",
    rejected: 401,
    conformance: {
      hasPassed: true,
      outcomes: [
        ["listFilms", "passed"],
        ["getFilm", "passed"],
      ],
    },
    problems: [],
  });
  const page = await readFile(new URL("site/reference/catalog.html", root), "utf8");
  expect(page).toContain("GET /films/{id}");
  expect(await readFile(new URL("site/specs/catalog.yaml", root), "utf8")).toContain("getFilm");
  const help = await run(root, ...tsx, "src/cli/index.ts", "mock", "--help");
  expect(help.output).toContain('"catalog"');
  const tests = ["test/contract", "test/docs/samples", "--testNamePattern", "catalog|Films?\\b"];
  const vitest = ["run", "--config", "test/vitest.config.ts", "--reporter", "json", ...tests];
  const report = JSON.parse((await run(root, "node_modules/vitest/vitest.mjs", ...vitest)).output);
  const failures = report.testResults.flatMap(({ assertionResults }: TestFile) =>
    assertionResults.flatMap(({ status, fullName, failureMessages }) =>
      status === "failed" ? [fullName, ...failureMessages] : [],
    ),
  );
  expect(failures).toEqual([]);
  expect(report.numPassedTests).toBeGreaterThan(8);
}, 240_000);

test("CONTRIBUTING lists every place where an API is added", () => {
  const guide = readFileSync(new URL("CONTRIBUTING.md", repository), "utf8");
  const [, section = ""] = guide.split("## How to add an API\n");
  const rows = section.split("\n## ")[0]?.matchAll(/^\| `([^`]+)`/gm) ?? [];

  const listed = Array.from(rows, ([, path = ""]) => path.replaceAll("<api>", "catalog"));

  const isListed = (path: string) =>
    listed.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));
  expect(Object.keys(places).filter((path) => !isListed(path))).toEqual([]);
  expect(
    listed.filter((place) => !Object.keys(places).some((path) => path.startsWith(place))),
  ).toEqual([]);
});

/** Results of a file in the JSON report of the tests. */
interface TestFile {
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
}

const tsx = ["--import", "tsx"];

async function expectSuccess(root: URL, ...args: string[]): Promise<void> {
  const { exitCode, output } = await run(root, ...args);
  expect(exitCode, output).toBe(0);
}

/** Copies the files of the repository, so that the test does not change them. */
async function copyRepository(): Promise<URL> {
  const root = pathToFileURL(`${await temporaryDirectory()}/`);
  for (const part of copied) {
    await cp(new URL(part, repository), new URL(part, root), { recursive: true });
  }
  await symlink(new URL("node_modules", repository), new URL("node_modules", root), "junction");
  return root;
}

async function write(file: URL, place: Place): Promise<void> {
  await mkdir(new URL(".", file), { recursive: true });
  if ("text" in place) return writeFile(file, place.text);
  let content = await readFile(file, "utf8");
  for (const [after, inserted] of place.changes) {
    expect(content, file.pathname).toContain(after);
    content = content.replace(after, `${after}${inserted}`);
  }
  await writeFile(file, content);
}

/** Runs a program of Node in the copy. */
async function run(root: URL, ...args: string[]): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, args, { cwd: fileURLToPath(root) });
  const [output, , [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr).then((errors) => process.stderr.write(errors)),
    once(child, "close"),
  ]);
  return { exitCode, output };
}
