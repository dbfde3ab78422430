import { expect, test } from "vitest";
import {
  describe,
  requireItems,
  requireObject,
  requireOneOf,
  requireText,
} from "../../src/http/argument-checks.ts";

test.each([
  ["an empty string", ""],
  ["a blank string", " "],
  ["a string", "hunter2"],
  ["an array", []],
  ["an object", {}],
  ["an invalid Date", new Date(Number.NaN)],
  ["an instance of Map", new Map()],
  ["an instance of a class", new (class {})()],
  ["null", null],
  ["NaN", Number.NaN],
])("describe() returns %j", (description, value) => {
  expect(describe(value)).toBe(description);
});

const kinds = { array: "an array of digits", item: "must be a digit" };
const isDigit = (item: unknown) => /^\d$/.test(String(item));

test.each([
  ["name: must be a non-empty string, not a blank string", () => requireText("name", " ")],
  ["data: must be an object, not an instance of Map", () => requireObject("data", new Map())],
  ["mode: must be one of a, b", () => requireOneOf("mode", "c", ["a", "b"])],
  ["mode: must be one of a, b, not 5", () => requireOneOf("mode", 5, ["a", "b"])],
  [
    "codes: must be an array of digits, not a string",
    () => requireItems("codes", "123" as never, isDigit, kinds),
  ],
  ["codes[1]: must be a digit", () => requireItems("codes", ["1", "x"], isDigit, kinds)],
])("the message of a check is %j", (message, check) => {
  const error = expect.objectContaining({ message: `Invalid argument ${message}` });

  expect(check).toThrow(error);
});

test("requireItems() returns valid items", () => {
  expect(requireItems("codes", ["1", "2"], isDigit, kinds)).toEqual(["1", "2"]);
});
