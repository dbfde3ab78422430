import { type UploadEngine, uploadEngine } from "./engine.ts";

/** Returns the engine. Not every platform and bundler can load a part of the package later. */
export async function loadUploadEngine(): Promise<UploadEngine> {
  return uploadEngine;
}
