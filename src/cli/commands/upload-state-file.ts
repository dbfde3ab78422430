import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { UploadState } from "../../flip/index.ts";
import { UsageError } from "../errors.ts";

/** File mode. Only the owner may read the state, which allows sending to the upload's location. */
const ownerOnly = 0o600;

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
   * Creates an empty file. Called before a session is created, so that its state can be saved.
   *
   * @throws {UsageError} When the file already exists, or cannot be written.
   */
  async reserve(): Promise<void> {
    try {
      await writeFile(this.path, "", { flag: "wx", mode: ownerOnly });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") {
        throw new UsageError(
          `${this.path} is the state of an upload: use --resume to continue, or delete the file to start over`,
        );
      }
      throw new UsageError(`--state cannot be written: ${this.path} (${code})`);
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
    const next = `${this.path}.new`;
    try {
      await writeFile(next, `${JSON.stringify(state, undefined, 2)}\n`, { mode: ownerOnly });
      await rename(next, this.path);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
    this.#hasState = true;
  }

  /** Waits until all states are written, or could not be written. */
  async settle(): Promise<void> {
    await this.#saving.catch(() => {});
  }

  /**
   * Reads the state.
   *
   * @throws {UsageError} When the file is missing, or is not JSON.
   */
  async read(): Promise<UploadState> {
    const text = await readFile(this.path, "utf8").catch(({ code }: NodeJS.ErrnoException) => {
      throw new UsageError(`--resume cannot read the state: ${this.path} (${code})`);
    });
    try {
      const state = JSON.parse(text);
      this.#hasState = true;
      return state;
    } catch {
      throw new UsageError(`--resume cannot read the state: ${this.path} is not JSON`);
    }
  }

  /** Deletes the file. */
  async remove(): Promise<void> {
    await this.settle();
    await rm(this.path, { force: true });
    this.#hasState = false;
  }
}
