import { bindsAll } from "../exchange/listen.ts";
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
  readonly redirectTarget: RedirectTarget;
  readonly #options: ResolvedUploadServerOptions;
  readonly #sessions: UploadServerSession[] = [];
  readonly #handler: UploadRequestHandler;
  readonly #server: RestartableServer;
  /** Another origin of the same sessions, to which they can move. */
  readonly #otherServer: RestartableServer;

  /** @internal */
  constructor(options: ResolvedUploadServerOptions) {
    this.#options = options;
    this.redirectTarget = new RedirectTarget(options.bind);
    this.#server = this.#createServer(() => this.#server);
    this.#otherServer = this.#createServer(() => this.#otherServer);
    const { redirectTarget } = this;
    const movedOrigin = () => this.#withScheme(this.#otherServer.url);
    this.#handler = new UploadRequestHandler(options, {
      get url() {
        return redirectTarget.url;
      },
      get movedOrigin() {
        return movedOrigin();
      },
    });
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
   * @param host - Host of the location, for a server that listens on every address. By default that of
   *   `url`.
   * @throws {InvalidArgumentError} When an option is invalid.
   */
  createSession(options: SessionOptions, host?: string): UploadServerSession {
    const id = newId();
    const location = sessionLocation(this.#withScheme(this.#originAt(host)), id);
    const settings = { ...resolveSessionOptions(options, this.#options), id, location };
    const openStorage = (fileSize: number) => createStorage(fileSize, this.#options);
    const makeVideo = () => this.#options.video(session);
    const state: SessionState = new SessionState(settings, openStorage, makeVideo);
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
    await Promise.all([this.redirectTarget.start(), this.#otherServer.start(0)]);
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
    await Promise.all(
      [this.#server, this.#otherServer, this.redirectTarget].map((server) => server.close()),
    );
    await this.#handler.close();
  }

  #createServer(self: () => RestartableServer): RestartableServer {
    const { bind, tls } = this.#options;
    return new RestartableServer(
      (request, response) => this.#handler.receive(request, response, self()),
      {
        bind,
        tls,
        hostname: tls && "localhost",
        intercept: (socket) => this.#handler.intercept(socket),
      },
    );
  }

  /** Returns the origin of the server, as the client reaches it. */
  #originAt(host: string | undefined): string {
    if (!host || !bindsAll(this.#options.bind)) return this.url;
    const url = new URL(this.url);
    url.hostname = host;
    return url.origin;
  }

  /** Returns an origin of the server with the scheme of locations. */
  #withScheme(origin: string): string {
    return origin.replace(/^https?/, this.#options.locationScheme);
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
