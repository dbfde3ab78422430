import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

// In this folder, so that entry points resolve as in tests.
const file = new URL("vitest-example.generated.ts", import.meta.url);

test("README has one example of a test file", () => {
  expect(examples).toHaveLength(1);
});

// The tests of the example become tests of this file.
const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/^```typescript\n([\s\S]*?)^```$/gm)];
await writeFile(file, examples[0]?.[1] ?? "");
try {
  await import(`${file}?run`);
} finally {
  await rm(file, { force: true });
}
