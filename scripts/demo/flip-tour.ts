import { type Factory, HttpError, type TelestreamCloud, type Video } from "flip-pili/flip";
import type { RecordedRequest, UploadServer } from "flip-pili/testing";
import {
  type Check,
  createProgress,
  formatBytes,
  hasNoFindings,
  isSigned,
  printFields,
  printList,
  printSection,
} from "./print.ts";
import type { VideoFile } from "./video-file.ts";

/** Results of the tour. */
interface FlipTour {
  readonly video: Video;
  /** The new name of the factory. */
  readonly newName: string;
  /** The error of a request for an unknown profile. */
  readonly failure: unknown;
}

/** Uses the main features of the client, and prints the results. */
export async function takeFlipTour(tc: TelestreamCloud, file: VideoFile): Promise<FlipTour> {
  printSection("Factories");
  const factories = await tc.getResource("flip").factories.all();
  const factory = printFactories(factories);
  const options = { profiles: "h264", payload: "demo" };
  const video = await upload(file, (onProgress) =>
    factory.uploadSession(file.path, { ...options, onProgress }),
  );
  await showEncodings(video);
  await showProfiles(factory);
  const newName = await renameFactory(factory);
  await showNotifications(factory);
  const failure = await findUnknownProfile(factory);
  return { video, newName, failure };
}

/** Prints factories, and returns the first one. */
export function printFactories<
  Item extends {
    readonly id: string;
    readonly name?: unknown;
    readonly s3_videos_bucket?: unknown;
  },
>(factories: readonly Item[]): Item {
  printList(factories.map(({ id, name, s3_videos_bucket }) => [id, name, s3_videos_bucket]));
  const [factory] = factories;
  if (factory === undefined) throw new Error("The account has no factories");
  return factory;
}

/** What the upload sessions of all generations have. */
interface Session<NewVideo> {
  readonly status: string;
  readonly parts: number;
  readonly partSize: number;
  start(): Promise<NewVideo>;
}

/** Uploads a file with a new session, and prints the progress and the video. */
export async function upload<NewVideo extends { readonly id: string; readonly status?: unknown }>(
  file: VideoFile,
  createSession: (
    onProgress: (progress: { sent: number; total: number }) => void,
  ) => Promise<Session<NewVideo>>,
): Promise<NewVideo> {
  printSection(`Uploading ${file.name}`);
  const progress = createProgress();
  const session = await createSession(progress.update);
  const video = await session.start().finally(progress.end);
  const { status, parts, partSize } = session;
  printFields({
    upload: status,
    parts,
    part_size: formatBytes(partSize),
    id: video.id,
    status: video.status,
  });
  return video;
}

async function showEncodings(video: Video): Promise<void> {
  printSection("Encodings of the video");
  const rows: string[][] = [];
  for await (const { profile_name, status, encoding_progress } of video.encodings.all()) {
    rows.push([`${profile_name}`, `${status}`, `${encoding_progress} %`]);
  }
  printList(rows);
}

async function showProfiles(factory: Factory): Promise<void> {
  printSection("Profiles of the factory");
  const profiles = await factory.profiles.all();
  printList(profiles.map(({ name, title, preset_name }) => [name, title, preset_name]));
}

async function renameFactory(factory: Factory): Promise<string> {
  printSection("Renaming the factory");
  const before = factory.name;
  factory.name = "new-name";
  await factory.save();
  printList([[before, "→", factory.name]]);
  return factory.name;
}

async function showNotifications(factory: Factory): Promise<void> {
  printSection("Notification settings");
  const { events, ...settings } = await factory.getNotifications();
  printFields({ ...settings, ...events });
}

async function findUnknownProfile(factory: Factory): Promise<unknown> {
  printSection("Finding a profile that does not exist");
  const failure = await factory.profiles.find("no-such-profile").catch((error: unknown) => error);
  printList([[String(failure)]]);
  return failure;
}

/** Checks the results of the tour against the requests that the server received. */
export function checkFlipTour(
  { video, newName, failure }: FlipTour,
  file: VideoFile,
  requests: readonly RecordedRequest[],
  uploads: Pick<UploadServer, "sessions" | "unusedFaults">,
): Check[] {
  const [session] = uploads.sessions;
  const saved = requests.find(({ operationId }) => operationId === "updateFactory");
  const { access_key, factory_id, timestamp, signature, ...changes } = saved?.query ?? {};
  return [
    isSigned(requests),
    hasNoFindings(requests),
    {
      claim: `The server received ${file.name} unchanged: SHA-256 ${file.sha256.slice(0, 16)}…`,
      holds: session?.isComplete === true && session.sha256() === file.sha256,
    },
    {
      claim: "A connection was reset in the middle of a part, and only that part was sent again",
      holds:
        uploads.unusedFaults.length === 0 &&
        sentParts(session).length === Number(session?.parts) + 1,
    },
    {
      claim: `The video is being processed: ${video.id}`,
      holds: video.status === "processing",
    },
    {
      claim: "Renaming the factory sent only the new name",
      holds: JSON.stringify(changes) === JSON.stringify({ name: newName }),
    },
    {
      claim: "The unknown profile caused an HttpError with status 404 and code RecordNotFound",
      holds:
        failure instanceof HttpError && failure.status === 404 && failure.code === "RecordNotFound",
    },
  ];
}

function sentParts(session: UploadServer["sessions"][number] | undefined) {
  return (session?.requests ?? []).filter(({ method }) => method === "PUT");
}
