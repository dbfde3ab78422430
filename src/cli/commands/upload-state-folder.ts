import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.ts";

/** Name of the state folder, in the folder in which the command is called. */
export const defaultStateFolder = ".flip-uploads";

/** Names of the files that `uploadFiles()` creates. */
const records = /^[0-9a-f]{40}\.json$/;

/** The folder with the states of many uploads. */
export interface UploadStateFolder {
  readonly path: string;
  /** Returns whether there is anything that can be resumed or skipped. */
  hasStates(): Promise<boolean>;
  /** Deletes the states when all is done. Those in a folder that the user named are kept: they say what is done. */
  remove(): Promise<void>;
}

/**
 * Finds the state folder.
 *
 * @throws {UsageError} When it has states and `--resume` is missing, or the other way round.
 */
export async function findStateFolder({
  stateFolder,
  resume = false,
}: {
  readonly stateFolder?: string | undefined;
  readonly resume?: boolean | undefined;
}): Promise<UploadStateFolder> {
  const path = stateFolder ?? defaultStateFolder;
  const hasStates = async () => (await listRecords(path)).length > 0;
  const isUsed = await hasStates();
  if (isUsed && !resume) {
    const advice = "use --resume to continue them, or delete the folder to start over";
    throw new UsageError(`${path} has the states of earlier uploads: ${advice}`);
  }
  if (!isUsed && resume && stateFolder === undefined) {
    const advice = "call it in the folder of the first call, or pass --state-folder";
    throw new UsageError(`--resume finds no states in ${path}: ${advice}`);
  }
  const remove = async () => {
    if (stateFolder !== undefined) return;
    for (const name of await listRecords(path)) await rm(join(path, name), { force: true });
    await rmdir(path).catch(() => {});
  };
  return { path, hasStates, remove };
}

async function listRecords(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).filter((name) => records.test(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new UsageError(`--state-folder cannot be read: ${path} (${code})`);
  }
}
