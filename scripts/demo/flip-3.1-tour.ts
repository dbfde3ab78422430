import { createHash } from "node:crypto";
import {
  type Encoding,
  type Factory,
  HttpError,
  type TelestreamCloud,
  type Video,
} from "flip-pili/flip-3.1";
import type { RecordedRequest, UploadServer } from "flip-pili/testing";
import { printFactories, upload } from "./flip-tour.ts";
import { type Check, hasNoFindings, printList, printSection } from "./print.ts";
import type { VideoFile } from "./video-file.ts";

/** Seconds for which the signed URLs are valid. */
const validSeconds = 3600;

/** The file that is sent beside the video. */
const subtitles = Buffer.from("1\n00:00:00,000 --> 00:00:02,000\nA panda\n");

/** Results of the tour. */
interface Flip31Tour {
  readonly encodings: readonly Encoding[];
  readonly signedUrl: string;
  /** A video whose import was canceled. */
  readonly canceled: Video;
  /** The error of a request with a wrong key. */
  readonly failure: unknown;
}

/**
 * Uses the features that API 3.1 adds, and prints the results.
 *
 * @param other - The same account with a wrong key.
 */
export async function takeFlip31Tour(
  tc: TelestreamCloud,
  other: TelestreamCloud,
  file: VideoFile,
): Promise<Flip31Tour> {
  printSection("Factories");
  const factories = await tc.getResource("flip").factories.all();
  const factory = printFactories(factories);
  const video = await upload(file, (onProgress) =>
    factory.uploadSession(file.path, {
      profiles: "h264",
      extraFiles: { subtitles },
      onProgress,
    }),
  );
  const encodings = await waitForEncodings(video);
  const signedUrl = await signUrls(encodings);
  const canceled = await cancelVideo(factory);
  await countObjects(factory);
  printSection("Using a wrong key");
  const failure = await other
    .getResource("flip")
    .factories.all()
    .catch((error: unknown) => error);
  printList([[String(failure)]]);
  return { encodings, signedUrl, canceled, failure };
}

async function waitForEncodings(video: Video): Promise<Encoding[]> {
  printSection("Waiting for the encodings of the video");
  const encodings = await video.waitForEncodings({ pollMs: 50 });
  printList([
    ["PROFILE", "STATUS", "SECONDS", "BIT/S"],
    ...encodings.map((encoding) => [
      encoding.profile_name,
      encoding.status,
      encoding.duration,
      encoding.video_bitrate,
    ]),
  ]);
  return encodings;
}

async function signUrls([encoding]: readonly Encoding[]): Promise<string> {
  printSection(`A URL that works for ${validSeconds} seconds`);
  if (encoding === undefined) throw new Error("The video has no encodings");
  const url = await encoding.signedUrl({ expires: validSeconds });
  printList([[url]]);
  return url;
}

async function cancelVideo(factory: Factory): Promise<Video> {
  printSection("Canceling a video");
  const video = await factory.videos.create({ source_url: "https://example.com/long.mp4" });
  await video.cancel();
  await video.reload();
  printList([[video.id, video.status]]);
  return video;
}

async function countObjects(factory: Factory): Promise<void> {
  printSection("Numbers of objects");
  const queued = await factory.videos.queued();
  printList([
    ["encodings", await factory.encodings.count()],
    ["queued videos", queued.length],
  ]);
}

/** Checks the results of the tour against the requests that the server received. */
export function checkFlip31Tour(
  { encodings, signedUrl, canceled, failure }: Flip31Tour,
  file: VideoFile,
  requests: readonly RecordedRequest[],
  uploads: Pick<UploadServer, "sessions">,
): Check[] {
  const [session] = uploads.sessions;
  const accepted = requests.filter(({ status }) => status !== 401);
  const [extraFile] = session?.extraFiles ?? [];
  return [
    {
      claim: `All ${accepted.length} requests but one had the key of the account`,
      holds:
        accepted.length === requests.length - 1 &&
        accepted.every(({ signature }) => signature === "valid"),
    },
    hasNoFindings(requests),
    {
      claim: `The server received ${file.name} and its subtitles unchanged`,
      holds:
        session?.isComplete === true &&
        session.sha256() === file.sha256 &&
        extraFile?.sha256() === createHash("sha256").update(subtitles).digest("hex"),
    },
    {
      claim: "Every encoding has succeeded",
      holds: encodings.length > 0 && encodings.every(({ status }) => status === "success"),
    },
    {
      claim: "The signed URL has an access token",
      holds: URL.canParse(signedUrl) && new URL(signedUrl).search !== "",
    },
    { claim: `The video was canceled: ${canceled.id}`, holds: canceled.status === "fail" },
    {
      claim: "The wrong key caused an HttpError with status 401",
      holds: failure instanceof HttpError && failure.status === 401,
    },
  ];
}
