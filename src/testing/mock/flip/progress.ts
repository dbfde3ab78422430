import type { EncodingData } from "../../../flip/index.ts";
import { describeFile, describeOutput, describeSource } from "./media.ts";
import type { StoredEncoding, StoredVideo } from "./state.ts";

/** The fields of an encoding on which no work has been done. */
export const untouched = {
  status: "processing",
  encoding_progress: 0,
  encoding_time: null,
  started_encoding_at: "",
  files: [] as string[],
} as const;

/** Ends the import of a video. */
export function finishImport(video: StoredVideo, date: string): void {
  const { isGood } = video;
  const outcome = isGood ? describeSource(video.data) : importFault(video);
  const status = isGood ? "success" : "fail";
  video.data = { ...video.data, ...outcome, status, updated_at: date };
  video.metadata = isGood ? describeFile(video.data) : {};
}

/** What an encoding becomes that is tried again. */
export function renew(data: EncodingData): EncodingData {
  const { error_class: _, error_message: __, ...others } = data;
  return { ...others, ...untouched };
}

/** What an encoding becomes when it has been made. */
export function succeed({ data, video, profile }: StoredEncoding): EncodingData {
  return {
    ...data,
    ...describeOutput(video.data, profile),
    status: "success",
    encoding_progress: 100,
    encoding_time: (progressMs * (100 / progressStep)) / 1000,
    files: [`${data.path}${data.extname}`],
  };
}

/** What an encoding becomes when it fails. */
export function fail({ data }: StoredEncoding, fault: Fault): EncodingData {
  return { ...data, ...fault, status: "fail" };
}

/** Why a video or an encoding failed. */
export interface Fault {
  readonly error_class: string;
  readonly error_message: string;
}

/** Profiles whose names begin so make encodings that fail. */
const badProfile = /^fail/i;

/** Why a video cannot be imported. */
function importFault({ data }: StoredVideo): Fault {
  return typeof data.source_url === "string"
    ? fault("DownloadFailed", "The source could not be downloaded")
    : fault("FormatNotRecognised", "The file is no audio or video file");
}

/** Why an encoding cannot begin, if it cannot. */
export function startFault({ video }: StoredEncoding): Fault | undefined {
  if (video.data.status === "fail") return fault("VideoStatusInvalid", "The video has failed");
  if (video.isSourceDeleted) return fault("FileNotFound", "The source has been deleted");
  return undefined;
}

/** Why an encoding fails half way, if it does. */
export function encodingFault({ profile, data }: StoredEncoding): Fault | undefined {
  const isHalfDone = (data.encoding_progress ?? 0) >= 50;
  if (!isHalfDone || !badProfile.test(profile.name ?? "")) return undefined;
  return fault("EncodingError", "The encoder stopped, see the log file");
}

/** Why an encoding failed that was canceled. */
export const canceled: Fault = fault("EncodingCanceled", "The encoding was canceled");

function fault(error_class: string, error_message: string): Fault {
  return { error_class, error_message };
}

/**
 * How long things take, in milliseconds of the mock's clock: much less than at the service, so that
 * one can wait for it.
 */
export const importMs = 2000;

/** How long an encoding waits that is made, or tried again, when its video is there already. */
export const queueMs = 1000;

/** From one report of an encoding's progress to the next. The service takes about 10 seconds. */
export const progressMs = 1000;

/** Percent that an encoding gains from one report to the next: it takes five of them. */
export const progressStep = 20;
