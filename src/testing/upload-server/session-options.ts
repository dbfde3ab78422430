import { requireInteger, requireObject, requireText } from "../../http/argument-checks.ts";
import { type ReadOptions, requireNumbersAs } from "./upload-server-options.ts";

/** What {@link UploadServer.createSession} takes. */
export interface SessionOptions {
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
  /**
   * Numbered parts, in any order and several at a time. Without it, ranges one after the other.
   *
   * @default true
   */
  readonly multiChunk?: boolean | undefined;
  /**
   * In bytes.
   *
   * @default the server's
   */
  readonly partSize?: number | undefined;
  /**
   * How the answer writes numbers: as decimal text, as Flip 3.0 does, or as numbers.
   *
   * @default the server's
   */
  readonly numbersAs?: "text" | "number" | undefined;
}

/** What `POST /videos/upload.json` answers. */
export interface SessionAnswer {
  readonly id: string;
  /** Where the bytes go. */
  readonly location: string;
  /** This and the following only with `multiChunk`. */
  readonly parts?: string | number;
  readonly part_size?: string | number;
  readonly max_connections?: string | number;
}

/** What a session is made of. */
export interface SessionFacts {
  readonly id: string;
  readonly location: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly isMultiChunk: boolean;
  readonly partSize: number;
  readonly maxConnections: number;
  readonly numbersAs: "text" | "number";
}

/** Writes the answer that creates a session. */
export function answerSession(facts: SessionFacts, parts: number): SessionAnswer {
  const { id, location, isMultiChunk, partSize, maxConnections, numbersAs } = facts;
  if (!isMultiChunk) return { id, location };
  const write = (count: number) => (numbersAs === "text" ? String(count) : count);
  return {
    ...{ id, location, parts: write(parts) },
    ...{ part_size: write(partSize), max_connections: write(maxConnections) },
  };
}

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
