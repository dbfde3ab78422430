import { basename } from "node:path";
import type { ConnectionBudget, UploadProgress, UploadState } from "../../flip/index.ts";
import { wait } from "../../http/signals.ts";
import type { Factory, Video } from "../factory.ts";
import { findVideos } from "../find-video.ts";
import { type FileSendingOptions, type UploadStore, uploadFile } from "../upload-file.ts";
import type { UploadJob } from "./bullmq.ts";
import type { JobLease, JobLeases } from "./job-leases.ts";
import type { JobRecord } from "./job-record.ts";
import { requireJobData, type UploadJobData } from "./upload-job.ts";

/** What jobs need of their worker. */
export interface JobSettings {
  readonly factory: Factory;
  readonly concurrency: number;
  readonly budget: ConnectionBudget;
  readonly sending: FileSendingOptions;
  /** Time in milliseconds after which the service has certainly processed a request of a worker that died. */
  readonly settleMs: number;
}

/** A job that a worker owns. */
export interface OwnedJob {
  readonly job: UploadJob;
  readonly id: string;
  readonly record: JobRecord;
  readonly lease: JobLease;
  readonly leases: JobLeases;
}

/**
 * Does what a job says, or continues where another worker has stopped.
 *
 * @returns The id of the video.
 */
export async function processJob(owned: OwnedJob, settings: JobSettings): Promise<string> {
  const { job, record } = owned;
  const { video: finished } = await record.read();
  if (finished !== undefined) return finished.id;
  const data = requireJobData(job.data);
  const { id } = await ("url" in data.source
    ? createFromUrl(owned, settings, { ...data, url: data.source.url })
    : uploadPath(owned, settings, { ...data, path: data.source.path }));
  return record.finish(id);
}

async function uploadPath(
  owned: OwnedJob,
  { factory, concurrency, budget, sending }: JobSettings,
  { path, video }: UploadJobData & { path: string },
): Promise<Video> {
  const { id, lease } = owned;
  const payload = video.payload ?? id;
  const fileName = video.fileName ?? basename(path);
  const matches = (found: Video) =>
    found.payload === payload && (payload === id || found.original_filename === fileName);
  return uploadFile({
    factory,
    path,
    video: { ...video, payload },
    sending: { ...sending, concurrency, budget, onProgress: createReporter(owned) },
    store: await createStore(owned, { factory, matches }),
    signal: lease.signal,
  });
}

async function createStore(
  { record }: OwnedJob,
  { factory, matches }: { factory: Factory; matches: (video: Video) => boolean },
): Promise<UploadStore> {
  const { upload } = await record.read();
  const since = upload?.since ?? Date.now();
  return {
    state: upload?.state,
    save: (state: UploadState) => record.save("upload", { state, since }),
    find: async (signal) => (await findVideos(factory, { since, matches, signal }))[0],
  };
}

/** Creates a video from a URL, unless a worker that died has created it. */
async function createFromUrl(
  { id, record, lease: { signal } }: OwnedJob,
  { factory, settleMs }: JobSettings,
  { url, video }: UploadJobData & { url: string },
): Promise<Video> {
  const payload = video.payload ?? id;
  const matches = (found: Video) =>
    found.payload === payload && (payload === id || found.source_url === url);
  const { creating } = await record.read();
  if (creating !== undefined) {
    await wait(Math.max(0, creating.latest + settleMs - Date.now()), signal);
    const { since } = creating;
    const [found] = await findVideos(factory, { since, matches, signal });
    if (found !== undefined) return found;
  }
  const now = Date.now();
  // Directly before the request: a worker that has lost the job does not send it.
  await record.save("creating", { since: creating?.since ?? now, latest: now });
  signal.throwIfAborted();
  return factory.videos.create({ ...video, source_url: url, payload }, { signal });
}

/** Minimum time between two reports of a job, in milliseconds: each is an event for everyone who listens. */
const reportIntervalMs = 1_000;

/** Returns a function that reports the progress, as long as the worker owns the job. */
function createReporter({ job, lease, leases }: OwnedJob): (progress: UploadProgress) => void {
  let reportedAt = 0;
  return ({ sent, confirmed, total, speed, secondsLeft }) => {
    const now = Date.now();
    const isDue = now - reportedAt >= reportIntervalMs || confirmed === total;
    if (!isDue || !leases.isValid(lease)) return;
    reportedAt = now;
    job.updateProgress({ sent, confirmed, total, speed, secondsLeft }).catch(() => {});
  };
}
