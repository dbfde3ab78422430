import { FlipPiliError } from "./errors.ts";

/** Thrown when a required package is not installed. */
export class MissingPackageError extends FlipPiliError {
  override readonly name = "MissingPackageError" as const;
  /** Names of the packages to install. */
  readonly packages: readonly string[];

  /**
   * @param purpose - What needs them: "Cannot load Prism".
   * @param versions - Version of each package.
   * @param flags - Flags of `npm install`.
   */
  constructor(
    purpose: string,
    versions: Readonly<Record<string, string>>,
    cause: unknown,
    flags: readonly string[] = [],
  ) {
    const specifiers = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    super(`${purpose}: run npm install ${[...flags, ...specifiers].join(" ")}`, { cause });
    this.packages = Object.keys(versions);
  }
}

/**
 * Loads optional packages.
 *
 * @throws {MissingPackageError} When one is not installed.
 */
export async function loadPackages<Loaded>(
  load: () => Promise<Loaded>,
  explain: (cause: unknown) => MissingPackageError,
): Promise<Loaded> {
  try {
    return await load();
  } catch (cause) {
    if (isNotFound(cause)) throw explain(cause);
    throw cause;
  }
}

function isNotFound(cause: unknown): boolean {
  const { code } = cause as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}
