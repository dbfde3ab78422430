import { InvalidArgumentError } from "../../http/errors.ts";
import { createRejection } from "../../http/signals.ts";
import { LocationClient } from "../protocol/location-client.ts";
import { LocationTransport } from "../protocol/location-transport.ts";
import type { ByteSource } from "../source/byte-source.ts";
import type { DescribedSource } from "../source/described-source.ts";
import { type FileDescription, type FileInput, isFileDescription } from "../source/file-input.ts";
import { hasContent } from "../source/hash-samples.ts";
import { openSource } from "../source/open-source.ts";
import { StreamSource } from "../source/stream-source.ts";
import { UploadError } from "../upload-error.ts";
import { joinBudget } from "./connection-budget.ts";
import type { ProgressMeter } from "./progress.ts";
import { type CompletedUpload, sendParts } from "./send-parts.ts";
import { sendRanges } from "./send-ranges.ts";
import type { SentRecord } from "./sent-record.ts";
import type { ServerSession } from "./server-session.ts";
import { statusQuery } from "./status-query.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** One run of an upload, from `start()` or `resume()` until it ends. */
export interface UploadRun {
  readonly server: Pick<ServerSession, "state" | "location" | "setMissing">;
  readonly source: FileInput | FileDescription | StreamSource;
  /** The file, if it is still open. */
  readonly opened: DescribedSource | undefined;
  readonly settings: SendingSettings;
  readonly meter: ProgressMeter;
  readonly sent: SentRecord;
  /** Whether nothing has been sent yet. Otherwise the server is queried for what it has. */
  readonly isNew: boolean;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Whether the server has other files to wait for, before it reports the video. */
  readonly isPartial?: boolean;
}

/**
 * Sends what the server does not have.
 *
 * The file and all connections are closed when the promise settles.
 *
 * @throws {UploadError} When the upload cannot be completed.
 */
export async function runUpload(run: UploadRun): Promise<CompletedUpload> {
  const { server, settings, meter, sent, isNew, signal, isPartial } = run;
  const { state, location } = server;
  signal.throwIfAborted();
  const { concurrency, stallMs: limitMs } = settings;
  const source = await openWithin(run, { signal, limitMs });
  const share = settings.budget && joinBudget(settings.budget);
  const shared = share?.budget.openConnections(settings.connection);
  const transport = new LocationTransport({ ...settings, ...shared });
  const client = new LocationClient(location, transport, settings);
  try {
    const progress = () => source.samplesRead;
    const isKnown = isNew && source.size === state.fileSize && source.adopt?.(state.fingerprint);
    if (!isKnown) await withTimeout(requireSameFile(source, state), { signal, limitMs, progress });
    await client.decideEncryption(statusQuery(state), signal);
    const send = state.parts === 0 ? sendRanges : sendParts;
    const onMissing = (missing: Iterable<number>) => server.setMissing(missing);
    const context = {
      state,
      source,
      client,
      meter,
      sent,
      concurrency,
      share,
      signal,
      onMissing,
      isPartial,
    };
    return await send(context, isNew);
  } finally {
    transport.close();
    await closeWithin(source, closeMs);
  }
}

/**
 * Sends one DELETE for an upload. A session that the server no longer knows counts as deleted.
 *
 * @throws {UploadError} When the request fails.
 */
export async function deleteUpload(
  { state, location }: ServerSession,
  settings: SendingSettings,
): Promise<void> {
  const transport = new LocationTransport(settings);
  try {
    const client = new LocationClient(location, transport, { ...settings, attempts: 1 });
    const { signal } = new AbortController();
    await client.decideEncryption(statusQuery(state), signal);
    await client.request({ method: "DELETE" }, signal);
  } catch (error) {
    if (!(error instanceof UploadError && error.reason === "expired")) throw error;
  } finally {
    transport.close();
  }
}

/** Limit in milliseconds for closing a file. It takes longer only on a drive that hangs. */
const closeMs = 1_000;

/** Closes a source. If it hangs, the run ends nevertheless. */
async function closeWithin(source: ByteSource, limitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  const closing = source.close().finally(() => clearTimeout(timer));
  await Promise.race([closing, limit]);
}

/** Opens the file of a session. If that hangs, the file is closed once it is open. */
async function openWithin(
  { source, opened }: Pick<UploadRun, "source" | "opened">,
  limits: { signal: AbortSignal; limitMs: number },
): Promise<ByteSource> {
  const opening = reuseSource(opened?.take()).then((reused) => reused ?? reopenSource(source));
  try {
    return await withTimeout(opening, limits);
  } catch (error) {
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  }
}

/** Returns a file that is still open if it is the one at its path. Otherwise closes it. */
async function reuseSource(opened: ByteSource | undefined): Promise<ByteSource | undefined> {
  if (opened === undefined || (await opened.isUntouched?.()) !== false) return opened;
  await opened.close();
  return undefined;
}

/** Opens the file of a session. A file that could be opened before is not an invalid argument. */
async function reopenSource(input: UploadRun["source"]): Promise<ByteSource> {
  if (input instanceof StreamSource) return input;
  if (isFileDescription(input)) {
    const advice = "pass its state to restoreUploadSession() where the file is";
    throw new UploadError("source-unreadable", `The session has no file: ${advice}`);
  }
  try {
    return await openSource("source", input);
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError)) throw cause;
    const problem = cause.message.replace(/^Invalid argument \w+:/, "it");
    const message = `The file cannot be read: ${problem}`;
    throw new UploadError("source-unreadable", message, { cause });
  }
}

/** Limits of the wait for a source. */
interface SourceLimits {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  /** Returns a number that changes with each read. */
  readonly progress?: () => unknown;
}

/** Number of steps of a limit. A process that was suspended misses one of them at most. */
const limitSteps = 8;

/**
 * Waits for a source, whose reads cannot be canceled: a network drive may hang.
 *
 * @throws {UploadError} When it takes longer than `limitMs`, or one read does where there are several. An
 *   abort throws the signal's reason.
 */
async function withTimeout<Value>(
  value: Promise<Value>,
  { signal, limitMs, progress }: SourceLimits,
): Promise<Value> {
  const ended = createRejection(signal);
  const message = `The file could not be read within ${limitMs} ms`;
  let latest = progress?.();
  let steps = 0;
  const timer = setInterval(() => {
    const current = progress?.();
    steps = current === latest ? steps + 1 : 0;
    latest = current;
    if (steps >= limitSteps) ended.reject(new UploadError("source-unreadable", message));
  }, limitMs / limitSteps);
  try {
    return await Promise.race([value, ended.promise]);
  } finally {
    clearInterval(timer);
    ended.unlink();
  }
}

/**
 * Checks that a file is the one that the upload began with, possibly on another machine.
 *
 * Size and content decide, not times and names: a copy, and a file that was only touched, can be
 * resumed.
 *
 * @throws {UploadError} When it is another file.
 */
async function requireSameFile(source: ByteSource, state: UploadState): Promise<void> {
  const { fileSize, fingerprint } = state;
  const message = "The file is not the one that the upload began with";
  if (source.size !== fileSize) {
    const sizes = `${source.size} bytes, not ${fileSize}`;
    throw new UploadError("source-changed", `${message}: ${sizes}`);
  }
  if (!(await hasContent(source, fingerprint))) throw new UploadError("source-changed", message);
}
