import type { Factory, TelestreamCloud, Video } from "flip-pili/flip";
import type { Film } from "./film.ts";
import { formatBytes, printFields, printList, printSection } from "./print.ts";
import { createProgress } from "./progress.ts";

/** What the tour brought to light. */
export interface Tour {
  readonly video: Video;
  /** Name of the factory after it was changed. */
  readonly newName: string;
  /** What looking for an unknown profile led to. */
  readonly failure: unknown;
}

/** Walks through what the client does, and prints what it finds. */
export async function takeTour(tc: TelestreamCloud, film: Film): Promise<Tour> {
  const factory = await listFactories(tc);
  const video = await createVideo(factory, film);
  await showEncodings(video);
  await showProfiles(factory);
  const newName = await renameFactory(factory);
  await showNotifications(factory);
  const failure = await findUnknownProfile(factory);
  return { video, newName, failure };
}

async function listFactories(tc: TelestreamCloud): Promise<Factory> {
  printSection("Factories");
  const factories = await tc.getResource("flip").factories.all();
  printList(factories.map(({ id, name, s3_videos_bucket }) => [id, name, s3_videos_bucket]));
  const [factory] = factories;
  if (factory === undefined) throw new Error("The account has no factory");
  return factory;
}

async function createVideo(factory: Factory, film: Film): Promise<Video> {
  printSection(`A video from ${film.name}`);
  const progress = createProgress();
  const options = { profiles: "h264", payload: "demo", onProgress: progress.update };
  const session = await factory.uploadSession(film.path, options);
  const video = await session.start().finally(progress.end);
  const { status: upload, parts, partSize } = session;
  printFields({
    upload,
    parts,
    part_size: formatBytes(partSize),
    id: video.id,
    status: video.status,
  });
  return video;
}

async function showEncodings(video: Video): Promise<void> {
  printSection("Its encodings");
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
  printSection("A new name for the factory");
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
  printSection("A profile that does not exist");
  const failure = await factory.profiles.find("no-such-profile").catch((error: unknown) => error);
  printList([[String(failure)]]);
  return failure;
}
