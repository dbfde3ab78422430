import { createStorage } from "./create-storage.ts";
import { newId } from "./describe-video.ts";
import type { UploadFault } from "./faults/upload-fault.ts";
import { Listener } from "./listener.ts";
import type { RecordedUpload } from "./recorded-upload.ts";
import { RedirectTarget } from "./redirect-target.ts";
import { readSessionOptions, type SessionOptions } from "./session-options.ts";
import { SessionState } from "./session-state.ts";
import { locate, UploadHost } from "./upload-host.ts";
import {
  type ReadOptions,
  readOptions,
  type UploadServerOptions,
} from "./upload-server-options.ts";
import { UploadServerSession } from "./upload-server-session.ts";

/** An upload server. With `await using` it closes by itself. */
export class UploadServer implements AsyncDisposable {
  /** The other origin, where faults send clients. */
  readonly redirectTarget: RedirectTarget = new RedirectTarget();
  readonly #options: ReadOptions;
  readonly #sessions: UploadServerSession[] = [];
  readonly #host: UploadHost;
  readonly #listener: Listener;

  /** @internal */
  constructor(options: ReadOptions) {
    this.#options = options;
    this.#host = new UploadHost(options, this.redirectTarget);
    this.#listener = new Listener((request, response) =>
      this.#host.receive(request, response, this.#listener),
    );
  }

  get port(): number {
    return this.#listener.port;
  }

  /** Its origin: `http://127.0.0.1:49152`. */
  get url(): string {
    return this.#listener.url;
  }

  /** The sessions, in the order of their creation. */
  get sessions(): readonly UploadServerSession[] {
    return this.#sessions;
  }

  /** Every request, those to no session included, in the order of arrival. */
  get requests(): readonly RecordedUpload[] {
    return this.#host.requests;
  }

  /** Faults that have not been met as often as they should. */
  get unusedFaults(): UploadFault[] {
    return this.#host.script.unused;
  }

  /**
   * Adds faults. A request meets one at most: of several that are for it the first.
   *
   * @throws {InvalidArgumentError} When there is no such fault.
   * @example
   * server.script([{ kind: "reset", part: 1, after: 1024 }, { kind: "stall", method: "GET" }]);
   */
  script(faults: readonly UploadFault[]): void {
    this.#host.script.add(faults);
  }

  /**
   * Creates a session for a file.
   *
   * @throws {InvalidArgumentError} When an option cannot be used.
   */
  createSession(options: SessionOptions): UploadServerSession {
    const id = newId();
    const location = locate(this.url, id);
    const facts = { ...readSessionOptions(options, this.#options), id, location };
    const storage = createStorage(facts.fileSize, this.#options);
    const makeVideo = () => this.#options.video(session);
    const state: SessionState = new SessionState(facts, storage, makeVideo);
    const session: UploadServerSession = new UploadServerSession(state);
    this.#host.sessions.set(id, state);
    this.#sessions.push(session);
    return session;
  }

  /**
   * Listens, if it does not yet.
   *
   * @internal
   */
  async start(): Promise<void> {
    await this.redirectTarget.start();
    await this.#listener.start(this.#options.port);
  }

  /**
   * Forgets all sessions, requests and faults, and goes on listening.
   *
   * @internal
   */
  reset(): void {
    this.#sessions.length = 0;
    this.#host.reset();
    this.redirectTarget.reset();
  }

  /** Stops at once, whatever is under way, and deletes temporary files. May be called again. */
  async close(): Promise<void> {
    await Promise.all([this.#listener.close(), this.redirectTarget.close()]);
    await this.#host.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Starts a server that takes uploads as the service does, in numbered parts or in ranges, and
 * assembles them. On demand everything goes wrong.
 *
 * @throws {InvalidArgumentError} When an option cannot be used.
 * @example
 * await using server = await startUploadServer({ partSize: 1024 });
 * const session = server.createSession({ fileName: "movie.mp4", fileSize: 4000 });
 * server.script([{ kind: "status", part: 2, status: 503 }]);
 */
export async function startUploadServer(options: UploadServerOptions = {}): Promise<UploadServer> {
  const server = new UploadServer(readOptions(options));
  try {
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}
