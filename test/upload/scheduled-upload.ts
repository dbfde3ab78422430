import { createHash, randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  FlipPiliError,
  restoreUploadSession,
  UploadError,
  type UploadErrorReason,
  type UploadSession,
  type VideoData,
} from "flip-pili/flip";
import type { UploadFault, UploadServerSession } from "flip-pili/testing";
import { expect } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import type { Schedule } from "./random-schedules.ts";
import { type Resources, readResources, settleResources } from "./resources.ts";
import { createUpload, expectSteady, type Uploads } from "./start-uploads.ts";
import { certificate } from "./tls-front.ts";

/** Enough for every fault of a schedule to stop the upload, and every interruption. */
const maxResumes = 30;
const limits = { stallMs: 250, answerMs: 250, connectMs: 250, retryMs: 1, attempts: 3 } as const;
/** Reasons after which an upload cannot continue, and whether a schedule may lead to them. */
const finalReasons = new Map<UploadErrorReason, (schedule: Schedule) => boolean>([
  ["expired", ({ faults }) => faults.some(endsLocation)],
  ["video-unknown", ({ faults }) => faults.some(endsLocation)],
  ["stream-consumed", (schedule) => schedule.isStreamed === true && losesBytes(schedule)],
]);

function endsLocation(fault: UploadFault): boolean {
  return fault.kind === "expire" || (fault.kind === "moved" && fault.leaves === true);
}

/** Returns whether the server may lose parts, or report a range that is shorter than what it has. */
function losesBytes({ multiChunk, faults }: Schedule): boolean {
  return faults.some((fault) => {
    if (multiChunk && fault.kind === "forget") return true;
    const isAccepted = fault.kind === "body" || (fault.kind === "status" && fault.status === 204);
    return isAccepted && !(multiChunk && fault.stored !== false);
  });
}

/** An upload that follows a schedule. */
export class ScheduledUpload {
  readonly #schedule: Schedule;
  readonly #uploads: Uploads;
  readonly #bytes: Buffer<ArrayBuffer>;
  readonly #waits: number[];

  constructor(schedule: Schedule, uploads: Uploads) {
    this.#schedule = schedule;
    this.#uploads = uploads;
    this.#bytes = randomBytes(schedule.fileSize);
    this.#waits = [...schedule.interruptions];
  }

  /**
   * Uploads a file, resumes it until it is complete or has ended, and checks the result.
   *
   * @returns `uploaded`, or the reason of the error.
   */
  async follow(): Promise<string> {
    const uploads = this.#uploads;
    uploads.server.reset();
    const before = await readResources();
    const { session: created, progress } = await this.#create();
    this.#script();
    let session = created;
    let outcome = await this.#run(session, outcomeOf(session.start()));
    for (let resumes = 0; session.status !== "uploaded"; resumes++) {
      expect(outcome).toBeInstanceOf(FlipPiliError);
      if (this.#isFinal(outcome, session)) return this.#expectEnded(outcome, session, before);
      expect(resumes).toBeLessThan(maxResumes);
      session = this.#continue(session);
      outcome = await this.#run(session, outcomeOf(session.resume()));
    }
    this.#expectStored(session);
    const isSteady = session === created && uploads.server.sessions.length === 1;
    if (isSteady) expectSteady(progress, this.#schedule.fileSize);
    await this.#expectClean(before);
    return "uploaded";
  }

  #create() {
    const { partSize, multiChunk, concurrency, restart, fileSize, tls } = this.#schedule;
    const uploads = this.#uploads;
    uploads.nextPartSize = partSize;
    uploads.videos = () => this.#videos.map((video) => ({ ...video, created_at: formatNow() }));
    const bytes = this.#bytes;
    const source = this.#schedule.isStreamed ? { source: streamOf(bytes), size: fileSize } : {};
    const options = { ...limits, multiChunk, concurrency, restart, tls };
    return createUpload(uploads, { bytes, ...options, ...source });
  }

  #script(): void {
    const { faults, nullList } = this.#schedule;
    const { server } = this.#uploads;
    server.script(faults);
    if (nullList === undefined) return;
    const list: UploadFault = {
      kind: "body",
      method: "GET",
      nth: nullList,
      get json() {
        const { isComplete = false, missingParts } = server.sessions.at(-1) ?? {};
        return { missing_parts: isComplete ? null : missingParts };
      },
    };
    server.script([list]);
  }

