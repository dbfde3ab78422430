import { UploadError } from "./upload-error.ts";
import type { UploadSource } from "./upload-source.ts";
import type { UploadState } from "./upload-state.ts";

/**
 * Makes sure that a file is the one that an upload began with, maybe on another machine.
 *
 * Size and content decide, not times and names, so that a copy, and a file that was only touched,
 * can go on.
 *
 * @throws {UploadError} When it is another file.
 */
export async function requireSameFile(source: UploadSource, state: UploadState): Promise<void> {
  const { fileSize, fingerprint } = state;
  if (source.size !== fileSize) {
    const sizes = `${source.size} bytes, not ${fileSize}`;
    throw new UploadError(
      "source-changed",
      `The file is not the one that was begun with: ${sizes}`,
    );
  }
  const { sample } = await source.fingerprint();
  if (sample !== fingerprint.sample) {
    throw new UploadError("source-changed", "The file is not the one that was begun with");
  }
}
