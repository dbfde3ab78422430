import { HttpError } from "flip-pili/flip";
import type { RecordedRequest, UploadServer } from "flip-pili/testing";
import type { Film } from "./film.ts";
import type { Tour } from "./take-tour.ts";

/** Something that must hold after the tour. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

/** Compares what the client gave with what the server received. */
export function checkTour(
  { video, newName, failure }: Tour,
  film: Film,
  requests: readonly RecordedRequest[],
  uploads: Pick<UploadServer, "sessions" | "unusedFaults">,
): Check[] {
  const [upload] = uploads.sessions;
  const saved = requests.find(({ operationId }) => operationId === "updateFactory");
  const { access_key, factory_id, timestamp, signature, ...changes } = saved?.query ?? {};
  return [
    {
      claim: `All ${requests.length} requests were signed correctly`,
      holds: requests.length > 0 && requests.every((request) => request.signature === "valid"),
    },
    {
      claim: "All of them were as the spec says",
      holds: requests.every(({ violations }) => violations.length === 0),
    },
    {
      claim: `The server has ${film.name} as it is on the disk: SHA-256 ${film.sha256.slice(0, 16)}…`,
      holds: upload?.isComplete === true && upload.sha256() === film.sha256,
    },
    {
      claim: "One connection was reset amid a part, and only that part was sent again",
      holds:
        uploads.unusedFaults.length === 0 && sentParts(upload).length === Number(upload?.parts) + 1,
    },
    {
      claim: `The video is being processed: ${video.id}`,
      holds: video.status === "processing",
    },
    {
      claim: "Only the new name was sent to change the factory",
      holds: JSON.stringify(changes) === JSON.stringify({ name: newName }),
    },
    {
      claim: "The unknown profile led to an HttpError with status 404 and code RecordNotFound",
      holds:
        failure instanceof HttpError && failure.status === 404 && failure.code === "RecordNotFound",
    },
  ];
}

function sentParts(upload: UploadServer["sessions"][number] | undefined) {
  return (upload?.requests ?? []).filter(({ method }) => method === "PUT");
}
