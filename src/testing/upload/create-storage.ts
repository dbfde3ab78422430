import { discardBytes } from "./storage/discard-bytes.ts";
import { FileBytes } from "./storage/file-bytes.ts";
import { keepBytes } from "./storage/keep-bytes.ts";
import { MemoryBytes } from "./storage/memory-bytes.ts";
import type { Storage } from "./storage/storage.ts";
import type { ReadOptions } from "./upload-server-options.ts";

/** A place for the bytes of a file. */
export function createStorage(
  fileSize: number,
  { discard, memoryLimit }: Pick<ReadOptions, "discard" | "memoryLimit">,
): Storage {
  if (discard !== false) return discardBytes({ isHashing: discard !== "count" });
  return keepBytes(fileSize <= memoryLimit ? new MemoryBytes(fileSize) : new FileBytes());
}
