import fc from "fast-check";
import { expect, test } from "vitest";
import { createHeaders } from "../../../src/http/platform/headers.node.ts";
import { propertyOptions } from "../../helpers/property.ts";

const name = fc.constantFrom("Accept", "ACCEPT", "content-type", "Content-Type", "X-Id");
const value = fc.constantFrom("a", " b ", "application/json", "");
const step = fc.record({
  method: fc.constantFrom("set" as const, "append" as const, "delete" as const),
  name,
  value,
});

test("createHeaders() creates the same headers as the platform's Headers after the same calls", () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const list = createHeaders();
      const platform = new Headers();

      for (const headers of [list, platform]) apply(headers, steps);

      expect([...list].sort()).toEqual([...platform]);
      expect(["accept", "X-ID"].map((key) => list.get(key))).toEqual(
        ["accept", "X-ID"].map((key) => platform.get(key)),
      );
      expect(list.has("CONTENT-type")).toBe(platform.has("content-type"));
    }),
    propertyOptions(100),
  );
});

test("createHeaders() creates headers that are accepted where fetch takes headers", () => {
  const list = createHeaders();
  list.set("X-Id", "1");

  const copy = new Request("https://api.example.com", { headers: list }).headers;

  expect(copy.get("x-id")).toBe("1");
  expect(Object.fromEntries(list)).toEqual({ "x-id": "1" });
  expect([[...list.keys()], [...list.values()], list.getSetCookie()]).toEqual([
    ["x-id"],
    ["1"],
    [],
  ]);
});

test("createHeaders() creates headers whose forEach() calls with value, name and itself", () => {
  const list = createHeaders();
  list.set("X-Id", "1");
  const calls: unknown[][] = [];

  list.forEach((...args) => void calls.push(args));

  expect(calls).toEqual([["1", "x-id", list]]);
});

interface Step {
  readonly method: "set" | "append" | "delete";
  readonly name: string;
  readonly value: string;
}

function apply(headers: Headers, steps: readonly Step[]): void {
  for (const { method, name, value } of steps) {
    if (method === "delete") headers.delete(name);
    else headers[method](name, value);
  }
}
