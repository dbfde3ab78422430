import { requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

/** Name of a file that has none. */
const defaultName = "file";

/** Names that are no base names, although they contain no separator. */
const folders: ReadonlySet<string> = new Set([".", ".."]);

/**
 * Returns the base name of a path of any platform: `folder/clip.mp4` and `C:\clip.mp4` → `clip.mp4`.
 * Without one, returns `file`.
 */
export function toBaseName(path: string): string {
  const name = path.split(/[\\/]/).findLast((segment) => segment.trim() !== "") ?? "";
  return name === "" || folders.has(name) ? defaultName : name;
}

/**
 * Returns the name of a file.
 *
 * @throws {InvalidArgumentError} When the value is not a non-empty string, or not a base name.
 */
export function requireFileName(argument: string, value: unknown): string {
  const name = requireText(argument, value);
  if (toBaseName(name) === name) return name;
  throw new InvalidArgumentError(argument, "must be a base name, without / and \\");
}
