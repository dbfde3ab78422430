import { beforeAll, expect, test } from "vitest";
import { checkTypesNatively } from "./check-types-natively.ts";
import { checkUses } from "./check-uses.ts";
import { uses } from "./uses/uses.ts";

let errors: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  // One program for all uses: most of the time of a program goes into the types of the platform.
  errors = await checkUses(uses, checkTypesNatively);
}, 60_000);

for (const { name } of uses) {
  test(name, () => {
    expect(errors.get(name)).toEqual([]);
  });
}
