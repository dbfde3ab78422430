import { requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import type { Hooks } from "../http/send/hooks.ts";
import type { ConnectionOptions } from "../http/transport/transport.ts";
import { WireObject } from "../http/wire-object.ts";
import type { UploadedVideo } from "../upload/session/file-sender.ts";
import type { SendingOptions } from "../upload/session/upload-options.ts";
import type { UploadSession } from "../upload/session/upload-session.ts";
import type { UploadState } from "../upload/session/upload-state.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import type { FactoryScope, Generation } from "./generation.ts";
import type { UploadSource } from "./upload/upload-options.ts";
import { createUploadSession, restoreSession, type UploadTarget } from "./upload/upload-session.ts";

/** How the requests and uploads of a factory are sent. */
export interface FactoryConnection {
  readonly apiHost: string;
  /** Whether URLs of files have the scheme `https`. */
  readonly httpsUrls: boolean;
  /** How connections are opened. */
  readonly connection: ConnectionOptions;
  /** Functions that observe the requests. */
  readonly hooks: Hooks;
}

/** What a factory hides. */
interface FactoryState<Types extends Generation> {
  readonly scope: FactoryScope<Types>;
  readonly connection: FactoryConnection;
}

const states = /* @__PURE__ */ createHidden<unknown>();

/** Sets what a factory hides. Its constructor calls this. */
export function setFactoryState<Types extends Generation>(
  factory: FactoryObject<Types>,
  state: FactoryState<Types>,
): void {
  states.set(factory, state);
}

/** Returns what a factory hides. */
function stateOf<Types extends Generation>(factory: FactoryObject<Types>): FactoryState<Types> {
  return states.of(factory) as FactoryState<Types>; // Set by setFactoryState().
}

/**
 * Tenant of the account, with its own bucket, videos, encodings and profiles. Assign to its fields,
 * then call {@link FactoryObject.save}.
 */
export abstract class FactoryObject<Types extends Generation> extends WireObject<
  Types["factoryData"]
> {
  /**
   * @param isWritable - Whether a field can be assigned.
   * @internal
   */
  constructor(data: Types["factoryData"], isWritable: (field: string) => boolean) {
    super({ kind: "Factory", isWritable }, data);
  }

  /** Videos of the factory. */
  get videos(): Types["videos"] {
    return stateOf<Types>(this).scope.videos;
  }

  /** Encodings of the factory. */
  get encodings(): Types["encodings"] {
    return stateOf<Types>(this).scope.encodings;
  }

  /** Profiles of the factory. */
  get profiles(): Types["profiles"] {
    return stateOf<Types>(this).scope.profiles;
  }

  /**
   * Sends the assigned fields that differ from `details`, and updates all fields from the response.
   * Sends nothing when no field differs.
   *
   * @throws {InvalidArgumentError} When a field was removed or set to `null` or `undefined`.
   * @throws {HttpError} When the service rejects the request. Assigned values are preserved.
   */
  async save(options: RequestOptions = {}): Promise<this> {
    const { update } = stateOf<Types>(this).scope.routes.factory;
    return this.saveChanges(async (changes: Types["updateFactory"]) => {
      const updated = await update(this.details.id, changes, options);
      return updated ?? { ...this.details, ...withoutCredentials(changes) };
    });
  }

  /**
   * Retrieves the fields again. Unsaved changes are lost.
   *
   * @throws {HttpError} With status 404 when the factory no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    this.adopt(await stateOf<Types>(this).scope.routes.factory.find(this.details.id, options));
    return this;
  }

  /**
   * Retrieves the notification settings.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async getNotifications(options: RequestOptions = {}): Promise<Types["notificationSettings"]> {
    return stateOf<Types>(this).scope.routes.factory.getNotifications(options);
  }

  /**
   * Updates notification settings. Settings that are not given stay unchanged.
   *
   * @returns All settings.
   * @throws {InvalidArgumentError} When `settings` is not an object.
   * @throws {HttpError} When the service rejects the request.
   */
  async updateNotifications(
    settings: Types["updateNotifications"],
    options: RequestOptions = {},
  ): Promise<Types["notificationSettings"]> {
    requireObject("settings", settings);
    return stateOf<Types>(this).scope.routes.factory.updateNotifications(settings, options);
  }

  /**
   * Creates an upload session for a file. The file is not sent until `start()`.
   *
   * Without `profiles`, the video is encoded with `h264` only, whereas `videos.create()` then uses all profiles of
   * the factory.
   *
   * @param source - A path or `file:` URL (Node), a `Blob` or `File`, or bytes. For a file that is on
   *   another machine, the result of `describeFile()`: that machine restores the session from its
   *   state and sends the file. Or a `ReadableStream` or `AsyncIterable` of bytes, with the option `size`: it
   *   is read once, up to `concurrency` parts of it are in memory, and no other process can resume the session.
   * @throws {InvalidArgumentError} When an argument is not valid, or the file is empty.
   * @throws {HttpError} When the service rejects the request.
   * @throws {UploadError} When the service's response is not valid.
   */
  async uploadSession(
    source: UploadSource,
    options: Types["upload"] = {},
  ): Promise<UploadSession<Types["video"]>> {
    return createUploadSession(uploadTargetOf<Types>(this), source, options);
  }

  /**
   * Restores an upload session of this factory from its state, with the connections and hooks of the factory.
   * Sends nothing until `resume()`. Without the factory, `restoreUploadSession()` does it.
   *
   * @param source - The file that the session was created for; its name and times may differ.
   * @throws {InvalidArgumentError} When the state or an option is invalid, or its location is on a private network
   *   and the API is not.
   */
  restoreUploadSession(
    state: UploadState,
    source: FileInput,
    options: SendingOptions = {},
  ): UploadSession<Types["video"]> {
    return restoreSession(uploadTargetOf<Types>(this), state, source, options);
  }
}

/** Storage credentials are never part of a factory that was saved. */
function withoutCredentials(changes: object): object {
  const isCredential = (field: string) => /^aws_|^storage_credential/.test(field);
  return Object.fromEntries(Object.entries(changes).filter(([field]) => !isCredential(field)));
}

/** Returns what the upload sessions of a factory need. */
export function uploadTargetOf<Types extends Generation>(
  factory: FactoryObject<Types>,
): UploadTarget<Types["video"]> {
  const { scope, connection } = stateOf(factory);
  const { routes, videos, toVideo } = scope;
  return {
    ...connection,
    createSession: routes.factory.createSession,
    listVideos: routes.videos.list,
    toVideo: async ({ id, data }: UploadedVideo) => (data ? toVideo(data) : videos.find(id)),
  };
}
