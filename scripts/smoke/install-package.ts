import { cp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";

/** Packs the package and installs it into a folder, with the files of `consumer` beside it. */
export async function installPackage(root: URL, folder: string): Promise<void> {
  const home = fileURLToPath(root);
  const packed = await runCommand("npm", ["pack", "--json", "--pack-destination", folder], home);
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(packed);
  const [packedKb, unpackedKb] = [size, unpackedSize].map((bytes) => (bytes / 1000).toFixed(0));
  console.log(`${filename}: ${packedKb} kB, ${unpackedKb} kB unpacked, ${entryCount} files`);

  await cp(new URL("scripts/smoke/consumer/", root), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--omit=peer"];
  await runCommand("npm", [...install, `./${filename}`], folder);
  await linkPackage("@types", root, folder);
}

/** Gives the consumer one of our own packages, or a scope of them: they are large. */
export async function linkPackage(name: string, root: URL, folder: string): Promise<void> {
  const ours = fileURLToPath(new URL(`node_modules/${name}`, root));
  await symlink(ours, join(folder, "node_modules", name));
}
