import { requireInteger, requireObject, requireText } from "../../http/argument-checks.ts";
import { createStorage } from "./create-storage.ts";
import { newId } from "./describe-video.ts";
import type { UploadFault } from "./faults/upload-fault.ts";
import type { Listener } from "./listener.ts";
import type { RecordedUpload } from "./recorded-upload.ts";
import type { RedirectTarget } from "./redirect-target.ts";
import type { SessionFacts, SessionOptions } from "./session-options.ts";
import { SessionState } from "./session-state.ts";
import { locate, type UploadHost } from "./upload-host.ts";
import { type ReadOptions, requireNumbersAs } from "./upload-server-options.ts";
import { UploadServerSession } from "./upload-server-session.ts";

/** What an upload server is made of. */
interface Parts {
  readonly options: ReadOptions;
  readonly host: UploadHost;
  readonly listener: Listener;
  readonly redirectTarget: RedirectTarget & { close(): Promise<void> };
}

/** A running upload server. With `await using` it closes by itself. */
export class UploadServer implements AsyncDisposable {
  readonly port: number;
  /** Its origin: `http://127.0.0.1:49152`. */
  readonly url: string;
  /** The other origin, where faults send clients. */
  readonly redirectTarget: RedirectTarget;
  /** The sessions, in the order of their creation. */
  readonly sessions: readonly UploadServerSession[];
  readonly #sessions: UploadServerSession[] = [];
  readonly #parts: Parts;

  /** @internal */
  constructor(parts: Parts) {
    this.port = parts.listener.port;
    this.url = parts.listener.url;
    this.redirectTarget = parts.redirectTarget;
    this.sessions = this.#sessions;
    this.#parts = parts;
  }

  /** Every request, those to no session included, in the order of arrival. */
  get requests(): readonly RecordedUpload[] {
    return this.#parts.host.requests;
  }

  /** Faults that have not been met as often as they should. */
  get unusedFaults(): UploadFault[] {
    return this.#parts.host.script.unused;
  }

  /**
   * Adds faults. A request meets one at most: of several that are for it the first.
   *
   * @example
   * server.script([{ kind: "reset", part: 1, after: 1024 }, { kind: "stall", method: "GET" }]);
   */
  script(faults: readonly UploadFault[]): void {
    this.#parts.host.script.add(faults);
  }

  /**
   * Creates a session for a file.
   *
   * @throws {InvalidArgumentError} When an option cannot be used.
   */
  createSession(options: SessionOptions): UploadServerSession {
    const { host, options: serverOptions } = this.#parts;
    const facts = this.#readFacts(requireObject("options", options));
    const storage = createStorage(facts.fileSize, serverOptions);
    const state: SessionState = new SessionState(facts, storage, () =>
      serverOptions.video(session),
    );
    const session = new UploadServerSession(state);
    host.sessions.set(facts.id, state);
    this.#sessions.push(session);
    return session;
  }

  /** Stops at once, whatever is under way, and deletes temporary files. May be called again. */
  async close(): Promise<void> {
    const { listener, host, redirectTarget } = this.#parts;
    await Promise.all([listener.close(), redirectTarget.close()]);
    await host.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #readFacts(options: SessionOptions): SessionFacts {
    const server = this.#parts.options;
    const { fileName, fileSize, multiChunk = true } = options;
    const { partSize = server.partSize, numbersAs = server.numbersAs } = options;
    const id = newId();
    return {
      id,
      location: locate(this.url, id),
      fileName: requireText("fileName", fileName),
      fileSize: requireInteger("fileSize", fileSize, 0, Number.MAX_SAFE_INTEGER),
      isMultiChunk: multiChunk,
      partSize: requireInteger("partSize", partSize, 1, Number.MAX_SAFE_INTEGER),
      maxConnections: server.maxConnections,
      numbersAs: requireNumbersAs(numbersAs),
    };
  }
}
