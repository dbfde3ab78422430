import { requireInteger, requireObject, requireText } from "../../http/argument-checks.ts";
import type { SessionFacts, SessionOptions } from "./session-options.ts";
import { type ReadOptions, requireNumbersAs } from "./upload-server-options.ts";

/** @throws {InvalidArgumentError} When an option cannot be used. */
export function readSessionOptions(
  options: SessionOptions,
  server: Pick<ReadOptions, "partSize" | "maxConnections" | "numbersAs">,
): Omit<SessionFacts, "id" | "location"> {
  const { fileName, fileSize, multiChunk = true } = requireObject("options", options);
  const { partSize = server.partSize, numbersAs = server.numbersAs } = options;
  return {
    fileName: requireText("fileName", fileName),
    fileSize: requireInteger("fileSize", fileSize, 0, Number.MAX_SAFE_INTEGER),
    isMultiChunk: multiChunk,
    partSize: requireInteger("partSize", partSize, 1, Number.MAX_SAFE_INTEGER),
    maxConnections: server.maxConnections,
    numbersAs: requireNumbersAs(numbersAs),
  };
}
