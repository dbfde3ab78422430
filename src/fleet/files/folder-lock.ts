import { readFileSync } from "node:fs";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { FlipPiliError } from "../../http/errors.ts";

/** Thrown when the state folder cannot be used. */
export class StateFolderError extends FlipPiliError {
  override readonly name = "StateFolderError" as const;
  /** Path of the folder, or of the file in it. */
  readonly path: string;
  /** Id of the process that uses the folder. */
  readonly processId: number | undefined;

  constructor(path: string, problem: string, processId?: number) {
    super(`${problem}: ${path}`);
    this.path = path;
    this.processId = processId;
  }
}

/** The process that uses a folder, as stored in its lock. */
interface Owner {
  readonly processId: number;
  readonly host: string;
  /** Tells processes apart that had the same id one after the other. Unknown on some systems. */
  readonly started: string | undefined;
}

/** Folders that this process uses. */
const usedHere = new Set<string>();

/** Interval in milliseconds at which an owner touches its lock. */
const touchMs = 10_000;
/** Age in milliseconds after which the lock of another machine is stale. */
const staleMs = 60_000;
/** Maximum number of attempts to take the place of a process that has ended. */
const maxTakeovers = 20;

/** The file that reserves a folder for one process. */
export class FolderLock {
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(path: string) {
    this.#path = path;
    this.#timer = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => {});
    }, touchMs);
    this.#timer.unref();
  }

  /**
   * Reserves a folder. The lock of a process that has ended is replaced.
   *
   * @throws {StateFolderError} When another process uses the folder. The error has its id.
   */
  static async take(folder: string): Promise<FolderLock> {
    const path = join(folder, "lock");
    if (usedHere.has(path)) throw inUse(folder, thisProcess());
    usedHere.add(path);
    try {
      await create(folder, path);
      return new FolderLock(path);
    } catch (error) {
      usedHere.delete(path);
      throw error;
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.#path, { force: true });
    usedHere.delete(this.#path);
  }
}

async function create(folder: string, path: string): Promise<void> {
  for (let attempt = 0; attempt < maxTakeovers; attempt++) {
    if (await writeLock(path)) return;
    const found = await readLock(path);
    if (found === undefined) continue;
    const { owner, text } = found;
    if (owner !== undefined && (await isRunning(owner, path))) throw inUse(folder, owner);
    await discard(path, text);
  }
  throw new StateFolderError(folder, "Several processes try to use this folder");
}

/** Writes a lock, and returns whether there was none. */
async function writeLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(thisProcess())}\n`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    throw new StateFolderError(path, `Cannot be written (${code})`);
  }
}

/** Moves a stale lock away. If another process was faster, its lock is put back. */
async function discard(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) !== stale) await rename(aside, path);
    await rm(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Returns the text of a lock, and its owner if it is complete; `undefined` when there is no lock. */
async function readLock(
  path: string,
): Promise<{ text: string; owner: Owner | undefined } | undefined> {
  try {
    const text = await readFile(path, "utf8");
    // A process may be about to write it.
    if (text === "" && Date.now() - (await stat(path)).mtimeMs < 1_000) {
      await wait(100);
      return undefined;
    }
    return { text, owner: parseOwner(text) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new StateFolderError(path, `Cannot be read (${code})`);
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { processId, host, started } = JSON.parse(text);
    return Number.isInteger(processId) ? { processId, host, started } : undefined;
  } catch {
    return undefined;
  }
}

function thisProcess(): Owner {
  return { processId: process.pid, host: hostname(), started: startOf(process.pid) };
}

async function isRunning({ processId, host, started }: Owner, path: string): Promise<boolean> {
  // Processes of another machine are not visible here: they touch the lock as long as they run.
  if (host !== hostname()) return Date.now() - (await stat(path)).mtimeMs < staleMs;
  // The lock of this process would be in `usedHere`: an earlier process had the same id.
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const actual = startOf(processId);
  return started === undefined || actual === undefined || started === actual;
}

/** Returns when a process was started, in ticks since the start of the system. Only Linux reports it. */
function startOf(processId: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, "utf8");
    // The second field, a name in parentheses, may contain spaces.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function inUse(folder: string, { processId, host }: Owner): StateFolderError {
  const where = host === hostname() ? "" : ` on ${host}`;
  return new StateFolderError(
    folder,
    `Process ${processId}${where} uses this state folder`,
    processId,
  );
}
