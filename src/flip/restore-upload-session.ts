import { readConnectionOptions } from "#transport";
import { requireFunction, requireKnownOptions, requireObject } from "../http/argument-checks.ts";
import { FlipPiliError, InvalidArgumentError } from "../http/errors.ts";
import type { Hooks } from "../http/send/hooks.ts";
import type { ConnectionOptions } from "../http/transport/transport.ts";
import {
  readSendingOptions,
  type SendingOptions,
  sendingOptions,
} from "../upload/session/upload-options.ts";
import { UploadSession as ResumableUpload } from "../upload/session/upload-session.ts";
import { requireState, type UploadState } from "../upload/session/upload-state.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import type { UploadSession } from "./upload-session.ts";
import { type FactoryScope, Video } from "./video-and-encoding.ts";

/** Options of a restored session. */
export interface RestoreOptions extends SendingOptions, ConnectionOptions, Hooks {
  /**
   * Whether the location in the state may be on a private network, such as that of a mock server. Set it
   * only for states that nobody else can change: the file is sent to their location.
   *
   * @default false
   */
  allowPrivateHost?: boolean | undefined;
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
  requireKnownOptions(requireObject("options", options), knownOptions());
  const { fetch, agent, ca, allowPrivateHost = false } = options;
  const connection = readConnectionOptions({ fetch, agent, ca });
  const settings = readSendingOptions(options, connection, readHooks(options));
  if (typeof allowPrivateHost !== "boolean") {
    throw new InvalidArgumentError("allowPrivateHost", "must be a boolean");
  }
  return new ResumableUpload<Video>({
    state: requireState(state, allowPrivateHost),
    source,
    settings,
    status: "interrupted",
    toVideo: async ({ id, data }) => new Video(detachedScope, { ...data, id }),
  });
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = () => ({
  ...sendingOptions,
  fetch: true,
  agent: true,
  ca: true,
  onRequest: true,
  onResponse: true,
  onRetry: true,
  allowPrivateHost: true,
}) satisfies Record<keyof RestoreOptions, true>;

function readHooks({ onRequest, onResponse, onRetry }: Hooks): Hooks {
  const hooks = { onRequest, onResponse, onRetry };
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined) requireFunction(name, hook);
  }
  return hooks;
}

function rejectDetached(): never {
  throw new FlipPiliError("This video was uploaded without credentials: find it by its id");
}

/** Stand-in for the factory, which a restored session does not know. */
const detachedScope: FactoryScope = {
  get client() {
    return rejectDetached();
  },
  get videos() {
    return rejectDetached();
  },
  get encodings() {
    return rejectDetached();
  },
  get profiles() {
    return rejectDetached();
  },
  toEncoding: rejectDetached,
  toVideo: rejectDetached,
  storage: () => ({}),
  urlOptions: {},
  waitForEncodings: rejectDetached,
  waitForEncoding: rejectDetached,
};
