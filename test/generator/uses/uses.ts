import type { Use } from "../check-uses.ts";
import { bodyUses } from "./bodies.ts";
import { directionUses } from "./directions.ts";
import { discriminatorUses } from "./discriminators.ts";
import { endpointUses } from "./endpoints.ts";
import { largeIntegerUses } from "./large-integers.ts";
import { objectUses } from "./objects.ts";
import { parameterUses } from "./parameters.ts";
import { referenceUses } from "./references.ts";
import { resultUses } from "./results.ts";
import { schemaTableUses } from "./schema-table.ts";

/** All uses. */
export const uses: readonly Use[] = [
  ...endpointUses,
  ...directionUses,
  ...referenceUses,
  ...resultUses,
  ...bodyUses,
  ...schemaTableUses,
  ...discriminatorUses,
  ...objectUses,
  ...largeIntegerUses,
  ...parameterUses,
];
