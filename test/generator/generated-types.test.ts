import { beforeAll, expect, test } from "vitest";
import { checkUses } from "./check-uses.ts";
import { bodyUses } from "./uses/bodies.ts";
import { directionUses } from "./uses/directions.ts";
import { discriminatorUses } from "./uses/discriminators.ts";
import { endpointUses } from "./uses/endpoints.ts";
import { objectUses } from "./uses/objects.ts";
import { referenceUses } from "./uses/references.ts";
import { resultUses } from "./uses/results.ts";
import { schemaTableUses } from "./uses/schema-table.ts";

const uses = [
  ...endpointUses,
  ...directionUses,
  ...referenceUses,
  ...resultUses,
  ...bodyUses,
  ...schemaTableUses,
  ...discriminatorUses,
  ...objectUses,
];

let errors: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  // One program for all uses: most of the time of a program goes into the types of the platform.
  errors = checkUses(uses);
});

for (const { name } of uses) {
  test(name, () => {
    expect(errors.get(name)).toEqual([]);
  });
}
