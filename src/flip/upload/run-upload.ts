import { createTransport } from "#upload";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { FileInput } from "../../http/files/file-input.ts";
import { awaitSource } from "./await-source.ts";
import { type FileDescription, isFileDescription } from "./file-description.ts";
import { LocationClient } from "./location-client.ts";
import { openSource } from "./open-source.ts";
import type { ProgressMeter } from "./progress.ts";
import { requireSameFile } from "./require-same-file.ts";
import { type Completed, type Sending, sendParts } from "./send-parts.ts";
import { sendRanges } from "./send-ranges.ts";
import { UploadError } from "./upload-error.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadSource } from "./upload-source.ts";
import type { UploadState } from "./upload-state.ts";

/** One go at an upload. */
export interface UploadRun {
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
async function reopenSource(input: FileInput | FileDescription): Promise<UploadSource> {
  if (isFileDescription(input)) {
    const advice = "give its state to restoreUploadSession() where the file is";
    throw new UploadError("source-unreadable", `The session has no file: ${advice}`);
  }
  try {
    return await openSource(input);
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
