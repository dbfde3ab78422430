import { stat } from "node:fs/promises";
import { matchesDescription, UploadError } from "../../flip/index.ts";
import type { Factory, Video } from "../factory.ts";
import { findVideos } from "../find-video.ts";
import type { UploadStore } from "../upload-file.ts";
import type { FileRecord, StateFolder } from "./state-folder.ts";

/** The record of one file in a state folder, which is there as soon as its session exists. */
export class FileStore implements UploadStore {
  readonly #folder: StateFolder;
  readonly #factory: Factory;
  readonly #path: string;
  readonly #fileName: string;
  #record: FileRecord | undefined;

  constructor(
    file: { folder: StateFolder; factory: Factory; path: string; fileName: string },
    record: FileRecord | undefined,
  ) {
    this.#folder = file.folder;
    this.#factory = file.factory;
    this.#path = file.path;
    this.#fileName = file.fileName;
    this.#record = record;
  }

  get state(): UploadStore["state"] {
    return this.#record?.state;
  }

  async save(state: NonNullable<UploadStore["state"]>): Promise<void> {
    const { fileSize: size, fingerprint } = state;
    const isMoved = this.#record?.state?.fingerprint.sample === fingerprint.sample;
    const createdAt = (isMoved ? this.#record?.createdAt : undefined) ?? Date.now();
    this.#record = await this.#folder.write(this.#path, { createdAt, state, size, fingerprint });
  }

  /** Stores that the file is done. */
  async finish(videoId: string): Promise<void> {
    if (this.#record === undefined) return;
    const { createdAt, size, fingerprint } = this.#record;
    this.#record = await this.#folder.write(this.#path, { createdAt, videoId, size, fingerprint });
  }

  /**
   * Finds the video by name and size.
   *
   * @throws {UploadError} When there are several.
   */
  async find(signal: AbortSignal | undefined): Promise<Video | undefined> {
    const { createdAt: since = Date.now(), size } = this.#record ?? {};
    const matches = ({ original_filename, file_size }: Video) =>
      original_filename === this.#fileName && Number(file_size ?? Number.NaN) === size;
    const found = await findVideos(this.#factory, { since, matches, signal });
    if (found.length < 2) return found[0];
    const message = "The session has ended, and several videos may be the result: check them";
    throw new UploadError("video-unknown", message);
  }
}

/**
 * Returns whether a file is the one that a record describes: by its times, or else by its content. One that no longer
 * exists has not changed.
 */
export async function isSameFile(path: string, record: FileRecord): Promise<boolean> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  if (stats === undefined) return true;
  const { size, mtimeNs, ctimeNs, ino } = stats;
  if (Number(size) !== record.size) return false;
  const { modified, changed, inode } = record.fingerprint;
  const isUntouched =
    modified === String(mtimeNs) && changed === String(ctimeNs) && inode === String(ino);
  return isUntouched || matchesDescription(path, record);
}
