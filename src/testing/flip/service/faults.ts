import type { StoredEncoding, StoredVideo } from "./state.ts";

/** Why a video or an encoding failed. */
export interface Fault {
  readonly error_class: string;
  readonly error_message: string;
}

/** Profiles whose names begin so make encodings that fail. */
const badProfile = /^fail/i;

/** Why a video cannot be imported. */
export function importFault({ data }: StoredVideo): Fault {
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
