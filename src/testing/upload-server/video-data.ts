import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import type { VideoData } from "../../flip/index.ts";

/** Returns a new id in the format of the service: 32 hex digits. */
export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** Returns the video of a file that has just arrived. */
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
