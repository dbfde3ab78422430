import { createHash, randomBytes } from "node:crypto";
import type {
  Factory,
  FileDescription,
  FileInput,
  UploadOptions,
  UploadProgress,
  UploadSession,
} from "flip-pili/flip";
import {
  startUploadServer,
  type UploadServer,
  type UploadServerOptions,
  type UploadServerSession,
} from "flip-pili/testing";
import { expect, onTestFinished } from "vitest";
import { type Answer, connect, type FlipServer, startServer } from "../helpers/flip-server.ts";
import { type Resources, readResources, settleResources } from "./resources.ts";

/** Waits little between attempts, and long enough for a busy machine. */
export const quick = { stallMs: 5_000, answerMs: 5_000, connectMs: 5_000, retryMs: 5 } as const;

/** For faults that show only when time has run out. */
export const impatient = { stallMs: 300, answerMs: 300 } as const;

/** An upload server, and a factory whose API creates sessions there. */
export interface Uploads {
  readonly server: UploadServer;
  readonly api: FlipServer;
  readonly factory: Factory;
  /** What was open before there was a session. */
  readonly before: Resources;
  /** Of the sessions that are created from now on. */
  nextPartSize: number;
  /** Whether the API creates none from now on. */
  refuseSessions: boolean;
}

/** Starts servers that end with the test. */
export async function startUploads(options: UploadServerOptions = {}): Promise<Uploads> {
  const server = await startUploadServer(options);
  onTestFinished(() => server.close());
  const plan = { nextPartSize: options.partSize ?? 1_000, refuseSessions: false };
  const api = await startServer(answerFor(server, plan));
  const factory = await connect(api).getResource("flip").factories.find("my-factory");
  return Object.assign(plan, { server, api, factory, before: await readResources() });
}

/** Answers as the API does. No connection is kept open, so that none looks like a leak. */
function answerFor(
  server: UploadServer,
  plan: Pick<Uploads, "nextPartSize" | "refuseSessions">,
): Answer {
  const headers = { Connection: "close" };
  return ({ method, path, params: { file_name: fileName = "", file_size, multi_chunk } }) => {
    if (method === "POST" && path.endsWith("/videos/upload.json")) {
      if (plan.refuseSessions) return { status: 422, headers, json: { error: "Unprocessable" } };
      const multiChunk = multi_chunk === "true";
      const { answer } = server.createSession({
        fileName,
        fileSize: Number(file_size),
        multiChunk,
        partSize: plan.nextPartSize,
      });
      return { status: 201, headers, json: answer };
    }
    const videos = server.sessions.flatMap(({ video }) => video ?? []);
    const video = videos.find(({ id }) => path.endsWith(`/videos/${id}.json`));
    return { headers, json: video ?? { id: "my-factory", name: "My factory" } };
  };
}

/** An upload whose file is known. */
export interface Upload {
  readonly session: UploadSession;
  /** The session as the server sees it. */
  readonly stored: UploadServerSession;
  readonly bytes: Uint8Array;
  readonly progress: UploadProgress[];
  readonly uploads: Uploads;
}

/** Options of {@link createUpload}. */
export interface CreateUploadOptions extends UploadOptions {
  /** @default 10 parts of 1,000 bytes, the last one half */
  bytes?: Uint8Array<ArrayBuffer>;
  /** @default the bytes */
  source?: FileInput | FileDescription;
}

/** Creates a session for random bytes. */
export async function createUpload(
  uploads: Uploads,
  { bytes = randomBytes(9_500), source = bytes, ...options }: CreateUploadOptions = {},
): Promise<Upload> {
  const progress: UploadProgress[] = [];
  const onProgress = (step: UploadProgress) => progress.push(step);
  const session = await uploads.factory.uploadSession(source, { ...quick, onProgress, ...options });
  const stored = uploads.server.sessions.at(-1);
  if (stored === undefined) throw new Error("The server has no session");
  return { session, stored, bytes, progress, uploads };
}

/** What holds after every upload, whatever went wrong on the way. */
export async function expectUploaded(upload: Upload): Promise<void> {
  expectStored(upload);
  await expectClean(upload.uploads);
}

/** The server has the file, and the session knows it. */
export function expectStored({ session, stored, bytes, progress }: Upload): void {
  expect(session.status).toBe("uploaded");
  expect(session.missingParts).toEqual([]);
  expect(session.video?.id).toBe(stored.video?.id);
  expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(stored.acceptedBytes).toBe(bytes.length);
  if (progress.length > 0) expectSteady(progress, bytes.length);
}

/** What holds after every run, also one that failed: nothing is left over, nothing was given away. */
export async function expectClean({ server, before }: Uploads): Promise<void> {
  expect(server.unusedFaults).toEqual([]);
  expect(server.redirectTarget.requests).toEqual([]);
  for (const { headers, url } of server.requests) {
    expect(Object.keys(headers)).not.toContain("authorization");
    expect(Object.keys(headers)).not.toContain("cookie");
    expect(url).not.toMatch(/signature|access_key/);
  }
  expect(await settleResources(before)).toEqual([]);
}

/** Progress never goes back, never beyond the end, and ends there. */
export function expectSteady(progress: readonly UploadProgress[], total: number): void {
  const sent = progress.map((step) => step.sent);
  expect(sent).toEqual([...sent].sort((a, b) => a - b));
  expect(progress.at(-1)).toMatchObject({ sent: total, confirmed: total, total });
}

/** How often a part was sent. */
export function timesSent({ requests }: UploadServerSession, part: number): number {
  return requests.filter((request) => request.part === part).length;
}
