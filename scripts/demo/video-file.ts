import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";

/** A video file on disk. */
export interface VideoFile {
  readonly path: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

/** Invalid arguments on the command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads name, size and digest of a video file.
 *
 * @throws {UsageError} When the path is not an MP4 file.
 */
export async function readVideoFile(location: string | URL): Promise<VideoFile> {
  const path = location instanceof URL ? fileURLToPath(location) : location;
  const stats = await stat(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(
      code === "ENOENT" ? `File not found: ${path}` : `Cannot read ${path}: ${code}`,
    );
  });
  if (!stats.isFile()) throw new UsageError(`Not a file: ${path}`);
  if (!(await isMp4(path))) throw new UsageError(`Not an MP4 file: ${path}`);
  return { path, name: basename(path), size: stats.size, sha256: await digest(path) };
}

/** Returns whether the file starts with a box of the type `ftyp`, as MP4 does (ISO 14496-12, section 4.3). */
async function isMp4(path: string): Promise<boolean> {
  const file = await open(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${path}: ${code}`);
  });
  try {
    return (await readType(file)) === "ftyp";
  } finally {
    await file.close();
  }
}

async function readType(file: FileHandle): Promise<string> {
  const { buffer } = await file.read({ buffer: Buffer.alloc(4), position: 4 });
  return buffer.toString("latin1");
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
