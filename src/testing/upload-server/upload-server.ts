import type { UploadFault } from "./faults/upload-fault.ts";
import type { RecordedUpload } from "./recorded-upload.ts";
import { RedirectTarget } from "./redirect-target.ts";
import { sessionLocation, UploadRequestHandler } from "./request-handler.ts";
import { RestartableServer } from "./restartable-server.ts";
import { resolveSessionOptions, type SessionOptions } from "./session-options.ts";
import { SessionState } from "./session-state.ts";
import { createStorage } from "./storage.ts";
import {
  type ResolvedUploadServerOptions,
  resolveUploadServerOptions,
  type UploadServerOptions,
} from "./upload-server-options.ts";
import { UploadServerSession } from "./upload-server-session.ts";
import { newId } from "./video-data.ts";

/** An upload server. With `await using` it closes automatically. */
export class UploadServer implements AsyncDisposable {
  /** The server of another origin, to which faults redirect clients. */
  readonly redirectTarget: RedirectTarget = new RedirectTarget();
  readonly #options: ResolvedUploadServerOptions;
  readonly #sessions: UploadServerSession[] = [];
  readonly #handler: UploadRequestHandler;
  readonly #server: RestartableServer;

  /** @internal */
  constructor(options: ResolvedUploadServerOptions) {
    this.#options = options;
    this.#handler = new UploadRequestHandler(options, this.redirectTarget);
    this.#server = new RestartableServer((request, response) =>
      this.#handler.receive(request, response, this.#server),
    );
  }

  get port(): number {
    return this.#server.port;
  }

  /** Origin of the server: `http://127.0.0.1:49152`. */
  get url(): string {
    return this.#server.url;
  }

  /** All sessions, in the order of their creation. */
  get sessions(): readonly UploadServerSession[] {
    return this.#sessions;
  }

  /** All requests, those to no session included, in the order of arrival. */
  get requests(): readonly RecordedUpload[] {
    return this.#handler.requests;
  }

  /** Faults that requests have triggered fewer times than was scripted. */
  get unusedFaults(): UploadFault[] {
    return this.#handler.script.unused;
  }

  /**
   * Adds faults. A request triggers at most one fault: the first one that is due.
   *
   * @throws {InvalidArgumentError} When a fault has an unknown kind.
   * @example
   * server.script([{ kind: "reset", part: 1, after: 1024 }, { kind: "stall", method: "GET" }]);
   */
  script(faults: readonly UploadFault[]): void {
    this.#handler.script.add(faults);
  }

  /**
   * Creates a session for a file.
   *
   * @throws {InvalidArgumentError} When an option is invalid.
   */
  createSession(options: SessionOptions): UploadServerSession {
    const id = newId();
    const location = sessionLocation(this.url, id);
    const settings = { ...resolveSessionOptions(options, this.#options), id, location };
    const storage = createStorage(settings.fileSize, this.#options);
    const makeVideo = () => this.#options.video(session);
    const state: SessionState = new SessionState(settings, storage, makeVideo);
    const session: UploadServerSession = new UploadServerSession(state);
    this.#handler.sessions.set(id, state);
    this.#sessions.push(session);
    return session;
  }

  /**
   * Starts listening, unless it already does.
   *
   * @internal
   */
  async start(): Promise<void> {
    await this.redirectTarget.start();
    await this.#server.start(this.#options.port);
  }

  /**
   * Forgets all sessions, requests and faults, and continues listening.
   *
   * @internal
   */
  reset(): void {
    this.#sessions.length = 0;
    this.#handler.reset();
    this.redirectTarget.reset();
  }

  /** Stops immediately, ends requests in flight and deletes temporary files. May be called again. */
  async close(): Promise<void> {
    await Promise.all([this.#server.close(), this.redirectTarget.close()]);
    await this.#handler.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Starts a server that accepts uploads as the service does, in numbered parts or in ranges, and
 * assembles them. Faults can be scripted for any request.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 * @example
 * await using server = await startUploadServer({ partSize: 1024 });
 * const session = server.createSession({ fileName: "movie.mp4", fileSize: 4000 });
 * server.script([{ kind: "status", part: 2, status: 503 }]);
 */
export async function startUploadServer(options: UploadServerOptions = {}): Promise<UploadServer> {
  const server = new UploadServer(resolveUploadServerOptions(options));
  try {
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}
