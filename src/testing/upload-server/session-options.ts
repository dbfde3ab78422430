import {
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireOneOf,
  requireText,
  requireThat,
} from "../../http/argument-checks.ts";
import { type ExtraFileOptions, resolveExtraFiles, type UploadServerFile } from "./extra-files.ts";

/** Values of the option `numbersAs`. */
export const numberForms = ["text", "number"] as const;

/** Format of numbers in the response that creates a session. */
export type NumbersAs = (typeof numberForms)[number];

/** Values of the option `completeAs`. */
export const completeForms = ["parts-and-video", "parts", "video", "empty", "status"] as const;

/** Response of an upload location when no part is missing. */
export type CompleteAs = (typeof completeForms)[number];

/** Options of {@link UploadServer.createSession}. */
export interface SessionOptions {
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
  /**
   * Whether the file is sent in numbered parts, in any order and several at a time. Otherwise it is
   * sent in ranges, one after the other.
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
   * Format of numbers in the response: decimal text, as in Flip 3.0, or numbers.
   *
   * @default the server's
   */
  readonly numbersAs?: NumbersAs | undefined;
  /**
   * Further files of the session, each with parts of its own. Only with `multiChunk`.
   *
   * @default []
   */
  readonly extraFiles?: readonly ExtraFileOptions[] | undefined;
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = {
  fileName: true,
  fileSize: true,
  multiChunk: true,
  partSize: true,
  numbersAs: true,
  extraFiles: true,
} satisfies Record<keyof SessionOptions, true>;

/** The response to `POST /videos/upload.json`. */
export interface SessionResponse {
  readonly id: string;
  /** URL to which the bytes are sent. */
  readonly location: string;
  /** This field and the following ones are present only with `multiChunk`. */
  readonly parts?: string | number;
  readonly part_size?: string | number;
  readonly max_connections?: string | number;
  /** Further files by their tags. Present only if there are any. */
  readonly extra_files?: Readonly<Record<string, ExtraFileResponse>>;
}

/** How a further file is divided into parts, as decimal text. */
export interface ExtraFileResponse {
  readonly parts: string;
  readonly part_size: string;
}

/** Settings of a session. */
export interface SessionSettings {
  readonly id: string;
  readonly location: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly isMultiChunk: boolean;
  readonly partSize: number;
  readonly maxConnections: number;
  readonly numbersAs: NumbersAs;
  readonly completeAs: CompleteAs;
  readonly extraFiles: readonly ExtraFileOptions[];
}

/** Returns the response to the request that creates a session. */
export function createSessionResponse(
  settings: SessionSettings,
  parts: number,
  extraFiles: readonly UploadServerFile[],
): SessionResponse {
  const { id, location, isMultiChunk, partSize, maxConnections, numbersAs } = settings;
  if (!isMultiChunk) return { id, location };
  const write = (count: number) => (numbersAs === "text" ? String(count) : count);
  return {
    id,
    location,
    parts: write(parts),
    part_size: write(partSize),
    max_connections: write(maxConnections),
    ...(extraFiles.length > 0 && { extra_files: describeExtraFiles(extraFiles) }),
  };
}

/** Writes numbers as text: those of extra files have been seen in no other form. */
function describeExtraFiles(files: readonly UploadServerFile[]): Record<string, ExtraFileResponse> {
  const entries = files.map(({ tag, parts, partSize }) => [
    tag,
    { parts: String(parts), part_size: String(partSize) },
  ]);
  return Object.fromEntries(entries);
}

/** Options of a server that its sessions inherit. */
type SessionDefaults = Pick<
  SessionSettings,
  "partSize" | "maxConnections" | "numbersAs" | "completeAs"
>;

/**
 * Checks the options of a session and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 */
export function resolveSessionOptions(
  options: SessionOptions,
  server: SessionDefaults,
): Omit<SessionSettings, "id" | "location"> {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { fileName, fileSize, multiChunk = true, extraFiles = [] } = options;
  requireThat(
    multiChunk || extraFiles.length === 0,
    "extraFiles",
    "is only for a session with multiChunk",
  );
  const { partSize = server.partSize, numbersAs = server.numbersAs } = options;
  return {
    fileName: requireText("fileName", fileName),
    fileSize: requireInteger("fileSize", fileSize, 0, Number.MAX_SAFE_INTEGER),
    isMultiChunk: multiChunk,
    partSize: requireInteger("partSize", partSize, 1, Number.MAX_SAFE_INTEGER),
    maxConnections: server.maxConnections,
    completeAs: server.completeAs,
    numbersAs: requireOneOf("numbersAs", numbersAs, numberForms),
    extraFiles: resolveExtraFiles(extraFiles),
  };
}
