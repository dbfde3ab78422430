import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../scripts/generate.ts";

const fixtures = new URL("../fixtures/openapi/", import.meta.url);

const roots: URL[] = [];

/** A repository with generated files, which the tests only read. */
let generated: URL;

beforeAll(async () => {
  generated = await createRoot(async (root) => {
    await cp(fixtures, new URL("specs/", root), { recursive: true });
    await mkdir(new URL("specs/notes", root));
    await mkdir(new URL("generated/gone/", root), { recursive: true });
    await writeFile(new URL("generated/gone/schema.ts", root), "");
    await writeFile(new URL("generated/README.md", root), "By hand.");
  });
  await generate(generated);
});

afterAll(async () => {
  for (const root of roots) await rm(root, { recursive: true });
});

async function createRoot(fill: (root: URL) => Promise<void>): Promise<URL> {
  const root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "generate-"))}/`);
  roots.push(root);
  await fill(root);
  return root;
}

async function listModules(root: URL): Promise<string[]> {
  const entries = await readdir(new URL("generated/", root), { recursive: true });
  return entries.filter((entry) => entry.endsWith(".ts")).sort();
}

test("generate() writes two modules for every folder with an openapi.yaml and removes others", async () => {
  expect(await listModules(generated)).toEqual(["split/endpoints.ts", "split/schema.ts"]);
  const endpoints = await readFile(new URL("generated/split/endpoints.ts", generated), "utf8");
  expect(endpoints.split("\n")[0]).toBe(
    "// Generated from specs/split/openapi.yaml by scripts/generate.ts. Do not edit.",
  );
  expect(endpoints).toContain('return callOperation(client, "get", "/videos/{id}", options);');
});

test("generate() does not change files that are written by hand", async () => {
  expect(await readFile(new URL("generated/README.md", generated), "utf8")).toBe("By hand.");
});

test("generate() with isCheck reports nothing about generated files", async () => {
  const problems = await generate(generated, { isCheck: true });

  expect(problems).toEqual([]);
});

test("generate() with isCheck reports different, missing and extra files and changes none", async () => {
  const root = await createRoot(async (copy) => {
    await cp(generated, copy, { recursive: true });
    await writeFile(new URL("generated/split/schema.ts", copy), "export {};\n");
    await rm(new URL("generated/split/endpoints.ts", copy));
    await mkdir(new URL("generated/gone/", copy), { recursive: true });
    await writeFile(new URL("generated/gone/schema.ts", copy), "");
  });

  const problems = await generate(root, { isCheck: true });

  expect(problems).toEqual([
    "generated/gone/schema.ts belongs to no spec",
    "generated/split/endpoints.ts is missing",
    "generated/split/schema.ts differs from its spec",
  ]);
  expect(await listModules(root)).toEqual(["gone/schema.ts", "split/schema.ts"]);
});

test("generate() reports the problems of a spec, by file, and writes nothing", async () => {
  const root = await createRoot(async (copy) => {
    await cp(fixtures, new URL("specs/", copy), { recursive: true });
    await writeFile(new URL("specs/split/paths/video.yaml", copy), "get: { responses: {} }");
  });

  const problems = await generate(root);

  const location = "specs/split/paths/video.yaml#/get:";
  expect(problems).toEqual([
    `Cannot process specs/split/openapi.yaml:
  ${location} operationId is missing
  ${location} path parameter {id} is not declared
  ${location} summary is missing
  ${location} an example is missing
  ${location} a documented error is missing`,
  ]);
  await expect(listModules(root)).rejects.toThrow("ENOENT");
});
