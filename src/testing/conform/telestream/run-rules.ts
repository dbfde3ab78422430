import { randomBytes } from "node:crypto";
import type { SpecOperation } from "../../spec/operation.ts";
import type { RunSettings } from "../conformance-options.ts";
import type { Search } from "../created-resources.ts";

/** Returns an id in the format of the service that no record has. */
export function newUnknownId(): string {
  return randomBytes(16).toString("hex");
}

/** Lists that are searched for records of a run whose ids did not arrive. */
export const searches: readonly Search[] = [
  searchOf("video", "payload"),
  searchOf("video", "original_filename"),
  searchOf("profile", "name"),
];

/** Returns the search for records by one of their fields. */
function searchOf(kind: "video" | "profile", nameField: string): Search {
  const name = kind === "video" ? "Video" : "Profile";
  return {
    kind,
    operationId: `list${name}s`,
    request: () => ({}),
    nameField,
    deletedBy: `delete${name}`,
  };
}

/** Returns the reason why an operation cannot be called without a factory, if it needs one. */
export function skipWithoutFactory(
  { security }: SpecOperation,
  { factoryId }: Pick<RunSettings, "factoryId">,
): string | undefined {
  const needsFactory =
    security.length > 0 && security.every((names) => names.includes("factory_id"));
  if (!needsFactory || factoryId !== undefined) return undefined;
  return "it requires a factory: set factoryId, because the account does not have exactly one";
}
