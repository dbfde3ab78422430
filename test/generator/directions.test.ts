import { expect, test } from "vitest";
import { splitDirections } from "../../scripts/openapi/schemas/split-directions.ts";
import { sampleDocument, sampleSpec } from "./generate-sample.ts";
import { videos } from "./uses/directions.ts";

test("splitDirections() adds a second form only for schemas that differ and are used both ways", () => {
  const spec = sampleSpec({ "specs/sample/openapi.yaml": sampleDocument(videos) });

  const { document, writtenSchemas } = splitDirections(spec.document);

  const { schemas } = document.components as { schemas: object };
  expect(Object.keys(schemas)).toEqual(["Video", "VideoWrite", "Tag", "TagWrite", "Stamp", "Same"]);
  expect([...writtenSchemas].sort()).toEqual(["Stamp", "TagWrite", "VideoWrite"]);
});
