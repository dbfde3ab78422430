import type { LocationRequest } from "../protocol/location-client.ts";
import type { UploadState } from "./upload-state.ts";

/** Returns the request for what the server has. It contains no byte of the file. */
export function statusQuery({ parts, fileSize }: UploadState): LocationRequest {
  if (parts > 0) return { method: "GET" };
  const headers = {
    "Content-Type": "application/octet-stream",
    "Content-Range": `bytes */${fileSize}`,
  };
  return { method: "PUT", headers };
}
