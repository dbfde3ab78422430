import { execFile } from "node:child_process";
import { cp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Packs the package, and installs it in a folder together with the files of `consumer/`. */
export async function installPackage(root: URL, folder: string): Promise<void> {
  const repository = fileURLToPath(root);
  const packed = await runCommand(
    "npm",
    ["pack", "--json", "--pack-destination", folder],
    repository,
  );
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(packed);
  const [packedKb, unpackedKb] = [size, unpackedSize].map((bytes) => (bytes / 1000).toFixed(0));
  console.log(`${filename}: ${packedKb} kB, ${unpackedKb} kB unpacked, ${entryCount} files`);

  await cp(new URL("scripts/smoke/consumer/", root), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--omit=peer"];
  await runCommand("npm", [...install, `./${filename}`], folder);
  await linkPackage("@types", root, folder);
}

/** Links one of our installed packages, or a scope, into the consumer's folder. Copies would be large. */
export async function linkPackage(name: string, root: URL, folder: string): Promise<void> {
  const target = fileURLToPath(new URL(`node_modules/${name}`, root));
  await symlink(target, join(folder, "node_modules", name));
}

/**
 * Runs a program, and returns its output.
 *
 * @throws {Error} When the program fails. The message contains its output.
 */
export async function runCommand(file: string, args: string[], folder: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(file, args, { cwd: folder });
    return stdout;
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string };
    throw new Error(`Failed: ${file} ${args.join(" ")}\n${stdout}\n${stderr}`);
  }
}
