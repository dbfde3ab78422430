import { fieldOf, listOf, textOf } from "../answer.ts";
import { expectGone, inBody, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { StepEnd, type Trial } from "../trial.ts";
import { badRequest, makeFilm, notFound } from "./expectations.ts";

const creates = {
  kind: "upload session",
  idField: "location",
  undo: "abortUpload",
  undoRequest: (location: string) => ({ location }),
} as const;

/** The video that comes of an upload, whose id is in the answer to the last part. */
const createsVideo = { kind: "video", undo: "deleteVideo" } as const;

/** Uploads of a small film: in parts, in ranges, and one that is aborted. */
export const uploadSteps: readonly Step[] = [
  {
    operationId: "createUploadSession",
    creates,
    request: ({ settings }) => newSession(makeFilm(settings.newName()), true),
    async after(trial, { body }) {
      const { size } = makeFilm("");
      const parts = Number(fieldOf(body, "parts"));
      const isWhole = parts === Math.ceil(size / Number(fieldOf(body, "part_size")));
      const message = "The parts must be as many as part_size makes of the file";
      trial.check("cuts the file into parts", isWhole ? [] : [inBody("parts", message, "parts")]);
    },
    refusals: [
      {
        name: "refuses a file without name",
        statuses: badRequest,
        request: () => ({ query: { file_size: 1, multi_chunk: true } }),
      },
      {
        name: "refuses an unknown profile",
        statuses: notFound,
        request: ({ settings }) => {
          const { query } = newSession(makeFilm(settings.newName()), true);
          return { query: { ...query, profiles: "flip-pili-unknown" } };
        },
      },
    ],
  },
  {
    operationId: "getMissingParts",
    needs: [creates.kind],
    mayBeEmpty: true,
    request: (trial) => ({ location: ownId(trial, creates.kind) }),
    async after(trial, answer) {
      const missing = listOf(fieldOf(answer.body, "missing_parts"));
      const isWhole = missing.length > 0 && missing.every((part, index) => part === index);
      const message = "Before the first part, all must be missing";
      const violations = isWhole ? [] : [inBody("parts", message, "missing_parts")];
      trial.check("names every part of a new session", violations, answer);
    },
  },
  { operationId: "uploadPart", needs: [creates.kind], creates: createsVideo, run: uploadInParts },
  {
    operationId: "uploadPartByPost",
    needs: [creates.kind],
    creates: createsVideo,
    run: uploadInRanges,
  },
  {
    operationId: "abortUpload",
    needs: [creates.kind],
    request: (trial) => ({ location: ownId(trial, creates.kind) }),
    async after(trial) {
      const location = ownId(trial, creates.kind);
      const look = { operationId: "getMissingParts", request: { location } };
      await expectGone(trial, { kind: creates.kind, id: location }, notFound, look);
    },
  },
];

async function uploadInParts(trial: Trial): Promise<void> {
  const film = makeFilm(trial.settings.newName());
  const { location, body } = await openSession(trial, film, true);
  const partSize = Number(fieldOf(body, "part_size"));
  const parts = Math.ceil(film.size / partSize);
  let last: unknown;
  for (let part = 0; part < parts; part++) {
    const bytes = await slice(film, part * partSize, (part + 1) * partSize);
    const request = { location, bytes, headers: { "X-Part": String(part) } };
    const answer = await trial.call("uploadPart", request, { mayBeEmpty: part < parts - 1 });
    last = answer.body;
  }
  expectVideo(trial, location, last);
  const { body: missing } = await trial.call("getMissingParts", { location }, { mayBeEmpty: true });
  const isWhole = listOf(fieldOf(missing, "missing_parts")).length === 0;
  const message = "After the last part, none may be missing";
  const violations = isWhole ? [] : [inBody("parts", message, "missing_parts")];
  trial.check("leaves nothing missing", violations);
}

async function uploadInRanges(trial: Trial): Promise<void> {
  const film = makeFilm(trial.settings.newName());
  const { location } = await openSession(trial, film, false);
  const middle = Math.floor(film.size / 2);
  const send = async (start: number, end: number) =>
    trial.call("uploadPartByPost", {
      location,
      bytes: await slice(film, start, end),
      headers: { "Content-Range": `bytes ${start}-${end - 1}/${film.size}` },
    });
  const first = await send(0, middle);
  const { range } = first.headers;
  const isTold = first.status === 204 && range === `0-${middle - 1}`;
  const message = `After the first range the answer must be 204 with Range: 0-${middle - 1}`;
  const place = ["response", "header", "range"];
  const violations = isTold ? [] : [{ location: place, message, rule: "range" }];
  trial.check("tells what has arrived", violations, first);
  const { body } = await send(middle, film.size);
  expectVideo(trial, location, body);
}

function expectVideo(trial: Trial, location: string, body: unknown): void {
  const hasVideo = textOf(body, "id") !== undefined;
  const violations = hasVideo ? [] : [inBody("video", "The last answer must hold the video")];
  trial.check("is answered with the video at the end", violations);
  if (hasVideo) trial.belongings.forget(creates.kind, location);
}

async function openSession(trial: Trial, film: File, isMultiChunk: boolean) {
  const { body } = await trial.call("createUploadSession", newSession(film, isMultiChunk));
  const location = textOf(body, "location");
  if (location === undefined) throw new StepEnd("There is no location");
  return { location, body };
}

function newSession({ name, size }: File, isMultiChunk: boolean) {
  return { query: { file_name: name, file_size: size, multi_chunk: isMultiChunk } };
}

async function slice(film: File, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await film.slice(start, end).arrayBuffer());
}
