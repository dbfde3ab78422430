import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";

/** A film on the disk. */
export interface Film {
  readonly path: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

/** Thrown when the command line cannot be followed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Looks at the film that is to be sent.
 *
 * @throws {UsageError} When there is no MP4 at the path.
 */
export async function readFilm(place: string | URL): Promise<Film> {
  const path = place instanceof URL ? fileURLToPath(place) : place;
  const found = await stat(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(code === "ENOENT" ? `There is no file ${path}` : `${code}: ${path}`);
  });
  if (!found.isFile()) throw new UsageError(`${path} is not a file`);
  if (!(await isMp4(path))) throw new UsageError(`${path} is not an MP4 file`);
  return { path, name: basename(path), size: found.size, sha256: await digest(path) };
}

/** An MP4 begins with a box of the type `ftyp` (ISO 14496-12, section 4.3). */
async function isMp4(path: string): Promise<boolean> {
  const file = await open(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read: ${code}`);
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
