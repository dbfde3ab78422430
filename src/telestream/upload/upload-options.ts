import { isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { RequestOptions } from "../../http/options.ts";
import { openDescribed } from "../../upload/describe-file.ts";
import { type SendingOptions, sendingOptions } from "../../upload/session/upload-options.ts";
import type { DescribedSource } from "../../upload/source/described-source.ts";
import {
  type FileDescription,
  type FileInput,
  isFileDescription,
  requireFileDescription,
} from "../../upload/source/file-input.ts";
import { requireFileName, toBaseName } from "../../upload/source/file-name.ts";
import { streamSample } from "../../upload/source/fingerprint.ts";
import { isStream, requireStreamSize, type StreamInput } from "../../upload/source/stream-input.ts";
import { requireProfiles } from "../profile-names.ts";

/**
 * Options of a new session: those for sending, and `headers`, `retries` and `timeoutMs` of the call that creates the
 * session. Each generation of the API adds its parameters of the video.
 */
export interface SessionOptions extends SendingOptions, Omit<RequestOptions, "signal"> {
  /**
   * Profiles to encode with: names or ids, separated by commas or in an array. Without it, only `h264` is used,
   * unless `use_all_profiles` is set. `videos.create()` without it uses all profiles of the factory.
   *
   * @default "h264"
   */
  profiles?: string | readonly string[] | undefined;
  /** Whether every profile of the factory is used. */
  use_all_profiles?: boolean | undefined;
  /**
   * Name of the file, without a folder, that the service stores as `original_filename`.
   *
   * @default the base name of the file; `file` for bytes and streams
   */
  fileName?: string | undefined;
  /** Number of bytes of a stream. Only for a stream, and required unless the stream has a property `size`. */
  size?: number | undefined;
  /**
   * Whether the file is sent in parts, several at a time. Otherwise in ranges, one after the other.
   *
   * @default true
   */
  multiChunk?: boolean | undefined;
  /**
   * Whether an expired session is created again, once, and the file sent from the start. `state` then
   * changes. A file that had been sent completely is not sent again: the session looks for its video.
   *
   * @default false
   */
  restart?: boolean | undefined;
}

/** Parameters of the call that creates a session. */
export interface SessionParams {
  readonly file_name: string;
  readonly file_size: number;
  readonly multi_chunk?: true;
  readonly extra_files?: ExtraFileParams[];
}

/** Parameters of a file that is sent in the same session. */
interface ExtraFileParams {
  readonly tag: string;
  readonly file_name: string;
  readonly file_size: number;
}

/** What a session is created for: a file, the description of a file that is elsewhere, or a stream. */
export type UploadSource = FileInput | FileDescription | StreamInput;

/**
 * Checks the options that are neither for sending the file nor part of the source.
 *
 * @throws {InvalidArgumentError} When an option is invalid. The error names it.
 */
export function requireOwnOptions(options: SessionOptions): void {
  requireProfiles(options.profiles);
  for (const name of ["restart", "multiChunk"] as const) {
    const value = options[name] ?? false;
    if (typeof value !== "boolean") throw new InvalidArgumentError(name, "must be a boolean");
  }
}

/** The description of a source, and the file, if it is still open. */
interface OpenedSource {
  readonly file: FileDescription;
  readonly opened?: DescribedSource | undefined;
}

/** Returns the description of a source. That of a stream contains no more than its declared size. */
export async function describeSource(
  source: UploadSource,
  { fileName, size, restart }: SessionOptions,
): Promise<OpenedSource> {
  const name = fileName === undefined ? undefined : requireFileName("fileName", fileName);
  if (isStream(source)) {
    const declared = requireStreamSize(source, size);
    if (restart) throw new InvalidArgumentError("restart", "is not possible with a stream");
    const fingerprint = { sample: streamSample };
    return { file: { name: name ?? toBaseName(""), size: declared, fingerprint } };
  }
  if (size !== undefined) throw new InvalidArgumentError("size", "is only for a stream");
  if (isFileDescription(source)) return { file: renamed(requireFileDescription(source), name) };
  const { description, opened } = await openDescribed(source);
  return { file: renamed(description, name), opened };
}

function renamed(file: FileDescription, name: string | undefined): FileDescription {
  return { ...file, name: name ?? file.name };
}

/** Options of the call that creates a session, the first time and after it has expired. */
export interface Creation extends Omit<RequestOptions, "signal"> {
  readonly params: SessionParams;
}

/** Copies the options of the call: later changes by the caller have no effect. */
export function readCreation({ name, size }: FileDescription, options: SessionOptions): Creation {
  const { headers, retries, timeoutMs } = options;
  return { params: toParams(name, size, options), headers: copyValue(headers), retries, timeoutMs };
}

/** Copies a value of an option: a list, or an object of text. Anything else is rejected or immutable. */
function copyValue<Value>(value: Value): Value {
  if (Array.isArray(value)) return [...value] as Value & unknown[];
  return isPlainObject(value) ? { ...value } : value;
}

/** Options that are not parameters of the API. The type requires each of them to be listed. */
const ownOptions = () =>
  ({
    ...sendingOptions,
    multiChunk: true,
    restart: true,
    fileName: true,
    size: true,
    headers: true,
    retries: true,
    timeoutMs: true,
  }) satisfies Record<Exclude<keyof SessionOptions, "profiles" | "use_all_profiles">, true>;

/** Returns the API's parameters. */
function toParams(file_name: string, file_size: number, options: SessionOptions): SessionParams {
  const { multiChunk = true } = options;
  const own = ownOptions();
  const parameters = Object.entries(options)
    .filter(([name, value]) => !Object.hasOwn(own, name) && value !== undefined)
    .map(([name, value]) => [name, copyValue(value)]);
  return {
    ...(options.use_all_profiles !== true && { profiles: "h264" }),
    ...Object.fromEntries(parameters),
    file_name,
    file_size,
    ...(multiChunk && { multi_chunk: true as const }),
  };
}
