import { requireObject } from "../http/argument-checks.ts";
import { type ExtraFiles, restoreExtraFiles } from "../telestream/upload/extra-files.ts";
import {
  detachedScope,
  type RestoreOptions as RestoreOptionsOfFile,
  restoreDetached,
} from "../telestream/upload/restore-upload-session.ts";
import type { UploadSession as SessionOf } from "../upload/session/upload-session.ts";
import type { UploadState } from "../upload/session/upload-state.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import { Video } from "./resources.ts";

/** The upload of one file of a factory, which ends with a {@link Video}. */
export interface UploadSession extends SessionOf<Video> {}

/** Options of a restored session. */
export interface RestoreOptions extends RestoreOptionsOfFile {
  /** The extra files that the session was created with. Required if there were any. */
  extraFiles?: ExtraFiles | undefined;
}

/**
 * Restores a session from its state: in another process, on another machine, in a browser. It needs
 * no credentials and sends nothing until `resume()`.
 *
 * The file must be the one that the session was created for; its name and times may differ. The video
 * that the session returns has fields, but its methods that send requests throw.
 *
 * @throws {InvalidArgumentError} When the state or an option is invalid, or the location is on a private
 *   network and `allowPrivateHost` is not set.
 */
export function restoreUploadSession(
  state: UploadState,
  source: FileInput,
  options: RestoreOptions = {},
): UploadSession {
  const { extraFiles: files, ...others } = requireObject("options", options);
  const extraFiles = restoreExtraFiles(state, files);
  const onProgress = extraFiles?.withTotal(others.onProgress) ?? others.onProgress;
  return restoreDetached(
    state,
    source,
    { ...others, onProgress },
    async ({ id, data }) => new Video(detachedScope(), { ...data, id }),
    extraFiles,
  );
}
