import type { Page } from "../../http/listing.ts";
import type { RequestOptions } from "../../http/options.ts";
import { timeOf } from "../dates.ts";

/** Fields of a video that are compared. */
export type UploadedFields = {
  readonly id: string;
  readonly original_filename?: string | null | undefined;
  readonly file_size?: number | string | null | undefined;
  readonly created_at?: string | null | undefined;
};

/** Lists one page of the videos of a factory. */
export type ListVideos<Data> = (
  query: { page: number; per_page: number },
  options: RequestOptions,
) => Promise<Page<Data>>;

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
export async function findUploadedVideo<Data extends UploadedFields>(
  list: ListVideos<Data>,
  file: UploadedFile,
  signal: AbortSignal,
): Promise<Data | undefined> {
  const found = new Map<string | undefined, Data>();
  let isWhole = false;
  for (let page = 1; page <= maxPages && !isWhole; page++) {
    const videos = await list({ page, per_page: pageSize }, { signal });
    for (const video of videos.filter((item) => isOf(item, file))) found.set(video.id, video);
    isWhole = (videos.isLast ?? videos.length < pageSize) || isBefore(videos.at(-1), file);
  }
  // A page that was not read may contain another one.
  return isWhole && found.size === 1 ? [...found.values()][0] : undefined;
}

function isOf(video: UploadedFields, { fileName, fileSize, createdAt }: UploadedFile): boolean {
  const isSameFile =
    video.original_filename === fileName && Number(video.file_size ?? Number.NaN) === fileSize;
  return isSameFile && timeOf(video) >= createdAt;
}

/** The service lists the latest videos first. */
function isBefore(video: UploadedFields | undefined, { createdAt }: UploadedFile): boolean {
  return video !== undefined && timeOf(video) < createdAt;
}
