import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteForShell } from "../../src/cli/format.ts";
import { parseParams } from "../../src/cli/parse-params.ts";
import { anyCharacter } from "../helpers/any-character.ts";
import { propertyOptions } from "../helpers/property.ts";
import { isWindows, readCurl } from "./shell.ts";

const text = fc.string({ unit: anyCharacter });
const name = fc.string({ unit: anyCharacter, minLength: 1 }).filter((key) => !/[=[\]]/.test(key));
const params = fc.dictionary(
  name,
  fc.oneof(text, fc.dictionary(name, text, { minKeys: 1, noNullPrototype: true })),
  { noNullPrototype: true },
);

test("parseParams() parses every parameter that can be written as key=value", () => {
  fc.assert(
    fc.property(params, (expected) => {
      const pairs = Object.entries(expected).flatMap(([key, value]) =>
        typeof value === "string"
          ? [`${key}=${value}`]
          : Object.entries(value).map(([field, item]) => `${key}[${field}]=${item}`),
      );

      expect(parseParams(pairs)).toEqual(expected);
    }),
    propertyOptions(500),
  );
});

test.skipIf(isWindows)("quoteForShell() writes words that a shell reads unchanged", () => {
  const word = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
  const marks = fc.string({ unit: fc.constantFrom(..."'\"\\$`!&;|<>(){}[]*?~# \n\t=@%a-") });
  fc.assert(
    fc.property(fc.array(fc.oneof(word, marks), { maxLength: 50 }), (words) => {
      expect(readCurl(quoteForShell(["curl", ...words]))).toEqual(["curl", ...words]);
    }),
    propertyOptions(30),
  );
});
