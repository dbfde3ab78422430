import type { RecordedRequest } from "flip-pili/testing";
import type { Check } from "./check-tour.ts";
import type { PiliTour } from "./take-pili-tour.ts";

/** Compares what the client gave with what the server received. */
export function checkPiliTour(
  { stream, publishUrl, recording, listed, job }: PiliTour,
  requests: readonly RecordedRequest[],
): Check[] {
  const jobs = requests.filter(({ operationId }) => operationId === "getJob");
  const signed = requests.filter((request) => !jobs.includes(request));
  const updates = requests.filter(({ operationId }) => operationId === "updateStream");
  const bodies = updates.map(({ body }) => new TextDecoder().decode(body));
  return [
    {
      claim: `All ${signed.length} requests to Pili were signed correctly`,
      holds: signed.length > 0 && signed.every(({ signature }) => signature === "valid"),
    },
    {
      claim: "The job service was asked without a signature",
      holds: jobs.length > 1 && jobs.every(({ headers }) => headers.authorization === undefined),
    },
    {
      claim: "All of them were as the spec says",
      holds: requests.every(({ violations }) => violations.length === 0),
    },
    {
      claim: "The publishing URL has a nonce and a token",
      holds: /^rtmp:\/\/.+\?nonce=\d+&token=[\w-]{27}=$/.test(publishUrl),
    },
    {
      claim: "The new stream was switched off and on",
      holds: bodies.join() === '{"disabled":true},{"disabled":false}',
    },
    {
      claim: "The new stream is the first of the hub",
      holds: listed[0] === stream.id,
    },
    {
      claim: "What was pushed was recorded",
      holds: recording.end > recording.start,
    },
    {
      claim: `The recording was converted, after ${jobs.length} looks at its job`,
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
