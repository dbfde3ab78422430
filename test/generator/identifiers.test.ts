import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { functionName, typeName, typeSuffixes } from "../../scripts/openapi/names.ts";

test.for([
  ["listVideos", "listVideos"],
  ["videos/list", "videosList"],
  ["issues/list-for-repo", "issuesListForRepo"],
  ["list_videos", "listVideos"],
  ["ListVideos", "listVideos"],
  ["get HTTP code", "getHTTPCode"],
  ["2fa", "_2fa"],
  ["größe", "größe"],
  ["$count", "$count"],
  ["///", "_"],
  ["delete", "delete_"],
  ["arguments", "arguments_"],
  ["call", "call_"],
  ["type", "type_"],
  ["paths", "paths_"],
  ["components", "components_"],
  ["form", "form_"],
  ["constructor", "constructor"],
  ["__proto__", "proto"],
] as const)("functionName() makes of %s %s", ([operationId, name]) => {
  expect(functionName(operationId)).toBe(name);
});

// Letters younger than the Unicode of the compiler are no letters to it, so young blocks stay out.
const oldLetter = fc
  .oneof(fc.integer({ min: 0, max: 0x7ff }), fc.integer({ min: 0x4e00, max: 0x9fa5 }))
  .map((code) => String.fromCodePoint(code));

test("functionName() makes a valid name of any id", () => {
  const compilerOptions = { target: ts.ScriptTarget.ES2022 };
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: oldLetter })), (operationId) => {
      const name = functionName(operationId);

      const source = `export function ${name}(): void {}`;
      const { diagnostics } = ts.transpileModule(source, {
        compilerOptions,
        reportDiagnostics: true,
      });
      expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("typeName() returns different names for operations that are not rejected", () => {
  const distinct = fc.uniqueArray(fc.string({ unit: "grapheme" }), {
    selector: (operationId) => typeName(functionName(operationId), ""),
  });
  fc.assert(
    fc.property(distinct, (operationIds) => {
      const types = operationIds.flatMap((operationId) =>
        typeSuffixes.map((suffix) => typeName(functionName(operationId), suffix)),
      );

      expect(new Set(types).size).toBe(types.length);
    }),
  );
});
