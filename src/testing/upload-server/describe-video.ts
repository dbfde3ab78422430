import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import type { VideoData } from "../../flip/index.ts";

/** A new id, as the service makes them: 32 hex digits. */
export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** The video of a file that has just arrived. */
export function describeVideo({
  fileName,
  fileSize,
}: {
  fileName: string;
  fileSize: number;
}): VideoData {
  return {
    id: newId(),
    status: "processing",
    original_filename: fileName,
    extname: extname(fileName),
    file_size: fileSize,
    source_url: null,
  };
}
