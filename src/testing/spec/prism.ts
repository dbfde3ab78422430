import { FlipPiliError } from "../../http/errors.ts";

/** What is used of the package that reads specs and validates. */
export type Prism = Pick<
  typeof import("@stoplight/prism-http/dist/utils/operations.js"),
  "getHttpOperationsFromSpec"
> &
  Pick<
    typeof import("@stoplight/prism-http/dist/validator/index.js"),
    "validateInput" | "validateOutput"
  >;

/** What is used of the package to answer with examples. */
export type PrismMocker = Pick<typeof import("@stoplight/prism-http"), "createInstance">;

const packages = ["@stoplight/prism-http"];

/**
 * Loads the quick parts of Prism, which is installed only by those who use the mock servers. The
 * whole takes five times as long.
 *
 * @throws {MissingPackageError} When it is not installed.
 */
export function loadPrism(load: () => Promise<Prism> = importParts): Promise<Prism> {
  return explainFailure(load);
}

/** Loads what {@link loadPrism} leaves out. */
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

/** Thrown when a package that the mock servers need is not installed. */
export class MissingPackageError extends FlipPiliError {
  override readonly name = "MissingPackageError" as const;
  /** What to install. */
  readonly packages: readonly string[];

  constructor(packages: readonly string[], cause: unknown) {
    super(`Cannot start a mock server: run npm install -D ${packages.join(" ")}`, { cause });
    this.packages = packages;
  }
}
