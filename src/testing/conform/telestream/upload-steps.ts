import { fieldOf, listOf, textField } from "../response.ts";
import { expectGone, inBody, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { StepAborted, type StepContext } from "../step-context.ts";
import type { FlipDialect } from "./dialect.ts";
import { createVideoFile } from "./video-file.ts";

const creates = {
  kind: "upload session",
  idField: "location",
  deletedBy: "abortUpload",
  deletionRequest: (location: string) => ({ location }),
} as const;

/** The video of an upload, whose id is in the response to the last part. */
const createsVideo = { kind: "video", deletedBy: "deleteVideo" } as const;

/** Returns the steps that upload a small video file: in parts, in ranges, and one that is aborted. */
export function uploadSteps(dialect: FlipDialect): Step[] {
  return [
    sessionCreation(dialect),
    missingParts,
    {
      operationId: "uploadPart",
      needs: [creates.kind],
      creates: createsVideo,
      run: (context) => uploadInParts(context, dialect),
    },
    {
      operationId: "uploadPartByPost",
      needs: [creates.kind],
      creates: createsVideo,
      run: (context) => uploadInRanges(context, dialect),
    },
    abortion,
  ];
}

function sessionCreation({ send, unknownInFields }: FlipDialect): Step {
  return {
    operationId: "createUploadSession",
    creates,
    request: ({ settings }) => send(sessionFields(createVideoFile(settings.newName()), true)),
    async after(context, { body }) {
      const { size } = createVideoFile("");
      const parts = Number(fieldOf(body, "parts"));
      const isWhole = parts === Math.ceil(size / Number(fieldOf(body, "part_size")));
      const message = "The number of parts must match part_size and the file size";
      context.check(
        "divides the file into parts",
        isWhole ? [] : [inBody("parts", message, "parts")],
      );
    },
    rejections: [
      {
        name: "rejects a file without a name",
        statuses: [400],
        request: () => send({ file_size: 1, multi_chunk: true }),
      },
      {
        name: "rejects an unknown profile",
        statuses: unknownInFields,
        request({ settings }) {
          const fields = sessionFields(createVideoFile(settings.newName()), true);
          return send({ ...fields, profiles: "flip-pili-unknown" });
        },
      },
    ],
  };
}

const missingParts: Step = {
  operationId: "getMissingParts",
  needs: [creates.kind],
  mayBeEmpty: true,
  request: (context) => ({ location: ownId(context, creates.kind) }),
  async after(context, response) {
    const missing = listOf(fieldOf(response.body, "missing_parts"));
    const isWhole = missing.length > 0 && missing.every((part, index) => part === index);
    const message = "Before the first part, all parts must be missing";
    const violations = isWhole ? [] : [inBody("parts", message, "missing_parts")];
    context.check("lists every part of a new session as missing", violations, response);
  },
};

const abortion: Step = {
  operationId: "abortUpload",
  needs: [creates.kind],
  request: (context) => ({ location: ownId(context, creates.kind) }),
  async after(context) {
    const location = ownId(context, creates.kind);
    const lookup = { operationId: "getMissingParts", request: { location } };
    await expectGone(context, { kind: creates.kind, id: location }, [404], lookup);
  },
};

async function uploadInParts(context: StepContext, dialect: FlipDialect): Promise<void> {
  const file = createVideoFile(context.settings.newName());
  const { location, body } = await openSession(context, dialect, sessionFields(file, true));
  const partSize = Number(fieldOf(body, "part_size"));
  const parts = Math.ceil(file.size / partSize);
  let last: unknown;
  for (let part = 0; part < parts; part++) {
    const bytes = await slice(file, part * partSize, (part + 1) * partSize);
    const request = { location, bytes, headers: { "X-Part": String(part) } };
    const response = await context.call("uploadPart", request, { mayBeEmpty: part < parts - 1 });
    last = response.body;
  }
  expectVideo(context, location, last);
  const { body: missing } = await context.call(
    "getMissingParts",
    { location },
    { mayBeEmpty: true },
  );
  const isWhole = listOf(fieldOf(missing, "missing_parts")).length === 0;
  const message = "After the last part, no part may be missing";
  const violations = isWhole ? [] : [inBody("parts", message, "missing_parts")];
  context.check("lists no missing parts at the end", violations);
}

async function uploadInRanges(context: StepContext, dialect: FlipDialect): Promise<void> {
  const file = createVideoFile(context.settings.newName());
  const session = await openSession(context, dialect, sessionFields(file, false));
  const middle = Math.floor(file.size / 2);
  const send = async (start: number, end: number) =>
    context.call("uploadPartByPost", {
      location: session.location,
      bytes: await slice(file, start, end),
      headers: { "Content-Range": `bytes ${start}-${end - 1}/${file.size}` },
    });
  const first = await send(0, middle);
  const { range } = first.headers;
  const isReported = first.status === 204 && range === `0-${middle - 1}`;
  const message = `After the first range the response must be 204 with Range: 0-${middle - 1}`;
  const location = ["response", "header", "range"];
  const violations = isReported ? [] : [{ location, message, rule: "range" }];
  context.check("reports the received range", violations, first);
  const { body } = await send(middle, file.size);
  expectVideo(context, session.location, body);
}

function expectVideo(context: StepContext, location: string, body: unknown): void {
  const hasVideo = textField(body, "id") !== undefined;
  const violations = hasVideo ? [] : [inBody("video", "The last response must contain the video")];
  context.check("returns the video at the end", violations);
  if (hasVideo) context.resources.forget(creates.kind, location);
}

type SessionFields = ReturnType<typeof sessionFields>;

async function openSession(context: StepContext, { send }: FlipDialect, fields: SessionFields) {
  const { body } = await context.call("createUploadSession", send(fields));
  const location = textField(body, "location");
  if (location === undefined) throw new StepAborted("There is no location");
  return { location, body };
}

function sessionFields({ name, size }: File, isMultiChunk: boolean) {
  return { file_name: name, file_size: size, multi_chunk: isMultiChunk };
}

async function slice(file: File, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}
