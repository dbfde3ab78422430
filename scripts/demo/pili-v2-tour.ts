import {
  type Credentials,
  HttpError,
  type Hub,
  type Job,
  type LiveStatus,
  type Stream,
} from "flip-pili/pili-v2";
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
interface PiliV2Tour {
  readonly stream: Stream;
  readonly publishUrl: string;
  readonly playUrl: string;
  /** State before and after the publisher started to push. */
  readonly states: readonly (LiveStatus | undefined)[];
  /** Keys of the listed streams. */
  readonly listed: readonly string[];
  /** Time until which the stream was disabled, in Unix seconds. */
  readonly disabledTill: number | undefined;
  /** The finished job that converted the recording. */
  readonly job: Job;
  /** The error of a request for an unknown stream. */
  readonly failure: unknown;
}

/**
 * Uses the main features of a stream, and prints the results.
 *
 * @param credentials - Keys that the publish URL is signed with.
 * @param advance - Advances the clock of the mock, where the stream has a publisher.
 */
export async function takePiliV2Tour(
  hub: Hub,
  credentials: Credentials,
  advance: (ms: number) => Promise<void>,
): Promise<PiliV2Tour> {
  printSection(`Creating a stream in the hub ${hub.name}`);
  const stream = await hub.createStream("live-demo");
  printFields(await stream.info());
  const urls = showUrls(stream, credentials);
  const states = [await stream.liveStatus()];
  await advance(pushMs);
  states.push(await showPush(stream));
  const listed = await listStreams(hub);
  const disabledTill = await disableAndEnable(stream);
  const job = await saveRecording(stream);
  printSection("Reading a stream that does not exist");
  const failure = await hub
    .stream("missing")
    .info()
    .catch((error: unknown) => error);
  printList([[String(failure)]]);
  return { stream, ...urls, states, listed, disabledTill, job, failure };
}

function showUrls(
  stream: Stream,
  credentials: Credentials,
): Pick<PiliV2Tour, "publishUrl" | "playUrl"> {
  printSection("URLs for publishing and playback");
  const expiresAt = Math.floor(Date.now() / 1000) + 3600;
  const publishUrl = stream.rtmpPublishUrl("publish.example.com", { expiresAt, credentials });
  const sign = { key: "demo-domain-key", time: expiresAt };
  const playUrl = stream.hlsPlayUrl("hls.example.com", { https: true, sign });
  printList([
    ["RTMP, publish", publishUrl],
    ["SRT, publish", stream.srtPublishUrl("publish.example.com", { expiresAt, credentials })],
    ["HLS, signed", playUrl],
    ["RTMP", stream.rtmpPlayUrl("rtmp.example.com")],
    ["HTTP-FLV", stream.httpFlvPlayUrl("flv.example.com")],
  ]);
  return { publishUrl, playUrl };
}

async function showPush(stream: Stream): Promise<LiveStatus | undefined> {
  printSection("What the publisher pushes");
  const status = await stream.liveStatus();
  printFields({ ...status, fps: JSON.stringify(status?.fps) });
  return status;
}

async function listStreams(hub: Hub): Promise<string[]> {
  printSection("Live streams of the hub");
  const keys: string[] = [];
  for await (const { key } of hub.listStreams({ liveOnly: true })) keys.push(key);
  printList(keys.map((key) => [key]));
  return keys;
}

async function disableAndEnable(stream: Stream): Promise<number | undefined> {
  printSection("Disabling the stream for an hour, and enabling it");
  await stream.disable({ forSeconds: 3600 });
  const { disabledTill } = await stream.info();
  await stream.enable();
  printList([["disabledTill", disabledTill]]);
  return disabledTill;
}

async function saveRecording(stream: Stream): Promise<Job> {
  printSection("Saving the recording");
  const saved = await stream.saveAs({ fname: "demo.mp4", format: "mp4" });
  printFields({ file: saved.fname, job: saved.persistentID });
  const job = await saved.done({ pollMs: 100 });
  printFields({ code: job.code, desc: job.desc });
  return job;
}

/** Checks the results of the tour against the requests that the server received. */
export function checkPiliV2Tour(
  { stream, publishUrl, playUrl, states, listed, disabledTill, job, failure }: PiliV2Tour,
  requests: readonly RecordedRequest[],
): Check[] {
  const signed = requests.filter(({ operationId }) => operationId !== "getJob");
  const updates = requests.filter(({ operationId }) => operationId === "setStreamDisabled");
  return [
    isSigned(signed, " to Pili v2"),
    hasNoFindings(requests),
    {
      claim: "The publish URL expires, and has a token",
      holds: /^rtmp:\/\/.+\?e=\d+&token=demo-access-key:[\w-]{27}=$/.test(publishUrl),
    },
    {
      claim: "The play URL is signed",
      holds: /^https:\/\/.+\.m3u8\?sign=[0-9a-f]{32}&t=[0-9a-f]+$/.test(playUrl),
    },
    {
      claim: "The stream was live once the publisher pushed",
      holds: states.length === 2 && states[0] === undefined && Number(states[1]?.bps) > 0,
    },
    { claim: `The live streams include ${stream.key}`, holds: listed.includes(stream.key) },
    {
      claim: "The stream was disabled and enabled",
      holds: updates.length === 2 && Number(disabledTill) > 0,
    },
    { claim: "The recording was converted", holds: job.code === 0 },
    {
      claim: "The unknown stream caused an HttpError with status 612",
      holds: failure instanceof HttpError && failure.status === 612,
    },
  ];
}
