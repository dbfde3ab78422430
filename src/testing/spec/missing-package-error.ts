import { FlipPiliError } from "../../http/errors.ts";

/** Version that runs on every supported Node: later ones of Prism 5 need Node 24. */
const version = "5.12";

/** Thrown when a required package is not installed. */
export class MissingPackageError extends FlipPiliError {
  override readonly name = "MissingPackageError" as const;
  /** Names of the packages to install. */
  readonly packages: readonly string[];

  constructor(packages: readonly string[], cause: unknown) {
    const specifiers = packages.map((name) => `${name}@${version}`);
    super(`Cannot load Prism: run npm install -D ${specifiers.join(" ")}`, { cause });
    this.packages = packages;
  }
}
