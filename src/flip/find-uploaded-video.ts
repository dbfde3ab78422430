import { listVideos } from "../../generated/flip/endpoints.ts";
import { unwrapList } from "../http/unwrap.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { VideoData } from "./video-routes.ts";

/** Properties by which the video of an upload is recognized. */
interface UploadedFile {
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
  /** Time of the service at which the session was created, in milliseconds since 1970. */
  readonly createdAt: number;
}

const pageSize = 100;
const maxPages = 10;

/**
 * Finds the video of an upload whose session has ended before the id arrived.
 *
 * @returns The only video with that name and size that was created after the session, or `undefined`
 *   when there is none, or more than one.
 * @throws {HttpError} When the service rejects the request.
 */
export async function findUploadedVideo(
  client: FlipClient,
  file: UploadedFile,
  signal: AbortSignal,
): Promise<VideoData | undefined> {
  const found = new Map<string | undefined, VideoData>();
  let isWhole = false;
  for (let page = 1; page <= maxPages && !isWhole; page++) {
    const query = { page, per_page: pageSize };
    const videos = await unwrapList(listVideos(client, { query, signal }));
    for (const video of videos.filter((item) => isOf(item, file))) found.set(video.id, video);
    isWhole = videos.length < pageSize || isBefore(videos.at(-1), file);
  }
  // A page that was not read may contain another one.
  return isWhole && found.size === 1 ? [...found.values()][0] : undefined;
}

function isOf(video: VideoData, { fileName, fileSize, createdAt }: UploadedFile): boolean {
  const isSameFile =
    video.original_filename === fileName && Number(video.file_size ?? Number.NaN) === fileSize;
  return isSameFile && timeOf(video) >= createdAt;
}

/** The service lists the latest videos first. */
function isBefore(video: VideoData | undefined, { createdAt }: UploadedFile): boolean {
  return video !== undefined && timeOf(video) < createdAt;
}

const dateFormat = /^(\d{4})[/-](\d\d)[/-](\d\d)[ T]([\d:]{8}(?:\.\d+)?) ?(Z|[+-]\d\d:?\d\d)?$/;

/** Returns when an object was created, or NaN. */
export function timeOf({ created_at }: Pick<VideoData, "created_at">): number {
  return parseDate(created_at).getTime();
}

/**
 * Reads a date of the service, which writes `2016/02/03 10:11:12 +0000`.
 *
 * @returns An invalid date when the text is not one.
 */
export function parseDate(text: string | null | undefined): Date {
  const [, year, month, day, time, zone = "Z"] = dateFormat.exec(text ?? "") ?? [];
  return new Date(`${year}-${month}-${day}T${time}${zone.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
}

/** Returns the time of the service at which it sent a response, to the second. */
export function timeOfResponse(headers: { get(name: string): string | null }): number {
  const time = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(time) ? Math.floor(Date.now() / 1000) * 1000 : time;
}
