import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../scripts/smoke/consumer.ts";
import { dependencies } from "./versions.ts";

const install = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];

/**
 * Installs the runtimes in a folder that later runs use again, as long as the versions are the same.
 *
 * @returns The folder.
 */
export async function installRuntimes(): Promise<string> {
  const manifest = JSON.stringify({ private: true, type: "module", dependencies });
  const key = createHash("sha256").update(manifest).digest("hex").slice(0, 12);
  const folder = join(tmpdir(), `flip-pili-runtimes-${key}`);
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
export async function installPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "flip-pili-consumer-"));
  const root = fileURLToPath(new URL("../../", import.meta.url));
  await runCommand("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], root);
  const [archive] = await readdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await runCommand("npm", [...install, "--omit=peer", `./${archive}`], folder);
  await cp(new URL("program/", import.meta.url), folder, { recursive: true });
  await mkdir(join(folder, "bundles"));
  return folder;
}
