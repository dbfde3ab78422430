import type { UploadEngine } from "./engine.ts";

let loadedEngine: UploadEngine | undefined;

/** Loads the engine with the first upload: otherwise, it would take a fifth of the load time of this package. */
export async function loadUploadEngine(): Promise<UploadEngine> {
  loadedEngine ??= (await import("./engine.ts")).uploadEngine;
  return loadedEngine;
}
