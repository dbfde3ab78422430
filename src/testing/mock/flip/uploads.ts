import type { ProfileData, VideoData } from "../../../flip/index.ts";
import { refuse } from "../../exchange/reply.ts";
import { describeVideo } from "../../upload-server/describe-video.ts";
import { UploadServer } from "../../upload-server/upload-server.ts";
import {
  readOptions,
  type UploadServerOptions,
} from "../../upload-server/upload-server-options.ts";
import type { UploadServerSession } from "../../upload-server/upload-server-session.ts";
import type { FlipRequest, Handler } from "./flip-request.ts";
import { chooseProfiles } from "./profiles.ts";
import { type Fields, RefusedError, recordNotFound } from "./read-fields.ts";
import type { StoredFactory } from "./state.ts";
import { addVideo, fileNameOf } from "./videos.ts";
import type { World } from "./world.ts";

/** What a session's file becomes. */
interface Plan {
  readonly world: World;
  readonly factory: StoredFactory;
  readonly profiles: readonly ProfileData[];
  readonly fields: Fields;
}

/** Largest file, in bytes. Its parts must still fit into a list. */
const largestFile = 1024 ** 4;

/** Upload sessions, and the videos that come of them. */
export class Uploads {
  readonly server: UploadServer;
  readonly #plans = new Map<string, Plan>();
  readonly #world: () => World;
  readonly #wanted: UploadServerOptions["video"];

  /** @param world - The one that there is at the time. */
  constructor(options: UploadServerOptions, world: () => World) {
    this.#world = world;
    this.#wanted = options.video;
    this.server = new UploadServer(
      readOptions({ ...options, video: (session) => this.#createVideo(session) }),
    );
  }

  /** Creates a session, whose file becomes a video. */
  async createSession({ world, factory, fields }: FlipRequest): Promise<UploadServerSession> {
    const { file_name, file_size, multi_chunk } = fields;
    const [fileName, fileSize] = [String(file_name), Number(file_size)];
    const profiles = chooseProfiles(factory, fields, "none");
    if (fileSize > largestFile) throw tooLarge();
    await this.server.start();
    const multiChunk = multi_chunk === true;
    const session = this.server.createSession({ fileName, fileSize, multiChunk });
    this.#plans.set(session.id, { world, factory, profiles, fields });
    return session;
  }

  /** Forgets all sessions. */
  reset(): void {
    this.#plans.clear();
    this.server.reset();
  }

  /** The video as it is when the file has just arrived. */
  #createVideo(session: UploadServerSession): VideoData {
    // A file that arrives after a reset belongs to nobody.
    if (!this.server.sessions.includes(session)) return describeVideo(session);
    const { world, factory, profiles, fields } = this.#plans.get(session.id) ?? this.#ownPlan();
    const wanted = this.#wanted?.(session) ?? {};
    const { fileName, fileSize } = session;
    const source = { fileName: fileNameOf(fileName), fileSize, url: null };
    return addVideo({ world, factory, source, profiles, fields, wanted }).data;
  }

  /** For a session that the test made by itself. */
  #ownPlan(): Plan {
    const world = this.#world();
    const [factory] = world.state.factories;
    if (factory === undefined) throw new Error("There is no factory for the video");
    return { world, factory, profiles: [], fields: {} };
  }
}

/** Answers the creation of sessions. */
export function createUploadHandlers(
  uploads: Uploads,
): Record<"createUploadSession" | SessionOperation, Handler> {
  return {
    async createUploadSession(request) {
      const { answer } = await uploads.createSession(request);
      return { status: 201, body: answer };
    },
    ...sessionHandlers,
  };
}

/** Sessions are not at the API's own address. */
const elsewhere: Handler = ({ fields: { id = "" } }) => {
  throw recordNotFound("Session", String(id));
};

type SessionOperation = "uploadPart" | "uploadPartByPost" | "getMissingParts" | "abortUpload";

const sessionHandlers: Record<SessionOperation, Handler> = {
  uploadPart: elsewhere,
  uploadPartByPost: elsewhere,
  getMissingParts: elsewhere,
  abortUpload: elsewhere,
};

function tooLarge(): RefusedError {
  const message = `File size limit for this account is set to ${largestFile} bytes`;
  return new RefusedError(refuse(413, "FileSizeLimitExceeded", message));
}
