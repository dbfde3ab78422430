import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";

/** A module that users import, such as `flip-pili/flip`. */
export interface Entry {
  /** File name in the built package, without `.js`. */
  readonly name: string;
  /** Path of the source, from the root of the package. */
  readonly source: string;
  /** Whether it works in Node only. */
  readonly isNodeOnly: boolean;
}

/** Entries that need sockets. */
const nodeOnly: ReadonlySet<string> = new Set(["testing", "fleet"]);

/** Folders with an `index.ts` that is run, not imported. */
const programs: ReadonlySet<string> = new Set(["cli"]);

/** Lists the entries: `src/index.ts`, and each folder of `src` with an `index.ts`. */
export async function listEntries(root: URL): Promise<Entry[]> {
  const folders = await readdir(new URL("src/", root));
  const entries = folders
    .filter((name) => !programs.has(name))
    .map((name) => toEntry(name, `src/${name}/index.ts`))
    .filter(({ source }) => existsSync(new URL(source, root)));
  return [toEntry("index", "src/index.ts"), ...entries];
}

function toEntry(name: string, source: string): Entry {
  return { name, source, isNodeOnly: nodeOnly.has(name) };
}
