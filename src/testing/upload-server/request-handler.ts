import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { corsHeaders, isPreflight, respondToPreflight } from "./cors.ts";
import { replyToHandshake } from "./faults/broken-tls.ts";
import { type FaultEffects, noEffects } from "./faults/fault-effects.ts";
import { FaultScript } from "./faults/fault-script.ts";
import { type OtherOrigins, planEffects } from "./faults/plan-effects.ts";
import { processUpload } from "./process-upload.ts";
import {
  closeRecord,
  openRecord,
  type RecordedUpload,
  type UploadRecord,
} from "./recorded-upload.ts";
import type { RestartableServer } from "./restartable-server.ts";
import { endWithoutResponse, sendResponse, type UploadExchange } from "./send-response.ts";
import type { SessionState } from "./session-state.ts";
import { errorResponse, sessionNotFound } from "./upload-response.ts";
import type { ResolvedUploadServerOptions } from "./upload-server-options.ts";

/** Handles requests: finds their sessions and faults, and records them. */
export class UploadRequestHandler {
  readonly script: FaultScript = new FaultScript();
  readonly sessions: Map<string, SessionState> = new Map();
  readonly requests: RecordedUpload[] = [];
  readonly #options: Pick<ResolvedUploadServerOptions, "cors" | "checkAccess">;
  readonly #others: OtherOrigins;
  readonly #pending = new Set<Promise<void>>();

  constructor(
    options: Pick<ResolvedUploadServerOptions, "cors" | "checkAccess">,
    others: OtherOrigins,
  ) {
    this.#options = options;
    this.#others = others;
  }

  /** Starts to handle a request. */
  receive(request: IncomingMessage, response: ServerResponse, server: RestartableServer): void {
    const { cors, checkAccess } = this.#options;
    const denied = checkAccess(request.method ?? "", request.headers);
    const allowed = corsHeaders(request.headers.origin, cors);
    for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
    if (denied === undefined && isPreflight(request, cors)) respondToPreflight(response, true);
    else this.#track(this.#handle({ request, response, server, denied }));
  }

  /** Replies to a connection in place of a TLS handshake, if a fault says so. */
  intercept(socket: Socket): boolean {
    const fault = this.script.take({ method: "handshake" });
    if (fault?.kind !== "handshake") return false;
    replyToHandshake(socket, fault.reply);
    return true;
  }

  /** Forgets all sessions, requests and faults. Requests in flight are completed. */
  reset(): void {
    this.#track(this.#release());
    this.sessions.clear();
    this.requests.length = 0;
    this.script.clear();
  }

  /** Waits for the requests in flight, and releases all stored bytes. */
  close(): Promise<void> {
    return this.#release();
  }

  #track(promise: Promise<void>): void {
    this.#pending.add(promise);
    void promise.then(() => this.#pending.delete(promise));
  }

  async #release(): Promise<void> {
    const sessions = [...this.sessions.values()];
    await Promise.all(this.#pending);
    await Promise.all(sessions.map((session) => session.close()));
  }

  #handle({ request, response, server, denied }: Arrival): Promise<void> {
    const record = openRecord(request);
    this.requests.push(record);
    const session = denied === undefined ? this.#find(request.url) : undefined;
    session?.requests.push(record);
    return runExchange({
      request,
      response,
      session,
      record,
      effects: session === undefined ? rejectRequest(denied) : this.#plan(record, session),
      signal: server.signal,
      restart: (downMs) => void server.restart(downMs),
    });
  }

  #plan(record: UploadRecord, { settings: { id } }: SessionState): FaultEffects {
    const { method, part, tag } = record;
    const fault = this.script.take({ method, part, tag, session: id });
    record.fault = fault?.kind;
    return planEffects(fault, this.#others);
  }

  #find(url: string = ""): SessionState | undefined {
    const [path, search] = url.split("?");
    const query = new URLSearchParams(search);
    const session = this.sessions.get(query.get("id") ?? "");
    return path === sessionPath && session?.isAt(query) ? session : undefined;
  }
}

const sessionPath = "/upload/session";

/** Returns the location of a session. */
export function sessionLocation(origin: string, id: string): string {
  return `${origin}${sessionPath}?id=${id}`;
}

/** A request that has arrived, and the reason why its host or page is not allowed, if there is one. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: RestartableServer;
  readonly denied: string | undefined;
}

/** Returns the effects of a request that is not allowed, or belongs to no session. */
function rejectRequest(denied: string | undefined): FaultEffects {
  const isFound = denied === undefined;
  return {
    ...noEffects,
    early: isFound ? sessionNotFound(404) : errorResponse(403, "Forbidden", denied),
  };
}

/** Handles a request until its response is sent or its connection ends. Never rejects. */
async function runExchange(exchange: UploadExchange): Promise<void> {
  try {
    await respond(exchange);
  } catch (error) {
    await endAfterError(exchange, error).catch(() => {});
  }
}

async function respond(exchange: UploadExchange): Promise<void> {
  const { effects, signal } = exchange;
  const response = effects.early ?? (await processUpload(exchange));
  if (response === undefined) {
    endWithoutResponse(exchange, effects.cut?.end ?? { kind: "reset" });
    return;
  }
  if (effects.delayMs > 0) await wait(effects.delayMs, undefined, { signal });
  await sendResponse(exchange, response);
}

/** Sends an error of the server itself as a response, so that the test shows it. */
async function endAfterError(exchange: UploadExchange, error: unknown): Promise<void> {
  const { request, response, record, signal } = exchange;
  if (request.socket.destroyed || signal.aborted || response.headersSent) {
    closeRecord(record, "aborted");
    response.destroy();
    return;
  }
  const effects: FaultEffects = { ...exchange.effects, delivery: { kind: "whole" } };
  await sendResponse({ ...exchange, effects }, errorResponse(500, "MockError", String(error)));
}
