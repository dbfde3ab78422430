import { createHash, randomBytes } from "node:crypto";
import type {
  Factory,
  FlipOptions,
  UploadOptions,
  UploadProgress,
  UploadSession,
  UploadSource,
} from "flip-pili/flip";
import {
  startUploadServer,
  type UploadServer,
  type UploadServerOptions,
  type UploadServerSession,
} from "flip-pili/testing";
import { expect, onTestFinished } from "vitest";
import {
  connect,
  type FlipServer,
  type ReceivedRequest,
  type Reply,
  type RequestHandler,
  startServer,
} from "../helpers/flip-server.ts";
import { type Resources, readResources, settleResources } from "./resources.ts";

/** Short delays between attempts, and timeouts that a busy machine does not reach. */
export const quick = { stallMs: 60_000, answerMs: 60_000, connectMs: 60_000, retryMs: 5 } as const;

/** Options of a restored session: {@link quick}, and the mock servers are on this machine. */
export const restoreLocally = { ...quick, allowPrivateHost: true } as const;

/** For faults that only a timeout detects. A busy machine may cause further timeouts. */
export const shortTimeouts = { stallMs: 400, answerMs: 400, attempts: 50 } as const;

/** An upload server, and a factory whose API creates sessions there. */
export interface Uploads {
  readonly server: UploadServer;
  readonly api: FlipServer;
  readonly factory: Factory;
  /** Resources that were open before there was a session. */
  readonly before: Resources;
  /** Part size of the sessions that are created from now on. */
  nextPartSize: number;
  /** Whether the API rejects the creation of sessions from now on. */
  rejectSessions: boolean;
  /** Videos that the API lists, or a function that returns them. */
  videos: readonly object[] | (() => readonly object[]);
  /** Which requests the API does not respond to from now on. */
  heldRequests: "factory" | "session" | undefined;
}

/** Starts servers that end with the test. */
export async function startUploads(
  options: UploadServerOptions = {},
  clientOptions: Partial<FlipOptions> = {},
): Promise<Uploads> {
  const server = await startUploadServer(options);
  onTestFinished(() => server.close());
  const plan: ApiPlan = {
    nextPartSize: options.partSize ?? 1_000,
    rejectSessions: false,
    videos: [],
    heldRequests: undefined,
  };
  const api = await startServer(createHandler(server, plan));
  const factory = await connect(api, clientOptions)
    .getResource("flip")
    .factories.find("my-factory");
  return Object.assign(plan, { server, api, factory, before: await readResources() });
}

/** How the API responds from now on. */
type ApiPlan = Pick<Uploads, "nextPartSize" | "rejectSessions" | "videos" | "heldRequests">;

/** Creates the handler of the API. It keeps no connection alive: that would look like a leak. */
function createHandler(server: UploadServer, plan: ApiPlan): RequestHandler {
  const headers = { Connection: "close" };
  return (request) => {
    const { method, path } = request;
    const isCreation = method === "POST" && path.endsWith("/videos/upload.json");
    if (plan.heldRequests === (isCreation ? "session" : "factory")) return undefined;
    if (isCreation) return { headers, ...createSession(server, plan, request) };
    return { headers, json: findObject(server, plan, path) };
  };
}

/** Returns the list of videos, a video, or the factory. */
function findObject(server: UploadServer, plan: ApiPlan, path: string): object {
  const { videos: listed } = plan;
  if (path.endsWith("/videos.json")) return typeof listed === "function" ? listed() : listed;
  const videos = server.sessions.flatMap(({ video }) => video ?? []);
  const video = videos.find(({ id }) => path.endsWith(`/videos/${id}.json`));
  return video ?? { id: "my-factory", name: "My factory" };
}

function createSession(
  server: UploadServer,
  { rejectSessions, nextPartSize: partSize }: ApiPlan,
  { params: { file_name: fileName = "", file_size, multi_chunk } }: ReceivedRequest,
): Reply {
  if (rejectSessions) return { status: 422, json: { error: "Unprocessable" } };
  const multiChunk = multi_chunk === "true";
  const fileSize = Number(file_size);
  const session = server.createSession({ fileName, fileSize, multiChunk, partSize });
  return { status: 201, json: session.response };
}

/** A session, its counterpart on the server, and the file. */
export interface Upload {
  readonly session: UploadSession;
  /** The session on the server. */
  readonly stored: UploadServerSession;
  readonly bytes: Uint8Array;
  readonly progress: UploadProgress[];
  readonly uploads: Uploads;
}

/** Options of {@link createUpload}. */
export interface CreateUploadOptions extends UploadOptions {
  /** @default 10 parts of 1,000 bytes, the last one half as long */
  bytes?: Uint8Array<ArrayBuffer>;
  /** @default the bytes */
  source?: UploadSource;
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

/** Expects that the server has the file, and that nothing is left open. */
export async function expectUploaded(upload: Upload): Promise<void> {
  expectStored(upload);
  await expectClean(upload.uploads);
}

/** Expects that the server has the file, and that the session reports it. */
export function expectStored({ session, stored, bytes, progress }: Upload): void {
  expect(session.status).toBe("uploaded");
  expect(session.missingParts).toEqual([]);
  expect(session.video?.id).toBe(stored.video?.id);
  expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(stored.acceptedBytes).toBe(bytes.length);
  if (progress.length > 0) expectSteady(progress, bytes.length);
}

/** Expects that all faults were used, nothing is left open, and no secret was sent. */
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

/** Checks that progress never decreases, and ends at the size of the file. */
export function expectSteady(progress: readonly UploadProgress[], total: number): void {
  const sent = progress.map((step) => step.sent);
  expect(sent).toEqual([...sent].sort((a, b) => a - b));
  expect(progress.at(-1)).toMatchObject({ sent: total, confirmed: total, total });
}

/** Counts the requests with a part. */
export function timesSent({ requests }: UploadServerSession, part: number): number {
  return requests.filter((request) => request.part === part).length;
}
