import {
  detachedScope,
  type RestoreOptions,
  restoreDetached,
} from "../telestream/upload/restore-upload-session.ts";
import type { UploadSession as SessionOf } from "../upload/session/upload-session.ts";
import type { UploadState } from "../upload/session/upload-state.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import { Video } from "./resources.ts";

/** The upload of one file of a factory, which ends with a {@link Video}. */
export interface UploadSession extends SessionOf<Video> {}

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
  return restoreDetached(
    state,
    source,
    options,
    async ({ id, data }) => new Video(detachedScope(), { ...data, id }),
  );
}
