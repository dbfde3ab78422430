import { readdirSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { beforeAll, expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import { loadSpec } from "../../scripts/openapi/document/load-spec.ts";
import { checkTypes } from "./check-types.ts";
import { compareTypes } from "./compare-types.ts";

// Documents that ship inside npm packages, written by other authors.

const packages = new URL("../../node_modules/", import.meta.url);

/** A document whose types are compared with those of openapi-typescript. */
interface ComparedDocument {
  readonly file: string;
  /** The comparisons that fail, because our types state more than those of openapi-typescript. */
  readonly differences: readonly string[];
}

const compared: readonly ComparedDocument[] = [
  {
    file: "@figma/rest-api-spec/openapi/openapi.yaml",
    differences: [
      // Additional properties that have a type: named ones may be missing.
      "getLocalVariables 200 (Ours to Theirs)",
    ],
  },
  {
    file: "rclone-openapi/openapi.yaml",
    differences: ["optionsInfo 200 (Ours to Theirs)", "serveList 200 (Theirs to Ours)"],
  },
  {
    file: "shipengine-openapi/openapi.json",
    differences: [
      // Integers of 64 bits.
      "list_batches 200 (Ours to Theirs)",
      "list_manifests 200 (Ours to Theirs)",
      "list_shipments 200 (Ours to Theirs)",
      "update_shipment 200 (Theirs to Ours)",
    ],
  },
  { file: "@readme/oas-examples/3.0/json/readme-legacy.json", differences: [] },
  {
    file: "@readme/oas-examples/3.1/yaml/readme.yaml",
    // `Accept` is no parameter.
    differences: ["askOwlbot parameters (Theirs to Ours)"],
  },
  {
    file: "@readme/oas-examples/3.1/yaml/train-travel.yaml",
    // A write-only property, which no response has.
    differences: ["create-booking-payment 200 (Ours to Theirs)"],
  },
];

/** Small documents, one for each feature of OpenAPI. */
const examples = ["3.0", "3.1"].flatMap((version) => {
  const folder = `@readme/oas-examples/${version}/yaml/`;
  const files = readdirSync(new URL(folder, packages)).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => folder + file);
});

const files = [...new Set([...compared.map(({ file }) => file), ...examples])];

const labels = new Map<string, readonly string[]>();

let errors: readonly string[];

beforeAll(async () => {
  // One program: most of the time of a program goes into the types of the platform.
  const modules = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    for (const [name, text] of await createModules(file)) modules.set(`${index}/${name}.ts`, text);
  }
  errors = checkTypes(modules);
}, 240_000);

async function createModules(file: string): Promise<[name: string, text: string][]> {
  const url = new URL(file, packages);
  const spec = loadSpec(url, new URL(".", url));
  const own = Object.entries(generateApi(spec, { isForeign: true }));
  if (!compared.some((document) => document.file === file)) return own;
  const options = { silent: true, emptyObjectsUnknown: true, defaultNonNullable: false };
  const reference = astToString(await openapiTS(url, options));
  const comparison = compareTypes(spec);
  labels.set(file, comparison.labels);
  return [...own, ["reference", reference], ["comparison", comparison.source]];
}

/** Lists the errors in the modules of a document whose names match. */
function errorsOf(file: string, module: RegExp): string[] {
  const prefix = `${files.indexOf(file)}/`;
  return errors
    .filter((error) => error.startsWith(prefix))
    .map((error) => error.slice(prefix.length))
    .filter((error) => module.test(error));
}

test.for(files)("generateApi() generates %s without type errors", (file) => {
  expect(errorsOf(file, /^(?!comparison|reference)/)).toEqual([]);
});

test.for(compared)(
  "generateApi() generates the types of openapi-typescript for $file",
  ({ file, differences }) => {
    const lines = errorsOf(file, /^comparison/).map((error) => Number(error.split(":")[1]));

    expect([...new Set(lines)].map((line) => labels.get(file)?.[line - 1])).toEqual(differences);
  },
);
