import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

/**
 * Replaces a file by one that only the owner can read. After a crash there is the old file or the new one.
 *
 * @param temporary - Path of the new file until it is complete, in the same folder. Whatever is there is replaced.
 * @throws {Error} When it cannot be written. The old file is unchanged.
 */
export async function replaceFile(
  path: string,
  text: string,
  temporary = `${path}.${randomBytes(6).toString("hex")}`,
): Promise<void> {
  try {
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}
