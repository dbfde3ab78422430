import type { UpdateFactoryBody } from "../../generated/flip-3.1/endpoints.ts";
import { requireKind, requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { FactoryObject, setFactoryState, uploadTargetOf } from "../telestream/factory-object.ts";
import { createSessionWithExtraFiles } from "../telestream/upload/extra-file-session.ts";
import { restoreExtraFiles } from "../telestream/upload/extra-files.ts";
import type { UploadSource } from "../telestream/upload/upload-options.ts";
import { restoreSession } from "../telestream/upload/upload-session.ts";
import type { UploadSession } from "../upload/session/upload-session.ts";
import type { UploadState } from "../upload/session/upload-state.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { FactoryData, RestoreUploadOptions, SyncResult, UploadOptions } from "./data.ts";
import type { FlipTypes, Video } from "./resources.ts";
import { type Connect, createScope, type OwnScope } from "./scope.ts";
import { Workflows, WorkOrders } from "./workflows.ts";

/** Fields that can be assigned. */
type Settings = Omit<UpdateFactoryBody, keyof FactoryData> & {
  -readonly [Field in keyof UpdateFactoryBody & keyof FactoryData]:
    | FactoryData[Field]
    | UpdateFactoryBody[Field];
};

/** Fields of a factory, all of which are properties of {@link Factory}. */
export interface Factory extends Omit<FactoryData, keyof UpdateFactoryBody>, Settings {}

interface FactoryState {
  readonly client: FlipClient;
  readonly scope: OwnScope;
}

const states = /* @__PURE__ */ createHidden<FactoryState>();

const readonlyFields = /* @__PURE__ */ new Set([
  "id",
  "url",
  "input_bucket_files_map",
  "store_id",
  "created_at",
  "updated_at",
]);

/**
 * Tenant of the account, with its own bucket, videos, encodings and profiles. Assign to its fields,
 * then call {@link Factory.save}.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Factory extends FactoryObject<FlipTypes> {
  /**
   * @param connect - Creates the connection for requests about a factory.
   * @internal
   */
  constructor(connect: Connect, data: FactoryData) {
    super(data, (field) => !readonlyFields.has(field));
    const connection = connect(this.details.id);
    const scope = createScope(connection, () => this.details, connect);
    setFactoryState(this, { scope, connection });
    states.set(this, { client: connection.client, scope });
  }

  /** Workflows of the factory. */
  get workflows(): Workflows {
    const { client, scope } = states.of(this);
    return new Workflows(client, scope.routes.profiles, scope.toProfile);
  }

  /** Work orders of the factory, which start workflows. */
  get workOrders(): WorkOrders {
    return new WorkOrders(states.of(this).client);
  }

  /**
   * Starts or stops the synchronization with the input bucket.
   *
   * @param isOn - Whether it is started.
   * @throws {InvalidArgumentError} When `isOn` is not a boolean.
   * @throws {HttpError} When the service rejects the request.
   */
  async sync(isOn: boolean = true, options: RequestOptions = {}): Promise<Partial<SyncResult>> {
    requireKind(typeof isOn === "boolean", "isOn", isOn, "a boolean");
    return states.of(this).scope.routes.factory.sync(this.details.id, isOn, options);
  }

  /**
   * Creates an upload session for a file, and for extra files if there are any. They are not sent until `start()`.
   *
   * Without `profiles`, the video is encoded with `h264` only, whereas `videos.create()` then uses all profiles of
   * the factory.
   *
   * @param source - A path or `file:` URL (Node), a `Blob` or `File`, or bytes. For a file that is on
   *   another machine, the result of `describeFile()`: that machine restores the session from its
   *   state and sends the file. Or a `ReadableStream` or `AsyncIterable` of bytes, with the option `size`: it
   *   is read once, up to `concurrency` parts of it are in memory, and no other process can resume the session.
   * @throws {InvalidArgumentError} When an argument is not valid, or a file is empty.
   * @throws {HttpError} When the service rejects the request.
   * @throws {UploadError} When the service's response is not valid.
   */
  override async uploadSession(
    source: UploadSource,
    options: UploadOptions = {},
  ): Promise<UploadSession<Video>> {
    const { extraFiles, ...others } = requireObject("options", options);
    if (extraFiles === undefined) return super.uploadSession(source, others);
    return createSessionWithExtraFiles(uploadTargetOf<FlipTypes>(this), extraFiles, source, others);
  }

  /**
   * Restores an upload session of this factory from its state, with the connections and hooks of the factory.
   * Sends nothing until `resume()`. Without the factory, `restoreUploadSession()` does it.
   *
   * @param source - The file that the session was created for; its name and times may differ.
   * @throws {InvalidArgumentError} When the state or an option is invalid, an extra file is missing, or its location is
   *   on a private network and the API is not.
   */
  override restoreUploadSession(
    state: UploadState,
    source: FileInput,
    options: RestoreUploadOptions = {},
  ): UploadSession<Video> {
    const { extraFiles: files, ...others } = requireObject("options", options);
    const extraFiles = restoreExtraFiles(state, files);
    const onProgress = extraFiles?.withTotal(others.onProgress) ?? others.onProgress;
    const target = { ...uploadTargetOf<FlipTypes>(this), extraFiles };
    return restoreSession(target, state, source, { ...others, onProgress });
  }
}
