import { fileURLToPath } from "node:url";
import { InvalidArgumentError } from "../errors.ts";

/**
 * The path that a `file:` URL stands for. A path stays as it is.
 *
 * @throws {InvalidArgumentError} When the URL is another one, or has no path on this machine.
 */
export function toPath(argument: string, location: string | URL): string {
  if (!(location instanceof URL)) return location;
  if (location.protocol !== "file:") {
    throw new InvalidArgumentError(argument, `must be a file: URL, not ${location.protocol}`);
  }
  try {
    return fileURLToPath(location);
  } catch {
    throw new InvalidArgumentError(argument, "must be a file: URL with a path on this machine");
  }
}
