import { createTransport } from "#upload";
import { InvalidArgumentError } from "../../http/errors.ts";
import { LocationClient } from "../protocol/location-client.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { type FileDescription, isFileDescription } from "../source/file-description.ts";
import { type FileInput, openSource } from "../source/open-source.ts";
import { UploadError } from "../upload-error.ts";
import type { ProgressMeter } from "./progress.ts";
import { type Completed, type Sending, sendParts } from "./send-parts.ts";
import { sendRanges } from "./send-ranges.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** One go at an upload. */
interface UploadRun {
  readonly state: UploadState;
  /** Where the bytes go by now. */
  readonly location: string;
  readonly source: FileInput | FileDescription;
  readonly settings: SendingSettings;
  readonly meter: ProgressMeter;
  /** Whether nothing has been sent yet; else the server is asked what it has. */
  readonly isNew: boolean;
  /** Ends the run. */
  readonly signal: AbortSignal;
  readonly onMissing: Sending["onMissing"];
  /** Told where the bytes go, when the run ends. */
  readonly onLocation: (location: string) => void;
}

/**
 * Sends what the server does not have.
 *
 * Whatever happens, the file and all connections are closed when the promise settles.
 *
 * @throws {UploadError} When it cannot be completed.
 */
export async function runUpload(run: UploadRun): Promise<Completed> {
  const { settings, signal, isNew, state } = run;
  signal.throwIfAborted();
  const source = await reopenSource(run.source);
  const transport = createTransport(settings);
  const client = new LocationClient(run.location, transport, settings);
  try {
    const { concurrency, stallMs: limitMs } = settings;
    await awaitSource(requireSameFile(source, state), { signal, limitMs });
    return await send({ ...run, source, client, concurrency }, isNew);
  } finally {
    run.onLocation(client.location);
    transport.close();
    await source.close();
  }
}

/** A file that could be opened once, and is gone now, is no mistake of the caller. */
async function reopenSource(input: FileInput | FileDescription): Promise<ByteSource> {
  if (isFileDescription(input)) {
    const advice = "give its state to restoreUploadSession() where the file is";
    throw new UploadError("source-unreadable", `The session has no file: ${advice}`);
  }
  try {
    return await openSource("source", input);
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError)) throw cause;
    const message = `The file cannot be read: ${cause.message}`;
    throw new UploadError("source-unreadable", message, { cause });
  }
}

function send(sending: Sending, isNew: boolean): Promise<Completed> {
  const { parts } = sending.state;
  if (parts === 0) return sendRanges(sending, isNew);
  return sendParts(sending, isNew ? [...Array(parts).keys()] : undefined);
}

/** What ends the wait for a source. */
interface SourcePatience {
  readonly signal: AbortSignal;
  /** Milliseconds that a source may take to answer. */
  readonly limitMs: number;
}

/**
 * Waits for a source, whose reads no signal can end: a disk on a network may hang for ever.
 *
 * @throws {UploadError} When it takes too long. When the signal ends the wait, it is its reason.
 */
async function awaitSource<Value>(
  value: Promise<Value>,
  { signal, limitMs }: SourcePatience,
): Promise<Value> {
  let giveUp = (_: unknown): void => {};
  const given = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const message = `The file did not answer for ${limitMs} ms`;
  const stop = (): void => giveUp(signal.reason);
  const timer = setTimeout(() => giveUp(new UploadError("source-unreadable", message)), limitMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([value, given]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Makes sure that a file is the one that an upload began with, maybe on another machine.
 *
 * Size and content decide, not times and names, so that a copy, and a file that was only touched,
 * can go on.
 *
 * @throws {UploadError} When it is another file.
 */
async function requireSameFile(source: ByteSource, state: UploadState): Promise<void> {
  const { fileSize, fingerprint } = state;
  if (source.size !== fileSize) {
    const sizes = `${source.size} bytes, not ${fileSize}`;
    throw new UploadError(
      "source-changed",
      `The file is not the one that was begun with: ${sizes}`,
    );
  }
  const { sample } = await source.fingerprint();
  if (sample !== fingerprint.sample) {
    throw new UploadError("source-changed", "The file is not the one that was begun with");
  }
}
