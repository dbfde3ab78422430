import { MissingPackageError } from "./missing-package-error.ts";

/** What is used of the package that validates requests and answers with examples. */
export type Prism = Pick<
  typeof import("@stoplight/prism-http"),
  "createInstance" | "getHttpOperationsFromSpec"
>;

const packages = ["@stoplight/prism-http"];

/**
 * Loads Prism, which is installed only by those who use the mock servers.
 *
 * @throws {MissingPackageError} When it is not installed.
 */
export async function loadPrism(
  load: () => Promise<Prism> = () => import("@stoplight/prism-http"),
): Promise<Prism> {
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
