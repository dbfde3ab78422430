import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import { createMatcher, isPattern, splitPattern } from "./glob.ts";
import { collect } from "./parse-options.ts";

/** Values of the flags that {@link addFindOptions} adds. */
export interface FindFlags {
  recursive?: boolean;
  match?: string[];
}

/** Adds `--recursive` and `--match`. */
export function addFindOptions(command: Command): Command {
  return command
    .option("--recursive", "also the files in subfolders of folders")
    .option(
      "--match <pattern>",
      "only the files of folders whose name matches, such as '*.mp4', or whose path does, such as " +
        "'2026/**/*.{mp4,mov}'; repeatable",
      collect,
    );
}

/** Help on the words that {@link findFiles} understands. */
export const helpOnFiles: string = `
Of a folder, all files in it are taken, with --recursive also those in its subfolders, but no hidden
ones. Patterns in quotes work on every system: 'films/**/*.mp4'.`;

/**
 * Returns the absolute paths of the files that words name: files, folders and patterns. Each file is listed once,
 * those of a folder by name.
 *
 * @throws {UsageError} When a word names nothing.
 */
export async function findFiles(
  words: readonly string[],
  { recursive = false, match }: FindFlags,
): Promise<string[]> {
  const matchers = match?.map(createNameMatcher);
  const isWanted = (path: string) => matchers?.some((matches) => matches(path)) ?? true;
  const found = new Set<string>();
  for (const word of words) {
    for (const path of await findWord(word, recursive, isWanted)) found.add(resolve(path));
  }
  return [...found];
}

type PathFilter = (path: string) => boolean;

async function findWord(word: string, recursive: boolean, isWanted: PathFilter): Promise<string[]> {
  const found = await statIfExists(word);
  if (found === undefined && isPattern(word)) return findPattern(word);
  if (found === undefined) throw new UsageError(`<file> cannot be read: ${word} (ENOENT)`);
  if (!found.isDirectory()) return [word];
  const paths = await listFiles(word, recursive);
  const wanted = paths.filter(isWanted);
  const which = paths.length === 0 ? "has no files" : "has no such files";
  if (wanted.length === 0) throw new UsageError(`<file> is a folder that ${which}: ${word}`);
  return wanted.map((path) => join(word, path));
}

async function findPattern(word: string): Promise<string[]> {
  const { folder, rest } = splitPattern(word.replaceAll("\\", "/"));
  const matches = createMatcher(rest);
  const paths = (await statIfExists(folder))?.isDirectory()
    ? await listFiles(folder, rest.includes("/") || rest.includes("**"))
    : [];
  const found = paths.filter(matches);
  if (found.length === 0) throw new UsageError(`<file> matches no file: ${word}`);
  return found.map((path) => join(folder, path));
}

/** A pattern without a slash is for names, in any folder. */
function createNameMatcher(pattern: string): PathFilter {
  const matches = createMatcher(pattern);
  if (pattern.includes("/")) return matches;
  return (path) => matches(path.slice(path.lastIndexOf("/") + 1));
}

async function statIfExists(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EINVAL") return undefined;
    throw new UsageError(`<file> cannot be read: ${path} (${code})`);
  }
}

/** Lists the files of a folder, relative to it, with slashes. Links to files are followed, those to folders not. */
async function listFiles(folder: string, recursive: boolean, prefix = ""): Promise<string[]> {
  const entries = await readFolder(join(folder, prefix));
  const found: string[] = [];
  for (const entry of entries.filter(isVisible).sort(byName)) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      if (recursive) found.push(...(await listFiles(folder, recursive, `${path}/`)));
    } else if (await isFile(entry, join(folder, path))) found.push(path);
  }
  return found;
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`<file> cannot be read: ${path} (${code})`);
  }
}

/** Hidden files and the states of uploads are not films. */
function isVisible({ name }: Dirent): boolean {
  return !name.startsWith(".") && !name.endsWith(".flip-upload.json");
}

async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return (await statIfExists(path))?.isFile() ?? false;
}

function byName({ name: a }: Dirent, { name: b }: Dirent): number {
  return a < b ? -1 : Number(a > b);
}
