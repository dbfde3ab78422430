import { isPlainObject } from "../../../http/argument-checks.ts";
import { FlipPiliError } from "../../../http/errors.ts";
import { reject } from "../../exchange/reply.ts";
import type { ExtraFileOptions } from "../../upload-server/extra-files.ts";
import { UploadServer } from "../../upload-server/upload-server.ts";
import {
  resolveUploadServerOptions,
  type UploadServerOptions,
} from "../../upload-server/upload-server-options.ts";
import type { UploadServerSession } from "../../upload-server/upload-server-session.ts";
import { describeVideo } from "../../upload-server/video-data.ts";
import type { TelestreamContext } from "./context.ts";
import { badRequest, RejectedError, recordNotFound } from "./errors.ts";
import type { Fields } from "./fields.ts";
import { chooseProfiles } from "./find-profiles.ts";
import { addVideo, fileNameOf } from "./new-video.ts";
import type { ProfileRecord, VideoRecord } from "./records.ts";
import type { Handler, TelestreamRequest } from "./request.ts";
import type { StoredFactory } from "./state.ts";

/** The video that is created when a session's file has arrived. */
interface VideoPlan {
  readonly context: TelestreamContext;
  readonly factory: StoredFactory;
  readonly profiles: readonly ProfileRecord[];
  readonly fields: Fields;
}

/** Maximum size of a file in bytes. Its parts must still fit into a list. */
const maxFileSize = 1024 ** 4;

/** Upload sessions, and the videos that are created from them. */
export class Uploads {
  readonly server: UploadServer;
  readonly #plans = new Map<string, VideoPlan>();
  readonly #context: () => TelestreamContext;
  readonly #videoFields: UploadServerOptions["video"];

  /** @param context - Returns the current context, which a reset replaces. */
  constructor(options: UploadServerOptions, context: () => TelestreamContext) {
    this.#context = context;
    this.#videoFields = options.video;
    this.server = new UploadServer(
      resolveUploadServerOptions({ ...options, video: (session) => this.#createVideo(session) }),
    );
  }

  /** Creates a session. A video is created when its file has arrived. */
  async createSession({
    context,
    factory,
    fields,
    host,
  }: TelestreamRequest): Promise<UploadServerSession> {
    const { file_name, file_size, multi_chunk } = fields;
    const [fileName, fileSize] = [String(file_name), Number(file_size)];
    const profiles = chooseProfiles(factory, fields, "none");
    if (fileSize > maxFileSize) throw tooLarge();
    await this.server.start();
    const multiChunk = (multi_chunk ?? context.generation.isMultiChunk) === true;
    const extraFiles = readExtraFiles(fields, multiChunk);
    const session = this.server.createSession({ fileName, fileSize, multiChunk, extraFiles }, host);
    this.#plans.set(session.id, { context, factory, profiles, fields });
    return session;
  }

  /** Removes all sessions. */
  reset(): void {
    this.#plans.clear();
    this.server.reset();
  }

  /** Creates the video of a file that has just arrived. */
  #createVideo(session: UploadServerSession): VideoRecord {
    // A file that arrives after a reset belongs to no factory.
    if (!this.server.sessions.includes(session)) return describeVideo(session);
    const { context, factory, profiles, fields } =
      this.#plans.get(session.id) ?? this.#defaultPlan();
    const overrides = this.#videoFields?.(session) ?? {};
    const { fileName, fileSize } = session;
    const source = { fileName: fileNameOf(fileName), fileSize, url: null };
    return addVideo({ context, factory, source, profiles, fields, overrides }).data;
  }

  /** Returns the plan for a session that the test has created itself. */
  #defaultPlan(): VideoPlan {
    const context = this.#context();
    const [factory] = context.state.factories;
    if (factory === undefined) {
      throw new FlipPiliError("Cannot create the video: there is no factory");
    }
    return { context, factory, profiles: [], fields: {} };
  }
}

/** Returns the extra files that a valid request declares. */
function readExtraFiles({ extra_files }: Fields, multiChunk: boolean): ExtraFileOptions[] {
  const declared = Array.isArray(extra_files) ? extra_files.filter(isPlainObject) : [];
  if (declared.length > 0 && !multiChunk) throw badRequest("Extra files require multi_chunk");
  return declared.map(({ tag, file_name, file_size }) => ({
    tag: String(tag),
    fileName: String(file_name),
    fileSize: Number(file_size),
  }));
}

/** Creates the handlers of upload operations. */
export function createUploadHandlers(
  uploads: Uploads,
): Record<"createUploadSession" | SessionOperation, Handler> {
  return {
    async createUploadSession(request) {
      const { response } = await uploads.createSession(request);
      return { status: 201, body: response };
    },
    ...sessionHandlers,
  };
}

/** Rejects a request to an upload location: these have an origin of their own. */
const rejectUpload: Handler = ({ fields: { id = "" } }) => {
  throw recordNotFound("Session", String(id));
};

type SessionOperation = "uploadPart" | "uploadPartByPost" | "getMissingParts" | "abortUpload";

const sessionHandlers: Record<SessionOperation, Handler> = {
  uploadPart: rejectUpload,
  uploadPartByPost: rejectUpload,
  getMissingParts: rejectUpload,
  abortUpload: rejectUpload,
};

function tooLarge(): RejectedError {
  const message = `File size limit for this account is set to ${maxFileSize} bytes`;
  return new RejectedError(reject(413, "FileSizeLimitExceeded", message));
}
