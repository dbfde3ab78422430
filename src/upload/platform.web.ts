import { InvalidArgumentError } from "../http/errors.ts";
import type { ByteSource } from "./source/byte-source.ts";

export { createTransport } from "./protocol/transport.web.ts";

/** Whether a stream can be sent as a request body. Browsers do so only over HTTP/2, and some never. */
export const streamsRequestBodies: boolean = false;

/**
 * Rejects a path: only Node can read one.
 *
 * @throws {InvalidArgumentError} Always.
 */
export async function openPath(argument: string, _path: string | URL): Promise<ByteSource> {
  const expectation = "must be a Blob, a File or bytes: paths can be read in Node only";
  throw new InvalidArgumentError(argument, expectation);
}
