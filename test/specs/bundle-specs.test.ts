import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { bundleDocument, printYaml } from "../../scripts/build/bundle-specs.ts";

const split = fileURLToPath(new URL("../fixtures/openapi/split/openapi.yaml", import.meta.url));

test("bundleDocument() returns a document whose references are all inside it", async () => {
  const document = await bundleDocument(split);

  const references = [...printYaml(document).matchAll(/\$ref: "?([^"\n]+)/g)].map(([, ref]) => ref);
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((ref) => !ref?.startsWith("#/components/"))).toEqual([]);
});

test("bundleDocument() names the file of a reference that cannot be resolved", async () => {
  const missing = fileURLToPath(new URL("missing.yaml", import.meta.url));

  await expect(bundleDocument(missing)).rejects.toThrow("test/specs/missing.yaml: file not found");
});

test("printYaml() prints what both YAML 1.2 and YAML 1.1 read as the same values", () => {
  const document = { on: "yes", version: "1.0", date: "2015-08-01", time: "12:30:45", count: 1 };

  const text = printYaml({ first: document, second: document });

  const expected = { first: document, second: document };
  expect(parse(text)).toEqual(expected);
  expect(parse(text, { version: "1.1" })).toEqual(expected);
  expect(text).not.toContain("&");
});
