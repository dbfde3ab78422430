import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../scripts/smoke/consumer.ts";
import { dependencies, frameworks } from "./versions.ts";

const install = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];

/** Installs the runtimes. Returns their folder. */
export function installRuntimes(): Promise<string> {
  return installOnce("runtimes", dependencies);
}

/** Installs the web frameworks. Returns their folder. */
export function installFrameworks(): Promise<string> {
  return installOnce("frameworks", frameworks);
}

/**
 * Installs packages in a folder that later runs use again, as long as the versions are the same.
 *
 * @returns The folder.
 */
async function installOnce(
  name: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<string> {
  const manifest = JSON.stringify({ private: true, type: "module", dependencies });
  const key = createHash("sha256").update(manifest).digest("hex").slice(0, 12);
  const folder = join(tmpdir(), `flip-pili-${name}-${key}`);
  if (existsSync(folder)) return folder;
  // Renamed only when it is complete. A run at the same time may be first.
  const unfinished = await mkdtemp(`${folder}-`);
  await writeFile(join(unfinished, "package.json"), manifest);
  await runCommand("npm", install, unfinished);
  await rename(unfinished, folder).catch(async (error) => {
    await rm(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

/**
 * Packs the built package as for publishing, and installs it in a new folder beside the program.
 *
 * @returns The folder.
 */
export async function installProgram(): Promise<string> {
  const folder = await installPackage(tmpdir());
  await cp(new URL("program/", import.meta.url), folder, { recursive: true });
  await mkdir(join(folder, "bundles"));
  return folder;
}

/**
 * Packs the built package as for publishing, and installs it in a new folder.
 *
 * @param parent - Folder of the new one, which can import what is installed there.
 * @returns The folder.
 */
export async function installPackage(parent: string): Promise<string> {
  const folder = await mkdtemp(join(parent, "flip-pili-consumer-"));
  const root = fileURLToPath(new URL("../../", import.meta.url));
  await runCommand("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], root);
  const [archive] = await readdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  // Next takes the highest folder with a lock file for the root of the project.
  const options = [...install, "--omit=peer", "--no-package-lock"];
  await runCommand("npm", [...options, `./${archive}`], folder);
  return folder;
}
