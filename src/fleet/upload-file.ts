import {
  type SendingOptions,
  UploadError,
  type UploadOptions,
  type UploadState,
} from "../flip/index.ts";
import { linkSignals } from "../http/signals.ts";
import type { Factory, UploadSession, Video } from "./factory.ts";

/** Options of the video, which the call that creates the session sends. */
export type VideoOptions = Omit<
  UploadOptions,
  keyof SendingOptions | "size" | "restart" | "multiChunk" | "headers" | "retries" | "timeoutMs"
>;

/** Options for sending that apply to each file. */
export type FileSendingOptions = Omit<
  SendingOptions,
  "concurrency" | "budget" | "onProgress" | "onStateChange" | "signal"
>;

/** The names of {@link FileSendingOptions}. The type requires each of them to be listed. */
const fileSendingOptions: Readonly<Record<keyof FileSendingOptions, true>> = {
  tls: true,
  attempts: true,
  stallMs: true,
  answerMs: true,
  connectMs: true,
  retryMs: true,
};

/** Separates the options for sending from all others. */
export function splitSending<Options extends FileSendingOptions>(
  options: Options,
): { sending: FileSendingOptions; others: Omit<Options, keyof FileSendingOptions> } {
  const entries = Object.entries(options);
  const isSending = ([name]: [string, unknown]) => Object.hasOwn(fileSendingOptions, name);
  return {
    sending: Object.fromEntries(entries.filter(isSending)),
    // All others are left.
    others: Object.fromEntries(entries.filter((entry) => !isSending(entry))) as Omit<
      Options,
      keyof FileSendingOptions
    >,
  };
}

/** Where the state of an upload is stored: nothing is sent before it is there. */
export interface UploadStore {
  /** State of an earlier session. */
  readonly state: UploadState | undefined;
  /** Stores a state. The upload ends when that fails. */
  save(state: UploadState): Promise<void>;
  /** Finds the video of a session that no longer exists: it may have been complete. */
  find(signal: AbortSignal | undefined): Promise<Video | undefined>;
}

/** One file to upload, for the first time or again. */
export interface FileUpload {
  readonly factory: Factory;
  readonly path: string;
  readonly video: VideoOptions;
  readonly sending: SendingOptions;
  readonly store: UploadStore;
  /** Interrupts the upload. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Uploads a file. Continues the session of an earlier run, and creates another one only if that has ended or
 * the file has changed since, and there is no video of it.
 *
 * @throws {UploadError} When the upload stops. An abort throws the signal's reason.
 */
export async function uploadFile(upload: FileUpload): Promise<Video> {
  const first = await sendOrFind(upload, upload.store.state);
  if (!(first instanceof UploadError)) return first;
  // Everything was sent: sending it again could store it twice.
  if (first.reason === "video-unknown") throw first;
  const second = await sendOrFind(upload, undefined);
  if (second instanceof UploadError) throw second;
  return second;
}

/** Sends a file. When the session has ended, its video is looked for. Returns the error if there is none. */
async function sendOrFind(
  upload: FileUpload,
  state: UploadState | undefined,
): Promise<Video | UploadError> {
  try {
    return await send(upload, state);
  } catch (error) {
    if (!(error instanceof UploadError) || !hasEnded(error, state)) throw error;
    return (await upload.store.find(upload.signal)) ?? error;
  }
}

/** Returns whether a session cannot be continued. A file that has changed since needs another one. */
function hasEnded({ reason }: UploadError, state: UploadState | undefined): boolean {
  if (reason === "source-changed") return state !== undefined;
  return reason === "expired" || reason === "video-unknown";
}

async function send(upload: FileUpload, state: UploadState | undefined): Promise<Video> {
  const { store, signal } = upload;
  const stop = linkSignals(signal);
  let saving = Promise.resolve();
  const onStateChange = (moved: UploadState) => {
    saving = saving.then(() => store.save(moved));
    saving.catch(stop.abort);
  };
  try {
    const sending = { ...upload.sending, onStateChange, signal: stop.signal };
    const session = await open(upload, state, sending);
    const video = await (state === undefined ? session.start() : session.resume());
    await saving.catch(() => {}); // There is a video: a state no longer matters.
    return video;
  } finally {
    stop.unlink();
  }
}

async function open(
  { factory, path, video, store }: FileUpload,
  state: UploadState | undefined,
  sending: SendingOptions,
): Promise<UploadSession> {
  if (state !== undefined) return factory.restoreUploadSession(state, path, sending);
  const session = await factory.uploadSession(path, { ...video, ...sending });
  try {
    await store.save(session.state);
  } catch (error) {
    await session.abort().catch(() => {}); // Nobody can continue it.
    throw error;
  }
  return session;
}