  /** Waits for a run, and interrupts it after some turns of the event loop. */
  async #run(session: UploadSession, run: Promise<unknown>): Promise<unknown> {
    const turns = this.#waits.pop();
    if (turns === undefined) return run;
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    session.interrupt();
    return run;
  }

  /** Returns the session that continues: the same one, or one that was restored. */
  #continue(session: UploadSession): UploadSession {
    const { isRestored, concurrency, tls } = this.#schedule;
    if (!isRestored && !this.#isMistaken(session)) return session;
    const state = JSON.parse(JSON.stringify(session.state));
    return restoreUploadSession(state, this.#bytes, {
      ...limits,
      concurrency,
      tls,
      ca: certificate.cert,
      allowPrivateHost: true,
    });
  }

  /** Whether a session has found no TLS because of a fault, and sends plain http. */
  #isMistaken({ encrypted }: UploadSession): boolean {
    return this.#schedule.connection !== "http" && encrypted === false;
  }

  #isFinal(outcome: unknown, session: UploadSession): boolean {
    if (this.#schedule.isStreamed && this.#isMistaken(session)) return true;
    return outcome instanceof UploadError && finalReasons.has(outcome.reason);
  }

  /** Expects that the faults allow the end of an upload, and that the error is the right one. */
  async #expectEnded(outcome: unknown, session: UploadSession, before: Resources): Promise<string> {
    const reason = outcome instanceof UploadError ? outcome.reason : "interrupted";
    const schedule = this.#schedule;
    expect(session.status).not.toBe("uploaded");
    const isAllowed = finalReasons.get(reason)?.(schedule) ?? this.#isMistaken(session);
    expect(isAllowed, `may end with ${reason}`).toBe(true);
    // A caller would send the file again. Only a restored session may not know that it is complete.
    if (reason === "expired" && !schedule.isRestored) this.#expectVideos(0);
    expect(this.#videos.length).toBeLessThanOrEqual(1);
    await outcomeOf(session.abort());
    await this.#expectClean(before);
    return reason;
  }

  /** Expects that the server has the file, once. */
  #expectStored({ video }: UploadSession): void {
    this.#expectVideos(1);
    const { server } = this.#uploads;
    const complete = server.sessions.filter(({ isComplete }) => isComplete);
    const stored: UploadServerSession | undefined = complete.at(-1);
    if (stored === undefined && this.#hasLostVideo(video?.id)) return;
    if (video !== undefined) expect(video.id).toBe(stored?.video?.id);
    expect(stored?.sha256()).toBe(createHash("sha256").update(this.#bytes).digest("hex"));
    expect(stored?.acceptedBytes).toBe(this.#schedule.fileSize);
  }

  /** Whether the server has lost parts of a complete upload, whose session has ended since. */
  #hasLostVideo(id: string | undefined): boolean {
    const isListed = this.#videos.some((video) => video.id === id);
    return this.#isForgetful && isListed && this.#schedule.faults.some(endsLocation);
  }

  get #videos(): VideoData[] {
    return this.#uploads.server.sessions.flatMap(({ video }) => video ?? []);
  }

  /** Expects so many videos. A server that loses parts of a complete upload may have another one. */
  #expectVideos(expected: number): void {
    const { length } = this.#videos;
    if (this.#isForgetful) expect([expected, expected + 1]).toContain(length);
    else expect(length, "number of videos").toBe(expected);
  }

  get #isForgetful(): boolean {
    return this.#schedule.faults.some(({ kind }) => kind === "forget");
  }

  async #expectClean(before: Resources): Promise<void> {
    expect(this.#uploads.server.redirectTarget.hits).toBe(0);
    expect(await settleResources(before)).toEqual([]);
  }
}

/** Returns the current time as the service writes it. */
function formatNow(): string {
  const [date = "", time = ""] = new Date().toISOString().split("T");
  return `${date.replaceAll("-", "/")} ${time.slice(0, 8)} +0000`;
}

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1_500) {
    yield bytes.subarray(start, start + 1_500);
  }
}
