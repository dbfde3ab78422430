import { MissingPackageError } from "./missing-package-error.ts";
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

const packages = ["@stoplight/prism-http"];

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

async function explainFailure<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load();
  } catch (cause) {
    if (isNotFound(cause)) throw new MissingPackageError(packages, cause);
    throw cause;
  }
}

function isNotFound(cause: unknown): boolean {
  const { code } = cause as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}
