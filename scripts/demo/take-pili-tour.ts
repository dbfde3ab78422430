import type { Hub, Job, Stream } from "flip-pili/pili";
import { printFields, printList, printSection } from "./print.ts";

/** An interval of the mock's story, in Unix seconds. */
const recording = { start: 1440225930, end: 1440226380 };

/** What the tour brought to light. */
export interface PiliTour {
  readonly stream: Stream;
  readonly publishUrl: string;
  /** Ids of the streams that were listed. */
  readonly listed: readonly string[];
  /** How the job that converts the recording ended. */
  readonly job: Job;
}

/** Walks through what the client does with a stream, and prints what it finds. */
export async function takePiliTour(hub: Hub): Promise<PiliTour> {
  const stream = await createStream(hub);
  const publishUrl = showUrls(stream);
  const listed = await listStreams(hub);
  await switchOffAndOn(stream);
  const job = await saveRecording(stream);
  printSection("The stream is deleted");
  await stream.delete();
  printList([[stream.id]]);
  return { stream, publishUrl, listed, job };
}

async function createStream(hub: Hub): Promise<Stream> {
  printSection(`A stream in the hub ${hub.name}`);
  const stream = await hub.createStream({ title: "demo-stream", publishSecurity: "dynamic" });
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
    ["playback", stream.hlsPlaybackUrls(recording.start, recording.end).ORIGIN],
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

async function switchOffAndOn(stream: Stream): Promise<void> {
  printSection("Publishing is refused, and allowed again");
  await stream.disable();
  printList([["disable()", `disabled: ${stream.disabled}`]]);
  await stream.enable();
  printList([["enable()", `disabled: ${stream.disabled}`]]);
}

async function saveRecording(stream: Stream): Promise<Job> {
  printSection("A recording is saved");
  const saved = await stream.saveAs({ name: "demo.mp4", format: "mp4", ...recording });
  printFields({ url: saved.url, targetUrl: saved.targetUrl, job: saved.persistentId });
  const job = await saved.done({ pollMs: 100 });
  printFields({ code: job.code, desc: job.desc });
  return job;
}
