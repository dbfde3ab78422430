import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { readGuides } from "./read-guides.ts";
import { readSamples } from "./sample-files.ts";

const print = "declare function print(line: number, ...values: unknown[]): void;";

test("samples of all levels, and the guides' snippets, compile as they stand", () => {
  const samples = ["flip", "pili"].flatMap((api) =>
    readSamples(api).flatMap(({ operationId, samples }) =>
      samples
        .filter(({ lang }) => lang === "TypeScript")
        .map(({ level, source }) => [`${api}-${operationId}-${level}`, source] as const),
    ),
  );
  const guides = readGuides().map(({ name, code }) => [name, `${print} ${code}`] as const);

  // One program: most of the time goes into the types that all of them use.
  expect(compile(new Map([...samples, ...guides]))).toEqual([]);
  expect(samples.length).toBeGreaterThan(100);
}, 240_000);

test("compile() finds what is wrong", () => {
  expect(compile(new Map([["wrong", 'const count: number = "one";']]))).toHaveLength(1);
}, 120_000);
