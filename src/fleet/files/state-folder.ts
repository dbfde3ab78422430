import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Fingerprint, UploadState } from "../../flip/index.ts";
import { isPlainObject } from "../../http/argument-checks.ts";
import { replaceFile } from "../../http/files/replace-file.node.ts";
import { FolderLock, StateFolderError } from "./folder-lock.ts";

/** What is stored of a file: the session that sends it, or the video that it became. */
export interface FileRecord {
  readonly version: 1;
  readonly factoryId: string;
  readonly path: string;
  /** Time before which no video of this file was created, in milliseconds since 1970. */
  readonly createdAt: number;
  /** State of the session, until there is a video. */
  readonly state?: UploadState;
  /** Id of the video, once the server has everything. */
  readonly videoId?: string;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly fingerprint: Fingerprint;
}

/** A folder with one file for each upload, readable for its owner only. One process uses it at a time. */
export class StateFolder {
  readonly #path: string;
  readonly #lock: FolderLock;
  readonly #factoryId: string;

  private constructor(path: string, lock: FolderLock, factoryId: string) {
    this.#path = path;
    this.#lock = lock;
    this.#factoryId = factoryId;
  }

  /**
   * Opens a folder, and creates it if necessary.
   *
   * @throws {StateFolderError} When another process uses it, or it cannot be written.
   */
  static async open(folder: string, factoryId: string): Promise<StateFolder> {
    const path = resolve(folder);
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new StateFolderError(path, `The state folder cannot be created (${code})`);
    }
    return new StateFolder(path, await FolderLock.take(path), factoryId);
  }

  /**
   * Returns what is stored of a file.
   *
   * @throws {StateFolderError} When it cannot be read. The file is not uploaded again in that case: it may
   *   have been uploaded before.
   */
  async read(path: string): Promise<FileRecord | undefined> {
    const file = this.#fileOf(path);
    try {
      return requireRecord(JSON.parse(await readFile(file, "utf8")), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return undefined;
      const advice = "delete it to upload the file again";
      throw new StateFolderError(file, `Not the record of an upload, ${advice}`);
    }
  }

  /** Replaces what is stored of a file, and returns it. After a crash there is the old record or the new one. */
  async write(
    path: string,
    record: Omit<FileRecord, "version" | "factoryId" | "path">,
  ): Promise<FileRecord> {
    const file = this.#fileOf(path);
    const complete: FileRecord = { version: 1, factoryId: this.#factoryId, path, ...record };
    try {
      await replaceFile(file, `${JSON.stringify(complete)}\n`, `${file}.new`);
      return complete;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new StateFolderError(file, `The state of an upload cannot be written (${code})`);
    }
  }

  /** Lets other processes use the folder. */
  async close(): Promise<void> {
    await this.#lock.release();
  }

  #fileOf(path: string): string {
    const name = createHash("sha256").update(`${this.#factoryId}\n${path}`).digest("hex");
    return join(this.#path, `${name.slice(0, 40)}.json`);
  }
}

/** Checks the fields that decide whether a file is uploaded. `restoreUploadSession()` checks the state. */
function requireRecord(value: unknown, path: string): FileRecord {
  if (!isPlainObject(value)) throw new TypeError();
  const { version, createdAt, size, fingerprint, state, videoId } = value;
  const isValid =
    version === 1 &&
    value["path"] === path &&
    typeof createdAt === "number" &&
    typeof size === "number" &&
    isPlainObject(fingerprint) &&
    (isPlainObject(state) || typeof videoId === "string");
  if (!isValid) throw new TypeError();
  // All fields have been checked above.
  return value as unknown as FileRecord;
}
