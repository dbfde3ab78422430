import { readFile, rm, writeFile } from "node:fs/promises";
import type { UploadState } from "../../flip/index.ts";
import { UsageError } from "../errors.ts";

/** Who knows the state can send to the upload's location. */
const ownerOnly = 0o600;

/** The file from which an upload goes on. It is there as long as there is something to go on with. */
export class StateFile {
  readonly path: string;
  #isKept = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Whether there is a state to go on with. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /**
   * Creates the file, empty: before there is a session, whose state must not be lost.
   *
   * @throws {UsageError} When it is there already, or cannot be written.
   */
  async reserve(): Promise<void> {
    try {
      await writeFile(this.path, "", { flag: "wx", mode: ownerOnly });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") {
        throw new UsageError(
          `${this.path} is the state of an upload: --resume goes on with it; to begin anew, delete it`,
        );
      }
      throw new UsageError(`--state cannot be written: ${this.path} (${code})`);
    }
  }

  async save(state: UploadState): Promise<void> {
    await writeFile(this.path, `${JSON.stringify(state, undefined, 2)}\n`, { mode: ownerOnly });
    this.#isKept = true;
  }

  /** @throws {UsageError} When there is no file, or no state in it. */
  async read(): Promise<UploadState> {
    const text = await readFile(this.path, "utf8").catch(({ code }: NodeJS.ErrnoException) => {
      throw new UsageError(`--resume has nothing to go on with: ${this.path} (${code})`);
    });
    try {
      const state = JSON.parse(text);
      this.#isKept = true;
      return state;
    } catch {
      throw new UsageError(`--resume has nothing to go on with: ${this.path} holds no state`);
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    this.#isKept = false;
  }
}
