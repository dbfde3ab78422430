import {
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../../http/argument-checks.ts";
import { FlipPiliError } from "../../http/errors.ts";
import type { UploadStorage } from "./storage.ts";
import { PartProgress } from "./upload-progress.ts";

/** A further file of an upload session, such as subtitles. */
export interface ExtraFileOptions {
  /**
   * Name by which requests select the file, in the header `X-Extra-File-Tag`. Several files with the same
   * tag are numbered: `subtitles.index-0`, `subtitles.index-1`.
   */
  readonly tag: string;
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = { tag: true, fileName: true, fileSize: true } satisfies Record<
  keyof ExtraFileOptions,
  true
>;

/**
 * Checks the extra files of a session, and numbers those with the same tag.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 */
export function resolveExtraFiles(files: readonly ExtraFileOptions[]): ExtraFileOptions[] {
  const checked = files.map(requireExtraFile);
  const counts = new Map<string, number>();
  return checked.map((file) => {
    const { tag } = file;
    if (checked.filter((other) => other.tag === tag).length === 1) return file;
    const index = counts.get(tag) ?? 0;
    counts.set(tag, index + 1);
    return { ...file, tag: numbered(tag, index) };
  });
}

function requireExtraFile(file: ExtraFileOptions, index: number): ExtraFileOptions {
  const name = `extraFiles[${index}]`;
  requireKnownOptions(requireObject(name, file), knownOptions);
  const { tag, fileName, fileSize } = file;
  return {
    tag: requireText(`${name}.tag`, tag),
    fileName: requireText(`${name}.fileName`, fileName),
    fileSize: requireInteger(`${name}.fileSize`, fileSize, 0, Number.MAX_SAFE_INTEGER),
  };
}

function numbered(tag: string, index: number): string {
  return `${tag}.index-${index}`;
}

/** A file of a session that arrives in parts. */
export interface PartedFile {
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes; the last part is shorter. */
  readonly partSize: number;
  readonly storage: UploadStorage;
  readonly partProgress: PartProgress;
}

/** An extra file of a session on the server. */
export class UploadServerFile {
  /** Name by which requests select the file, in the header `X-Extra-File-Tag`. */
  readonly tag: string;
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes; the last part is shorter. */
  readonly partSize: number;
  /** @internal */
  readonly storage: UploadStorage;
  /** @internal */
  readonly partProgress: PartProgress;

  /** @internal */
  constructor(file: ExtraFileOptions, partSize: number, storage: UploadStorage) {
    this.tag = file.tag;
    this.fileName = file.fileName;
    this.fileSize = file.fileSize;
    this.partSize = partSize;
    this.storage = storage;
    this.partProgress = new PartProgress(this);
  }

  /** Number of parts. */
  get parts(): number {
    return this.partProgress.parts;
  }

  /** Parts that have not arrived, in order. */
  get missingParts(): number[] {
    return this.partProgress.missingParts;
  }

  /**
   * Returns the SHA-256 of the stored file, in hex.
   *
   * @throws {FlipPiliError} When bytes are missing or were discarded.
   */
  sha256(): string {
    if (this.partProgress.isComplete) return this.storage.sha256(0, this.fileSize);
    const missing = this.fileSize - this.partProgress.acceptedBytes;
    throw new FlipPiliError(`Cannot hash the file ${this.tag}: ${missing} bytes are missing`);
  }
}

/**
 * Finds an extra file by its tag. Some clients number a file even if it is the only one with its tag.
 *
 * @returns `undefined` when the session has no such file.
 */
export function findExtraFile(
  files: readonly UploadServerFile[],
  wanted: string,
): UploadServerFile | undefined {
  return (
    files.find(({ tag }) => wanted === tag) ?? files.find(({ tag }) => wanted === numbered(tag, 0))
  );
}
