import { requireObject } from "../../http/argument-checks.ts";
import { FlipPiliError } from "../../http/errors.ts";
import type { FileInput } from "../../http/files/file-input.ts";
import type { Scope } from "../scope.ts";
import { Video } from "../video.ts";
import { readSendingOptions, type SendingOptions } from "./upload-options.ts";
import { UploadSession } from "./upload-session.ts";
import { requireState, type UploadState } from "./upload-state.ts";

/**
 * Restores a session from its state: in another process, on another machine, in a browser. It needs
 * no credentials and sends nothing until `resume()`.
 *
 * The file must be the one that the session was created for; its name and its times may differ.
 * The video that comes of it has its fields, but no methods that ask the service.
 *
 * @throws {InvalidArgumentError} When the state or an option cannot be used.
 */
export function restoreUploadSession(
  state: UploadState,
  source: FileInput,
  options: SendingOptions = {},
): UploadSession {
  const settings = readSendingOptions(requireObject("options", options));
  return new UploadSession({
    state: structuredClone(requireState(state)),
    source,
    settings,
    status: "interrupted",
    toVideo: async ({ id, data }) => new Video(detachedScope, { ...data, id }),
  });
}

function refuse(): never {
  throw new FlipPiliError("This video was uploaded without credentials: find it by its id");
}

/** Stands for the factory that a restored session does not know. */
const detachedScope: Scope = {
  get client() {
    return refuse();
  },
  get videos() {
    return refuse();
  },
  get encodings() {
    return refuse();
  },
  get profiles() {
    return refuse();
  },
  toEncoding: refuse,
  toVideo: refuse,
};
