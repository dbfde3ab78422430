import { loadPackages, MissingPackageError } from "../../http/missing-package-error.ts";
import type { SpecOperation } from "./operation.ts";

/** The functions of Prism that read specs and validate. */
export type Prism = Pick<
  typeof import("@stoplight/prism-http/dist/utils/operations.js"),
  "getHttpOperationsFromSpec"
> &
  Pick<
    typeof import("@stoplight/prism-http/dist/validator/index.js"),
    "validateInput" | "validateOutput"
  >;

/** An operation in the form in which Prism reads it. */
export type PrismOperation = Awaited<ReturnType<Prism["getHttpOperationsFromSpec"]>>[number];

/** Returns an operation in the form in which Prism reads it. */
export function prismOf({ prism }: SpecOperation): PrismOperation {
  // Only `loadSpec()` creates operations, from those of Prism.
  return prism as PrismOperation;
}

/** The function of Prism that creates a mocker, which responds with examples. */
export type PrismMocker = Pick<typeof import("@stoplight/prism-http"), "createInstance">;

/** Version that runs on every supported Node: later ones of Prism 5 need Node 24. */
const packages = { "@stoplight/prism-http": "5.12" };

/**
 * Loads the small parts of Prism, which is an optional package. Loading all of it takes five times as
 * long.
 *
 * @throws {MissingPackageError} When Prism is not installed.
 */
export function loadPrism(load: () => Promise<Prism> = importParts): Promise<Prism> {
  return explainFailure(load);
}

/** Loads the rest of Prism: the mocker. */
export function loadMocker(): Promise<PrismMocker> {
  return explainFailure(() => import("@stoplight/prism-http"));
}

async function importParts(): Promise<Prism> {
  const [operations, validator] = await Promise.all([
    import("@stoplight/prism-http/dist/utils/operations.js"),
    import("@stoplight/prism-http/dist/validator/index.js"),
  ]);
  const { getHttpOperationsFromSpec } = operations;
  const { validateInput, validateOutput } = validator;
  return { getHttpOperationsFromSpec, validateInput, validateOutput };
}

function explainFailure<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  return loadPackages(
    load,
    (cause) => new MissingPackageError("Cannot load Prism", packages, cause, ["-D"]),
  );
}
