import { InvalidArgumentError } from "../../http/errors.ts";
import type { ByteSource } from "./byte-source.ts";

/**
 * Rejects a path: only Node can read one.
 *
 * @throws {InvalidArgumentError} Always.
 */
export async function openPath(argument: string, _path: string | URL): Promise<ByteSource> {
  const expectation = "must be a Blob, a File or bytes: paths can be read in Node only";
  throw new InvalidArgumentError(argument, expectation);
}
