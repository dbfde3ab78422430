import { describeMetadata, describeOutput, describeSource, type Units } from "./media.ts";
import type { EncodingRecord } from "./records.ts";
import type { Stored, StoredEncoding, StoredVideo } from "./state.ts";

/** Fields of an encoding that has not started. */
export const initialProgress = {
  status: "processing",
  encoding_progress: 0,
  encoding_time: null,
  started_encoding_at: "",
  files: [] as string[],
} as const;

/** Completes the import of a video. */
export function finishImport(video: StoredVideo, date: string, units: Units): void {
  const { isImportable } = video;
  const outcome = isImportable ? describeSource(video.data, units) : importFault(video);
  const status = isImportable ? "success" : "fail";
  video.data = { ...video.data, ...outcome, status, updated_at: date };
  video.metadata = isImportable ? describeMetadata(video.data, units) : {};
}

/** Returns the data of an encoding that is retried. */
export function resetForRetry(data: EncodingRecord): EncodingRecord {
  const { error_class: _, error_message: __, ...others } = data;
  return { ...others, ...initialProgress };
}

/** Returns the data of an encoding that has succeeded. */
export function succeed({ data, video, profile }: StoredEncoding, units: Units): EncodingRecord {
  return {
    ...data,
    ...describeOutput(video.data, profile, units),
    status: "success",
    encoding_progress: 100,
    encoding_time: (progressMs * (100 / progressStep)) / 1000,
    files: [`${data.path}${data.extname}`],
  };
}

/** Returns the data of a video or an encoding that has failed. */
export function fail<Data extends { readonly id: string }>(
  { data }: Stored<Data>,
  fault: Fault,
): Data & Fault & { readonly status: "fail" } {
  return { ...data, ...fault, status: "fail" };
}

/** Fields that describe why a video or an encoding failed. */
export interface Fault {
  readonly error_class: string;
  readonly error_message: string;
}

/** Encodings fail if the name of their profile starts with this. */
const failingProfile = /^fail/i;

/** Returns the reason why the import of a video fails. */
function importFault({ data }: StoredVideo): Fault {
  return typeof data.source_url === "string"
    ? fault("DownloadFailed", "The source could not be downloaded")
    : fault("FormatNotRecognised", "The file is neither audio nor video");
}

/** Returns the reason why an encoding cannot start, if there is one. */
export function startFault({ video }: StoredEncoding): Fault | undefined {
  if (video.data.status === "fail") return fault("VideoStatusInvalid", "The video has failed");
  if (video.isSourceDeleted) return fault("FileNotFound", "The source has been deleted");
  return undefined;
}

/** Returns the reason why an encoding fails in progress, if it does. */
export function encodingFault({ profile, data }: StoredEncoding): Fault | undefined {
  const isHalfDone = (data.encoding_progress ?? 0) >= 50;
  if (!isHalfDone || !failingProfile.test(profile.name ?? "")) return undefined;
  return fault("EncodingError", "The encoder stopped, see the log file");
}

/** Fault of a canceled encoding. */
export const canceled: Fault = fault("EncodingCanceled", "The encoding was canceled");

/** Fault of a video whose import was canceled. */
export const canceledVideo: Fault = fault("VideoCanceled", "The video was canceled");

function fault(error_class: string, error_message: string): Fault {
  return { error_class, error_message };
}

/**
 * Duration of an import in milliseconds of the mock's clock. All durations are much shorter than those of
 * the real service.
 */
export const importMs = 2000;

/** Delay of an encoding that is created or retried after its video was imported. */
export const queueMs = 1000;

/** Interval between two reports of an encoding's progress. That of the real service is about 10 s. */
export const progressMs = 1000;

/** Percentage that an encoding gains from one report to the next. */
export const progressStep = 20;
