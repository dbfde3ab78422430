import { loadUploadEngine } from "#upload-engine";
import {
  isPlainObject,
  requireItems,
  requireKind,
  requireThat,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { describeFile } from "../../upload/describe-file.ts";
import type { UploadProgress } from "../../upload/session/progress.ts";
import type { UploadRun } from "../../upload/session/run-upload.ts";
import type { CompletedUpload } from "../../upload/session/send-parts.ts";
import { requireState, type UploadState } from "../../upload/session/upload-state.ts";
import type { FileDescription, FileInput } from "../../upload/source/file-input.ts";
import type { Fingerprint } from "../../upload/source/fingerprint.ts";
import { UploadError } from "../../upload/upload-error.ts";
import type { SessionFiles } from "./upload-session.ts";

/** Further files of an upload session by tag: one file, or several with the same tag. */
export type ExtraFiles = Readonly<Record<string, FileInput | readonly FileInput[]>>;

/** What the state of a session contains about an extra file. */
export interface ExtraFileState {
  readonly tag: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly parts: number;
  readonly partSize: number;
  readonly fingerprint: Fingerprint;
}

/** The state of a session that may have extra files. */
export interface StateWithExtraFiles extends UploadState {
  readonly extraFiles?: readonly ExtraFileState[];
}

/** A file and its tag. */
interface TaggedFile {
  readonly tag: string;
  readonly source: FileInput;
}

/** An extra file of a new session. */
interface DescribedFile extends TaggedFile {
  readonly description: FileDescription;
}

/** Describes the extra files of a new session. */
export async function describeExtraFiles(files: ExtraFiles): Promise<DescribedFile[]> {
  const tagged = listFiles(files);
  return Promise.all(
    tagged.map(async (file) => ({
      ...file,
      description: await describeFile(file.source).catch((error: unknown) => {
        throw renamed(error, () => `extraFiles.${file.tag}`);
      }),
    })),
  );
}

/** Returns each file with its tag. Files with the same tag are numbered, as the service expects it. */
function listFiles(files: ExtraFiles): TaggedFile[] {
  requireKind(isPlainObject(files), "extraFiles", files, "an object with files by tag");
  const tagged = Object.entries(files).flatMap(([tag, given]) => {
    // Tags are sent in a header.
    const isTag = /^[\x21-\x7e]+$/.test(tag);
    requireThat(isTag, "extraFiles", "must have tags of ASCII characters without spaces");
    const sources: readonly FileInput[] = isList(given) ? given : [given];
    const kinds = { array: "a file or an array of files", item: "must be a file" };
    requireItems(`extraFiles.${tag}`, sources, (file) => file !== undefined, kinds);
    const isAlone = sources.length === 1;
    return sources.map((source, index) => ({
      tag: isAlone ? tag : `${tag}.index-${index}`,
      source,
    }));
  });
  const tags = new Set<string>();
  for (const { tag } of tagged) {
    requireThat(!tags.has(tag), `extraFiles.${tag}`, "must not be the tag of another file");
    tags.add(tag);
  }
  return tagged;
}

function isList(given: FileInput | readonly FileInput[]): given is readonly FileInput[] {
  return Array.isArray(given);
}

/** Returns an error about an argument under another name. */
function renamed(error: unknown, rename: (argument: string) => string): unknown {
  if (!(error instanceof InvalidArgumentError)) return error;
  const expectation = error.message.replace(/^Invalid argument \S+ /, "");
  return new InvalidArgumentError(rename(error.argument), expectation);
}

/** Extra files of one session: their states, and how they are sent. */
export class ExtraFilesOfSession implements SessionFiles {
  readonly #files: readonly TaggedFile[];
  #states: readonly ExtraFileState[];
  /** Bytes of the extra files that are complete. */
  #completedBytes = 0;

  constructor(files: readonly TaggedFile[], states: readonly ExtraFileState[] = []) {
    this.#files = files;
    this.#states = states;
  }

  readonly toState = (): object => ({ extraFiles: this.#states });

  /**
   * Reads how the service has divided the files of a new session into parts.
   *
   * @throws {UploadError} When the response does not contain a file, or is not valid.
   */
  async readSession(body: unknown, files: readonly DescribedFile[]): Promise<void> {
    const { parseSession } = await loadUploadEngine();
    const { location, extra_files } = isPlainObject(body) ? body : {};
    const accepted = isPlainObject(extra_files) ? extra_files : {};
    this.#states = files.map(({ tag, description: { name, size, fingerprint } }) => {
      const own = Object.hasOwn(accepted, tag) ? accepted[tag] : undefined;
      const fields = isPlainObject(own) ? { ...own, location } : { location };
      const { parts, partSize } = parseSession(fields, size);
      if (parts > 0) return { tag, fileName: name, fileSize: size, parts, partSize, fingerprint };
      throw new UploadError("protocol", `The server has not accepted the extra file ${tag}`);
    });
  }

  /** Adds the sizes of the extra files to the progress of a session. */
  withTotal(
    onProgress: ((progress: UploadProgress) => void) | undefined,
  ): ((progress: UploadProgress) => void) | undefined {
    return onProgress && ((progress) => onProgress(this.#addTo(progress)));
  }

  #addTo({ sent, confirmed, total, speed }: UploadProgress): UploadProgress {
    const extra = this.#states.reduce((sum, { fileSize }) => sum + fileSize, 0);
    const done = this.#completedBytes;
    const left = total + extra - sent - done;
    return {
      sent: sent + done,
      confirmed: confirmed + done,
      total: total + extra,
      speed,
      secondsLeft: speed > 0 ? left / speed : undefined,
    };
  }

  /** Sends the main file, then the extra files, one after the other. */
  readonly run = async (run: UploadRun): Promise<CompletedUpload> => {
    const { runUpload } = await loadUploadEngine();
    this.#completedBytes = 0;
    let completed = await runUpload({ ...run, isPartial: this.#states.length > 0 });
    for (const [index, state] of this.#states.entries()) {
      const isLast = index === this.#states.length - 1;
      const isPartial = !isLast || completed.videoId !== undefined;
      const sent = await this.#send(state, { ...run, isPartial });
      if (sent.videoId !== undefined) completed = sent;
      this.#completedBytes += state.fileSize;
    }
    return completed;
  };

  async #send({ tag, ...file }: ExtraFileState, run: UploadRun): Promise<CompletedUpload> {
    const { runUpload, ProgressMeter, SentRecord } = await loadUploadEngine();
    const { server, settings } = run;
    const source = this.#files.find((given) => given.tag === tag)?.source;
    if (source === undefined)
      throw new UploadError("source-unreadable", `No file has the tag ${tag}`);
    const { fileSize } = server.state;
    const report = (progress: UploadProgress): void =>
      settings.onProgress?.({
        ...progress,
        sent: fileSize + progress.sent,
        confirmed: fileSize + progress.confirmed,
        total: fileSize,
      });
    return runUpload({
      ...run,
      source,
      server: {
        state: { ...server.state, ...file },
        location: server.location,
        setMissing() {},
      },
      settings: { ...settings, headers: { "X-Extra-File-Tag": tag } },
      meter: new ProgressMeter(file.fileSize, report),
      sent: new SentRecord(file.parts),
    });
  }
}

/**
 * Returns the extra files of a stored state.
 *
 * @throws {InvalidArgumentError} When a file of the state is not valid or not given, or the state has no such file.
 */
export function restoreExtraFiles(
  state: StateWithExtraFiles,
  files: ExtraFiles = {},
): ExtraFilesOfSession | undefined {
  const tagged = listFiles(files);
  const { extraFiles: given = [] } = Object(state) as { extraFiles?: unknown };
  const kinds = { array: "an array of files", item: "must be an object" };
  requireItems("state.extraFiles", given as unknown[], isPlainObject, kinds);
  const states = (given as ExtraFileState[]).map((file, index) => readState(state, file, index));
  for (const { tag } of states) {
    const isGiven = tagged.some((file) => file.tag === tag);
    requireThat(isGiven, `extraFiles.${tag}`, "must be given: the session has this file");
  }
  for (const { tag } of tagged) {
    const isKnown = states.some((file) => file.tag === tag);
    requireThat(isKnown, `extraFiles.${tag}`, "is not a file of the session");
  }
  return states.length === 0 ? undefined : new ExtraFilesOfSession(tagged, states);
}

function readState(state: UploadState, file: ExtraFileState, index: number): ExtraFileState {
  const name = `state.extraFiles[${index}]`;
  requireThat(typeof file.tag === "string", `${name}.tag`, "must be a string");
  try {
    // The location was checked with the main file.
    const checked = requireState({ ...state, ...file }, true);
    const { fileName, fileSize, parts, partSize, fingerprint } = checked;
    return { tag: file.tag, fileName, fileSize, parts, partSize, fingerprint };
  } catch (error) {
    throw renamed(error, (argument) => argument.replace(/^state/, name));
  }
}
