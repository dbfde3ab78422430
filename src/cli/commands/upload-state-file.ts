import { readFile, rm, stat, writeFile } from "node:fs/promises";
import type { UploadState } from "../../flip/index.ts";
import { replaceFile } from "../../http/files/replace-file.node.ts";
import type { ApiName } from "../apis.ts";
import { UsageError } from "../errors.ts";

/** File mode. Only the owner may read the state, which allows sending to the upload's location. */
const ownerOnly = 0o600;

/** Flags of the call that creates a session, which it stores until it can store the state. None is secret. */
export interface CreationFlags {
  readonly api?: ApiName | undefined;
  readonly factoryId?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly http?: boolean | undefined;
  readonly profiles?: string | undefined;
  readonly fileName?: string | undefined;
}

/** Type of each flag. */
const flagTypes = {
  api: "string",
  factoryId: "string",
  host: "string",
  port: "number",
  http: "boolean",
  profiles: "string",
  fileName: "string",
} satisfies Record<keyof CreationFlags, string>;

/** What a state file contains: a state, or before there is a session, the flags to create it. */
export type StoredUpload = { readonly state: UploadState } | { readonly creating: CreationFlags };

/** Paths of the files that this process has reserved. */
const reservedHere = new Set<string>();

/** The file that stores the state of an upload. It exists as long as the upload can be resumed. */
export class StateFile {
  readonly path: string;
  #hasState = false;
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Whether the file holds a state from which the upload can be resumed. */
  get hasState(): boolean {
    return this.#hasState;
  }

  /**
   * Creates the file. Called before a session is created, so that its state can be saved. The file of a
   * process that ended before it had a session is replaced.
   *
   * @returns Whether a file was replaced.
   * @throws {UsageError} When the file is in use, or cannot be written.
   */
  async reserve(flags: CreationFlags): Promise<boolean> {
    const text = `${JSON.stringify({ creating: { ...flags, processId: process.pid } })}\n`;
    let isReplaced = false;
    try {
      await writeFile(this.path, text, { flag: "wx", mode: ownerOnly });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST")
        throw new UsageError(`--state cannot be written: ${this.path} (${code})`);
      await this.#requireAbandoned();
      await replaceFile(this.path, text);
      isReplaced = true;
    }
    reservedHere.add(this.path);
    return isReplaced;
  }

  /** @throws {UsageError} When the file contains a state, or anything else but what `reserve()` wrote. */
  async #requireAbandoned(): Promise<void> {
    const text = await this.#readText("--state");
    const content = parseText(text);
    if (text === "" || readFlags(content, this.path) !== undefined) return;
    throw new UsageError(
      `${this.path} is the state of an upload: use --resume to continue, or delete the file to start over`,
    );
  }

  /** @throws {UsageError} When the file cannot be read. The message names the flag. */
  async #readText(flag: string): Promise<string> {
    try {
      // A FIFO would wait for a writer.
      if (!(await stat(this.path)).isFile())
        throw Object.assign(new Error(), { code: "not a file" });
      return await readFile(this.path, "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(`${flag} cannot read the state: ${this.path} (${code})`);
    }
  }

  /**
   * Writes the state of a session. The file always holds a whole state, the previous one or the new one.
   * A write waits for the one before it.
   */
  save(state: UploadState): Promise<void> {
    this.#saving = this.#saving.catch(() => {}).then(() => this.#write(state));
    return this.#saving;
  }

  async #write(state: UploadState): Promise<void> {
    await replaceFile(this.path, `${JSON.stringify(state, undefined, 2)}\n`);
    this.#hasState = true;
  }

  /** Waits until all states are written, or could not be written. */
  async settle(): Promise<void> {
    await this.#saving.catch(() => {});
  }

  /**
   * Reads the state, or the flags of a call that ended before it had one.
   *
   * @throws {UsageError} When the file is missing, is not JSON, or a running process creates the session.
   */
  async read(): Promise<StoredUpload> {
    const text = await this.#readText("--resume");
    if (text === "") throw new UsageError(`${this.path} is empty: upload again without --resume`);
    const content = parseText(text);
    if (content === undefined) {
      throw new UsageError(`--resume cannot read the state: ${this.path} is not JSON`);
    }
    const creating = readFlags(content, this.path);
    if (creating !== undefined) return { creating };
    this.#hasState = true;
    // restoreUploadSession() checks it.
    return { state: content as UploadState };
  }

  /** Deletes the file. */
  async remove(): Promise<void> {
    await this.settle();
    await rm(this.path, { force: true });
    reservedHere.delete(this.path);
    this.#hasState = false;
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toFields(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

/**
 * Returns the flags of a call that ended before it had a session.
 *
 * @throws {UsageError} When its process is still running.
 */
function readFlags(content: unknown, path: string): CreationFlags | undefined {
  const creating = toFields(toFields(content)?.["creating"]);
  if (creating === undefined) return undefined;
  const processId = creating["processId"];
  if (typeof processId === "number" && isRunning(processId, path)) {
    const problem = `process ${processId} is creating this upload: wait for it`;
    throw new UsageError(`${problem}, or delete ${path} if it has ended`);
  }
  const valid = Object.entries(flagTypes).filter(([name, type]) => typeof creating[name] === type);
  return Object.fromEntries(valid.map(([name]) => [name, creating[name]]));
}

/** Returns whether a process may be creating a session. In a container, a later process may have its id. */
function isRunning(processId: number, path: string): boolean {
  if (processId === process.pid) return reservedHere.has(path);
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
