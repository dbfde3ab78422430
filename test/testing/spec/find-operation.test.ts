import { expect, test } from "vitest";
import { createRouter } from "../../../src/testing/spec/find-operation.ts";
import type { BaseOperation } from "../../../src/testing/spec/operation.ts";

test("createRouter() prefers a path without variables", () => {
  const operations = [toOperation("one", "/videos/{id}"), toOperation("all", "/videos/all")];
  const find = createRouter(operations, () => undefined);

  const found = [find("GET", "/v1/videos/all"), find("GET", "/v1/videos/any")];

  expect(found).toMatchObject([{ operation: { id: "all" } }, { operation: { id: "one" } }]);
});

test("createRouter() matches special characters of a path literally", () => {
  const find = createRouter([toOperation("one", "/a.b+c/{id}.json")], () => undefined);

  expect(find("GET", "/v1/a.b+c/1.json")).toHaveProperty("operation");
  expect(find("GET", "/v1/aXb+c/1.json")).toHaveProperty("rejection");
});

function toOperation(id: string, path: string): BaseOperation {
  return { id, method: "GET", path, prefix: "/v1", query: new Map(), bodies: [], security: [] };
}
