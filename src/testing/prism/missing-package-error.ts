import { FlipPiliError } from "../../http/errors.ts";

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
