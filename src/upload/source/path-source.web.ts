import { InvalidArgumentError } from "../../http/errors.ts";
import type { UploadSource } from "./upload-source.ts";

/** @throws {InvalidArgumentError} Always: there are no paths here. */
export async function openPathSource(_path: string | URL): Promise<UploadSource> {
  const expectation = "must be a Blob, a File or bytes: paths can be read in Node only";
  throw new InvalidArgumentError("source", expectation);
}
