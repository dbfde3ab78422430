import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generate } from "../../scripts/generate.ts";

const fixtures = new URL("../fixtures/openapi/", import.meta.url);

let root: URL;

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "generate-"))}/`);
  await cp(fixtures, new URL("specs/", root), { recursive: true });
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(new URL(folder, root), { recursive: true });
  return entries.filter((entry) => entry.endsWith(".ts")).sort();
}

test("generate() writes two modules for every folder with an openapi.yaml", async () => {
  await mkdir(new URL("specs/notes", root));

  const problems = await generate(root);

  expect(problems).toEqual([]);
  expect(await listFiles("generated/")).toEqual(["split/endpoints.ts", "split/schema.ts"]);
  const endpoints = await readFile(new URL("generated/split/endpoints.ts", root), "utf8");
  expect(endpoints.split("\n")[0]).toBe(
    "// Generated from specs/split/openapi.yaml by scripts/generate.ts. Do not edit.",
  );
  expect(endpoints).toContain('return call(client, "get", "/videos/{id}", options);');
});

test("generate() finds nothing to say of what it has written", async () => {
  await generate(root);

  const problems = await generate(root, { isCheck: true });

  expect(problems).toEqual([]);
});

test("generate() names differing, missing and left-over files, and touches none, when it checks", async () => {
  await generate(root);
  await writeFile(new URL("generated/split/schema.ts", root), "export {};\n");
  await rm(new URL("generated/split/endpoints.ts", root));
  await mkdir(new URL("generated/gone/", root));
  await writeFile(new URL("generated/gone/schema.ts", root), "");
  await writeFile(new URL("generated/README.md", root), "By hand.");

  const problems = await generate(root, { isCheck: true });

  expect(problems).toEqual([
    "generated/gone/schema.ts belongs to no spec",
    "generated/split/endpoints.ts is missing",
    "generated/split/schema.ts differs from its spec",
  ]);
  expect(await listFiles("generated/")).toEqual(["gone/schema.ts", "split/schema.ts"]);
});

test("generate() removes what is left over and keeps what is written by hand", async () => {
  await mkdir(new URL("generated/gone/", root), { recursive: true });
  await writeFile(new URL("generated/gone/schema.ts", root), "");
  await writeFile(new URL("generated/README.md", root), "By hand.");

  await generate(root);

  expect(await listFiles("generated/")).toEqual(["split/endpoints.ts", "split/schema.ts"]);
  expect(await readFile(new URL("generated/README.md", root), "utf8")).toBe("By hand.");
});

test("generate() tells what is wrong with a spec, by file, and writes nothing", async () => {
  await writeFile(new URL("specs/split/paths/video.yaml", root), "get: { responses: {} }");

  const problems = await generate(root);

  const place = "specs/split/paths/video.yaml: GET /videos/{id}:";
  expect(problems).toEqual([
    `Cannot generate from specs/split/openapi.yaml:
  ${place} operationId is missing
  ${place} path parameter {id} is not declared
  ${place} summary is missing
  ${place} an example is missing
  ${place} a documented error is missing`,
  ]);
  await expect(listFiles("generated/")).rejects.toThrow("ENOENT");
});
