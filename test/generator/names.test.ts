import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import {
  functionName,
  typeName,
  typeSuffixes,
} from "../../scripts/openapi/operations/function-names.ts";
import {
  acceptPart,
  allSerializers,
  listDeclaredNames,
  readPart,
  sharedPart,
} from "../../scripts/openapi/runtime/shared-part.ts";

const declared = listDeclaredNames([sharedPart, acceptPart, readPart, allSerializers()].join("\n"));

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
  ["call", "call"],
  ["callOperation", "callOperation_"],
  ["wire", "wire"],
  ["fixed", "fixed"],
  ["extra", "extra"],
  ["type", "type"],
  ["XPath", "xPath"],
  ["untyped", "untyped"],
  ["callAndRead", "callAndRead_"],
  ["paths", "paths_"],
  ["components", "components_"],
  ["form", "form"],
  ["constructor", "constructor"],
  ["__proto__", "proto"],
] as const)("functionName() turns %s into %s", ([operationId, name]) => {
  expect(functionName(operationId)).toBe(name);
});

test.for([...declared.values, ...declared.types])(
  "functionName() avoids the shared name %s",
  (shared) => {
    const suffixes = ["", ...typeSuffixes].filter((suffix) => shared.endsWith(suffix));

    const names = suffixes.map((suffix) =>
      functionName(shared.slice(0, shared.length - suffix.length)),
    );

    const used = names.flatMap((name) => [
      name,
      ...typeSuffixes.map((suffix) => typeName(name, suffix)),
    ]);
    expect(used).not.toContain(shared);
  },
);

// The compiler rejects letters that are newer than its Unicode version, so newer blocks are excluded.
const oldLetter = fc
  .oneof(fc.integer({ min: 0, max: 0x7ff }), fc.integer({ min: 0x4e00, max: 0x9fa5 }))
  .map((code) => String.fromCodePoint(code));

test("functionName() returns a valid name for any id", () => {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  const operationId = fc.oneof(fc.string(), fc.string({ unit: oldLetter }));
  fc.assert(
    fc.property(fc.array(operationId, { minLength: 20, maxLength: 20 }), (operationIds) => {
      const names = operationIds.map(functionName);

      // One block for each: equal names in one block would be an error.
      const source = names.map((name) => `{ function ${name}(): void {} }`).join("\n");
      const { diagnostics } = ts.transpileModule(`export {};\n${source}`, {
        compilerOptions,
        reportDiagnostics: true,
      });
      expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test.for([
  ["listVideos", "Query", "ListVideosQuery"],
  ["type", "Query", "Type_Query"],
  ["call", "Options", "Call_Options"],
  ["delete_", "", "Delete_"],
] as const)("typeName() of %s and %s is %s", ([name, suffix, type]) => {
  expect(typeName(name, suffix)).toBe(type);
});

test("typeName() returns different names for ids that are not rejected", () => {
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
