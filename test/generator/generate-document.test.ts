import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateDocument } from "../../scripts/generate.ts";
import { readArguments } from "../../scripts/openapi/arguments.ts";

let root: URL;

beforeAll(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "generate-document-"))}/`);
  await mkdir(new URL("api/", root));
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

const foreign = `
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { type: string } } } } } } }
`;

/** Writes a document and returns the arguments that generate it. */
async function writeDocument(name: string, text: string, isForeign = true) {
  const file = new URL(`api/${name}`, root);
  await writeFile(file, text);
  return { file, folder: new URL(`out/${name}/`, root), isForeign };
}

async function readModules(folder: URL): Promise<Map<string, string>> {
  const names = (await readdir(folder)).sort();
  const read = async (name: string) =>
    [`a/${name}`, await readFile(new URL(name, folder), "utf8")] as const;
  return new Map(await Promise.all(names.map(read)));
}

test("generateDocument() writes formatted modules", async () => {
  const document = await writeDocument("pets.yaml", foreign);

  const problems = await generateDocument(document);

  expect(problems).toEqual([]);
  const modules = await readModules(document.folder);
  expect([...modules.keys()]).toEqual(["a/endpoints.ts", "a/schema.ts"]);
  expect(modules.get("a/schema.ts")).toContain(
    "// Generated from pets.yaml by scripts/generate.ts. Do not edit.\n",
  );
  expect(modules.get("a/schema.ts")).toContain("\nexport interface operations {\n  getPets: {\n");
});

test("generateDocument() reads JSON, with a byte order mark and in a file of any name", async () => {
  const document = await writeDocument(
    "pets.txt",
    '\uFEFF{ "openapi": "3.1.0", "info": {}, "paths": { "/a": { "get": {} } } }',
  );

  const problems = await generateDocument(document);

  expect(problems).toEqual([]);
  expect((await readModules(document.folder)).get("a/endpoints.ts")).toContain("function getA(");
});

test("generateDocument() leaves other files in the folder as they are", async () => {
  const document = await writeDocument("kept.yaml", foreign);
  const other = new URL("generated/other.ts", document.folder);
  await mkdir(new URL("generated/", document.folder), { recursive: true });
  await writeFile(other, "mine");

  await generateDocument(document);

  expect(await readFile(other, "utf8")).toBe("mine");
});

test("generateDocument() with isCheck reports files that differ and writes nothing", async () => {
  const document = await writeDocument("checked.yaml", foreign);

  const missing = await generateDocument(document, { isCheck: true });
  await generateDocument(document);
  const equal = await generateDocument(document, { isCheck: true });
  await writeFile(new URL("schema.ts", document.folder), "export {};\n");
  const changed = await generateDocument(document, { isCheck: true });

  expect(missing).toEqual(["endpoints.ts is missing", "schema.ts is missing"]);
  expect(equal).toEqual([]);
  expect(changed).toEqual(["schema.ts differs from its spec"]);
});

test("generateDocument() applies the documentation rules without isForeign", async () => {
  const document = await writeDocument("own.yaml", foreign, false);

  const problems = await generateDocument(document);

  expect(problems).toEqual([
    [
      "Cannot process own.yaml:",
      "own.yaml#/paths/~1pets/get: operationId is missing",
      "own.yaml#/paths/~1pets/get: summary is missing",
      "own.yaml#/paths/~1pets/get: an example is missing",
      "own.yaml#/paths/~1pets/get: a documented error is missing",
    ].join("\n  "),
  ]);
});

test("generateDocument() reports the problems of all files at once", async () => {
  await writeFile(new URL("api/broken.json", root), '{ "a": ');
  await writeFile(new URL("api/cyclic.yaml", root), "a: &a { b: *a }");
  const document = await writeDocument(
    "many.yaml",
    `
openapi: 3.0.3
paths:
  /a: { $ref: "broken.json#/a" }
  /b: { $ref: "cyclic.yaml#/a" }
  /c: { $ref: "none.yaml" }
  /d: { get: { parameters: [a, { in: body, name: x }], responses: [] } }
components:
  schemas:
    A: text
    B: { properties: { c: { allOf: { type: string }, enum: a }, d: 5 } }
`,
  );

  const [problem = ""] = await generateDocument(document);

  expect(problem.split("\n  ")).toEqual([
    "Cannot process many.yaml:",
    expect.stringMatching(
      /^many.yaml#\/paths\/~1a: cannot resolve .*: not valid YAML or JSON: .*at line/,
    ),
    'many.yaml#/paths/~1b: cannot resolve $ref "cyclic.yaml#/a": an alias refers to a value that contains it',
    'many.yaml#/paths/~1c: cannot resolve $ref "none.yaml": file not found',
    "many.yaml#/paths/~1d/get/responses: must be an object",
    "many.yaml#/paths/~1d/get/parameters/0: must be an object",
    "many.yaml#/paths/~1d/get/parameters/1/in: must be path, query, header or cookie",
    "many.yaml#/components/schemas/A: must be a schema",
    "many.yaml#/components/schemas/B/properties/c/allOf: must be a list",
    "many.yaml#/components/schemas/B/properties/c/enum: must be a list",
    "many.yaml#/components/schemas/B/properties/d: must be a schema",
  ]);
});

test.for([
  ["a: [", "not valid YAML or JSON: Flow sequence"],
  ["- a", "the field `openapi` is missing"],
  ["", "the field `openapi` is missing"],
  ["a: *none", "not valid YAML or JSON: Unresolved alias"],
] as const)(
  "generateDocument() reports a file that is no document: %s",
  async ([text, problem]) => {
    const document = await writeDocument("bad.yaml", text);

    const problems = await generateDocument(document);

    expect(problems.join()).toContain(`Cannot process bad.yaml:\n  bad.yaml: ${problem}`);
  },
);

test("readArguments() reads one document, relative to the current folder", () => {
  const { document, isCheck, problem } = readArguments([
    "--spec=a b.yaml",
    "--out",
    "../c",
    "--foreign",
    "--check",
  ]);

  const here = pathToFileURL(`${process.cwd()}/`);
  expect(problem).toBeUndefined();
  expect(isCheck).toBe(true);
  expect(document?.isForeign).toBe(true);
  expect(document?.file.href).toBe(new URL("a%20b.yaml", here).href);
  expect(document?.folder.href).toBe(new URL("../c/", here).href);
});

test.for([
  [["--spec", "a.yaml"], "--spec needs --out FOLDER"],
  [["--out", "a"], "--out needs --spec FILE"],
  [["--foreign"], "--foreign needs --spec FILE and --out FOLDER"],
  [["--spec", "", "--out", "a"], "--spec and --out must not be empty"],
  [["--spec"], "argument missing"],
  [["--unknown"], "Unknown option '--unknown'"],
  [["a.yaml"], "Unexpected argument 'a.yaml'"],
] as const)("readArguments() rejects %j", ([args, problem]) => {
  expect(readArguments(args).problem).toContain(problem);
});

test("readArguments() reads no document by default", () => {
  expect(readArguments(["--check"])).toEqual({
    problem: undefined,
    isHelp: false,
    isCheck: true,
    document: undefined,
  });
});
