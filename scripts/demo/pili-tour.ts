import type { Hub, Job, Segment, Stream } from "flip-pili/pili";
import type { RecordedRequest } from "flip-pili/testing";
import {
  type Check,
  hasNoFindings,
  isSigned,
  printFields,
  printList,
  printSection,
} from "./print.ts";

/** How long the publisher pushes, in milliseconds. */
const pushMs = 60_000;

/** Results of the tour. */
interface PiliTour {
  readonly stream: Stream;
  readonly publishUrl: string;
  /** The recorded segment of the stream. */
  readonly recording: Segment;
  /** Ids of the listed streams. */
  readonly listed: readonly string[];
  /** The finished job that converted the recording. */
  readonly job: Job;
}

/**
 * Uses the main features of a stream, and prints the results.
 *
 * @param advance - Advances the clock of the mock, where the stream has a publisher.
 */
export async function takePiliTour(
  hub: Hub,
  advance: (ms: number) => Promise<void>,
): Promise<PiliTour> {
  const stream = await createStream(hub);
  const publishUrl = showUrls(stream);
  const listed = await listStreams(hub);
  await advance(pushMs);
  const recording = await showRecording(stream);
  await disableAndEnable(stream);
  const job = await saveRecording(stream, recording);
  printSection("Deleting the stream");
  await stream.delete();
  printList([[stream.id]]);
  return { stream, publishUrl, recording, listed, job };
}

async function createStream(hub: Hub): Promise<Stream> {
  printSection(`Creating a stream in the hub ${hub.name}`);
  const stream = await hub.createStream({ title: "live-demo", publishSecurity: "dynamic" });
  const { id, title, publishSecurity, disabled } = stream;
  printFields({ id, title, publishSecurity, disabled });
  return stream;
}

function showUrls(stream: Stream): string {
  printSection("URLs for publishing and playback");
  const publishUrl = stream.rtmpPublishUrl();
  printList([
    ["publish", publishUrl],
    ["RTMP", stream.rtmpLiveUrls().ORIGIN],
    ["HLS", stream.hlsLiveUrls().ORIGIN],
    ["HTTP-FLV", stream.httpFlvLiveUrls().ORIGIN],
  ]);
  return publishUrl;
}

async function listStreams(hub: Hub): Promise<string[]> {
  printSection("Streams of the hub");
  const ids: string[] = [];
  for await (const { id } of hub.listStreams()) ids.push(id);
  printList(ids.map((id) => [id]));
  return ids;
}

async function showRecording(stream: Stream): Promise<Segment> {
  printSection("Recording what a publisher pushes");
  const { status, addr } = await stream.status();
  const [recording = { start: 0, end: 0 }] = await stream.segments();
  const { start, end } = recording;
  const playback = stream.hlsPlaybackUrls(start, end).ORIGIN;
  printFields({ status, addr, seconds: end - start, playback });
  return recording;
}

async function disableAndEnable(stream: Stream): Promise<void> {
  printSection("Disabling and enabling the stream");
  await stream.disable();
  printList([["disable()", `disabled: ${stream.disabled}`]]);
  await stream.enable();
  printList([["enable()", `disabled: ${stream.disabled}`]]);
}

async function saveRecording(stream: Stream, recording: Segment): Promise<Job> {
  printSection("Saving the recording");
  const saved = await stream.saveAs({ name: "demo.mp4", format: "mp4", ...recording });
  printFields({ url: saved.url, targetUrl: saved.targetUrl, job: saved.persistentId });
  const job = await saved.done({ pollMs: 100 });
  printFields({ code: job.code, desc: job.desc });
  return job;
}

/** Checks the results of the tour against the requests that the server received. */
export function checkPiliTour(
  { stream, publishUrl, recording, listed, job }: PiliTour,
  requests: readonly RecordedRequest[],
): Check[] {
  const jobs = requests.filter(({ operationId }) => operationId === "getJob");
  const signed = requests.filter((request) => !jobs.includes(request));
  const updates = requests.filter(({ operationId }) => operationId === "updateStream");
  const bodies = updates.map(({ body }) => new TextDecoder().decode(body));
  return [
    isSigned(signed, " to Pili"),
    {
      claim: "Requests to the job service had no signature",
      holds: jobs.length > 0 && jobs.every(({ headers }) => headers.authorization === undefined),
    },
    hasNoFindings(requests),
    {
      claim: "The publish URL has a nonce and a token",
      holds: /^rtmp:\/\/.+\?nonce=\d+&token=[\w-]{27}=$/.test(publishUrl),
    },
    {
      claim: "The new stream was disabled and enabled",
      holds: bodies.join() === '{"disabled":true},{"disabled":false}',
    },
    {
      claim: "The new stream is the first one in the hub",
      holds: listed[0] === stream.id,
    },
    {
      claim: "The pushed stream was recorded",
      holds: recording.end > recording.start,
    },
    {
      claim: `The recording was converted (job queries: ${jobs.length})`,
      holds: job.code === 0,
    },
    {
      claim: `The stream was deleted: ${stream.id}`,
      holds: requests.some(
        ({ operationId, status }) => operationId === "deleteStream" && status === 204,
      ),
    },
  ];
}
