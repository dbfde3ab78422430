import { readConnectionOptions } from "#transport";
import { requireFunction, requireKnownOptions, requireObject } from "../../http/argument-checks.ts";
import { FlipPiliError, InvalidArgumentError } from "../../http/errors.ts";
import type { Hooks } from "../../http/send/hooks.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import type { UploadInit } from "../../upload/session/resumable-upload.ts";
import {
  readSendingOptions,
  type SendingOptions,
  sendingOptions,
} from "../../upload/session/upload-options.ts";
import { UploadSession } from "../../upload/session/upload-session.ts";
import { requireState, type UploadState } from "../../upload/session/upload-state.ts";
import type { FileInput } from "../../upload/source/file-input.ts";
import type { FactoryScope, Generation } from "../generation.ts";
import type { SessionFiles } from "./upload-session.ts";

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
 * Restores a session from its state, without a factory.
 *
 * @throws {InvalidArgumentError} When the state or an option is invalid, or the location is on a private
 *   network and `allowPrivateHost` is not set.
 */
export function restoreDetached<Video>(
  state: UploadState,
  source: FileInput,
  options: RestoreOptions,
  toVideo: UploadInit<Video>["toVideo"],
  extraFiles?: SessionFiles,
): UploadSession<Video> {
  requireKnownOptions(requireObject("options", options), knownOptions());
  const { fetch, agent, ca, allowPrivateHost = false } = options;
  const connection = readConnectionOptions({ fetch, agent, ca });
  const settings = readSendingOptions(options, connection, readHooks(options));
  if (typeof allowPrivateHost !== "boolean") {
    throw new InvalidArgumentError("allowPrivateHost", "must be a boolean");
  }
  return new UploadSession<Video>({
    state: { ...requireState(state, allowPrivateHost), ...extraFiles?.toState() },
    run: extraFiles?.run,
    source,
    settings,
    status: "interrupted",
    toVideo,
  });
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = () =>
  ({
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

/** Returns a stand-in for the factory, which a restored session does not know. Whatever else is used of it, throws. */
export function detachedScope<Types extends Generation>(): FactoryScope<Types> {
  const known: Pick<FactoryScope<Types>, "storage" | "urlOptions"> = {
    storage: () => ({}),
    urlOptions: {},
  };
  return new Proxy(known as FactoryScope<Types>, {
    get(target, name: keyof FactoryScope<Types>) {
      if (name in target) return target[name];
      throw new FlipPiliError("This video was uploaded without credentials: find it by its id");
    },
  });
}
