import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerUpload } from "./answer-upload.ts";
import { allowOrigin, answerPreflight, isPreflight } from "./cors.ts";
import { deliver, type Exchange, endWithout } from "./deliver.ts";
import type { OtherPlaces } from "./faults/answer-faults.ts";
import { usualCourse } from "./faults/course.ts";
import { FaultScript } from "./faults/fault-script.ts";
import { planCourse } from "./faults/plan-course.ts";
import type { Listener } from "./listener.ts";
import {
  closeRecord,
  openRecord,
  type RecordedUpload,
  type UploadRecord,
} from "./recorded-upload.ts";
import type { SessionState } from "./session-state.ts";
import { refuseUpload, sessionIsGone } from "./upload-answer.ts";
import type { ReadOptions } from "./upload-server-options.ts";

const sessionPath = "/upload/session";

/** Brings requests, sessions and faults together. */
export class UploadHost {
  readonly script: FaultScript = new FaultScript();
  readonly sessions: Map<string, SessionState> = new Map();
  readonly requests: RecordedUpload[] = [];
  readonly #options: Pick<ReadOptions, "cors">;
  readonly #places: OtherPlaces;
  readonly #running = new Set<Promise<void>>();

  constructor(options: Pick<ReadOptions, "cors">, places: OtherPlaces) {
    this.#options = options;
    this.#places = places;
  }

  /** Answers a request, some time. */
  receive(request: IncomingMessage, response: ServerResponse, listener: Listener): void {
    const { cors } = this.#options;
    const allowed = allowOrigin(request.headers.origin, cors);
    for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
    if (isPreflight(request, cors)) {
      answerPreflight(response);
      return;
    }
    const running = this.#answer(request, response, listener);
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }

  /** Forgets all sessions, requests and faults. What is under way comes to its end. */
  reset(): void {
    const letting = this.#letGo();
    this.#running.add(letting);
    void letting.then(() => this.#running.delete(letting));
    this.sessions.clear();
    this.requests.length = 0;
    this.script.clear();
  }

  /** Waits for what is under way, and lets go of all bytes. */
  close(): Promise<void> {
    return this.#letGo();
  }

  async #letGo(): Promise<void> {
    const sessions = [...this.sessions.values()];
    await Promise.all(this.#running);
    await Promise.all(sessions.map(({ storage }) => storage.close()));
  }

  #answer(request: IncomingMessage, response: ServerResponse, listener: Listener): Promise<void> {
    const record = openRecord(request);
    this.requests.push(record);
    const session = this.#find(request.url);
    session?.requests.push(record);
    const course = session === undefined ? strayCourse : this.#plan(record, session);
    const restart = (downMs: number) => void listener.restart(downMs);
    const { signal } = listener;
    return runExchange({ request, response, session, record, course, signal, restart });
  }

  #plan(record: UploadRecord, { facts: { id } }: SessionState) {
    const fault = this.script.take({ method: record.method, part: record.part, session: id });
    record.fault = fault?.kind;
    return planCourse(fault, this.#places);
  }

  #find(url: string = ""): SessionState | undefined {
    const [path, query] = url.split("?");
    const id = new URLSearchParams(query).get("id") ?? "";
    return path === sessionPath ? this.sessions.get(id) : undefined;
  }
}

/** Of a request to no session. */
const strayCourse = { ...usualCourse, early: sessionIsGone(404) };

/** The location of a session. */
export function locate(origin: string, id: string): string {
  return `${origin}${sessionPath}?id=${id}`;
}

/** Takes a request to its end, whatever that is. Never rejects. */
async function runExchange(exchange: Exchange): Promise<void> {
  try {
    await followCourse(exchange);
  } catch (fault) {
    await giveUp(exchange, fault).catch(() => {});
  }
}

async function followCourse(exchange: Exchange): Promise<void> {
  const { course, signal } = exchange;
  const answer = course.early ?? (await answerUpload(exchange));
  if (answer === undefined) {
    endWithout(exchange, course.cut?.ending ?? { kind: "reset" });
    return;
  }
  if (course.delayMs > 0) await wait(course.delayMs, undefined, { signal });
  await deliver(exchange, answer);
}

/** The client has gone, the server closes, or the server is broken: the test should see that. */
async function giveUp(exchange: Exchange, fault: unknown): Promise<void> {
  const { request, response, record, signal } = exchange;
  if (request.socket.destroyed || signal.aborted || response.headersSent) {
    closeRecord(record, "aborted");
    response.destroy();
    return;
  }
  const whole = { ...exchange.course, delivery: { kind: "whole" } } as const;
  await deliver({ ...exchange, course: whole }, refuseUpload(500, "MockError", String(fault)));
}
