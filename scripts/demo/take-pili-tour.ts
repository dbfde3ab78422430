import type { Hub, Job, Segment, Stream } from "flip-pili/pili";
import { printFields, printList, printSection } from "./print.ts";

/** How long the publisher pushes, in milliseconds. */
const pushMs = 60_000;

/** What the tour brought to light. */
export interface PiliTour {
  readonly stream: Stream;
  readonly publishUrl: string;
  /** What was recorded of the stream. */
  readonly recording: Segment;
  /** Ids of the streams that were listed. */
  readonly listed: readonly string[];
  /** How the job that converts the recording ended. */
  readonly job: Job;
}

/**
 * Walks through what the client does with a stream, and prints what it finds.
 *
 * @param pass - Lets milliseconds pass at the mock, where the stream has a publisher.
 */
export async function takePiliTour(
  hub: Hub,
  pass: (ms: number) => Promise<void>,
): Promise<PiliTour> {
  const stream = await createStream(hub);
  const publishUrl = showUrls(stream);
  const listed = await listStreams(hub);
  await pass(pushMs);
  const recording = await showRecording(stream);
  await switchOffAndOn(stream);
  const job = await saveRecording(stream, recording);
  printSection("The stream is deleted");
  await stream.delete();
  printList([[stream.id]]);
  return { stream, publishUrl, recording, listed, job };
}

async function createStream(hub: Hub): Promise<Stream> {
  printSection(`A stream in the hub ${hub.name}`);
  const stream = await hub.createStream({ title: "live-demo", publishSecurity: "dynamic" });
  const { id, title, publishSecurity, disabled } = stream;
  printFields({ id, title, publishSecurity, disabled });
  return stream;
}

function showUrls(stream: Stream): string {
  printSection("Where to publish and to play it");
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
  printSection("Somebody pushes, and is recorded");
  const { status, addr } = await stream.status();
  const [recording = { start: 0, end: 0 }] = await stream.segments();
  const { start, end } = recording;
  const playback = stream.hlsPlaybackUrls(start, end).ORIGIN;
  printFields({ status, addr, seconds: end - start, playback });
  return recording;
}

async function switchOffAndOn(stream: Stream): Promise<void> {
  printSection("Publishing is refused, and allowed again");
  await stream.disable();
  printList([["disable()", `disabled: ${stream.disabled}`]]);
  await stream.enable();
  printList([["enable()", `disabled: ${stream.disabled}`]]);
}

async function saveRecording(stream: Stream, recording: Segment): Promise<Job> {
  printSection("A recording is saved");
  const saved = await stream.saveAs({ name: "demo.mp4", format: "mp4", ...recording });
  printFields({ url: saved.url, targetUrl: saved.targetUrl, job: saved.persistentId });
  const job = await saved.done({ pollMs: 100 });
  printFields({ code: job.code, desc: job.desc });
  return job;
}
