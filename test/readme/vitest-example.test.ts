import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

const place = new URL("vitest-example.generated.ts", import.meta.url);

test("the README shows one test file", () => {
  expect(examples).toHaveLength(1);
});

// The tests of the example become tests of this file.
const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/^```typescript\n([\s\S]*?)^```$/gm)];
// Beside this file, so that the entry points resolve as in any other test.
await writeFile(place, examples[0]?.[1] ?? "");
try {
  await import(`${place}?run`);
} finally {
  await rm(place, { force: true });
}
