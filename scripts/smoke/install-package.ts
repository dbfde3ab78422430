import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";

/** Packages that a consumer may have besides: taken from ours, since they are large. */
const shared = ["@stoplight", "@types"];

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
  await mkdir(join(folder, "node_modules"), { recursive: true });
  for (const name of shared) {
    await symlink(join(home, "node_modules", name), join(folder, "node_modules", name));
  }
}
