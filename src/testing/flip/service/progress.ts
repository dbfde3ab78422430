import type { EncodingData } from "../../../flip/encoding.ts";
import { type Fault, importFault } from "./faults.ts";
import { describeOutput, describeSource } from "./media.ts";
import { describeFile } from "./metadata.ts";
import type { StoredEncoding, StoredVideo } from "./state.ts";
import { progressMs, progressStep } from "./timing.ts";

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
