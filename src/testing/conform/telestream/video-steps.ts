import type { StepRequest } from "../caller.ts";
import { fieldOf } from "../response.ts";
import {
  checkPages,
  deletionStep,
  expectEqual,
  expectEventually,
  expectFiltered,
  expectListed,
  lookupById,
  numberedPages,
  ownId,
} from "../state-checks.ts";
import type { InvalidCall, Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import type { FlipDialect } from "./dialect.ts";
import { createVideoFile } from "./video-file.ts";

/** Returns the step that creates a video of the run, from a file or a URL. */
export function videoCreation(dialect: FlipDialect): Step {
  const { send, unknownInFields } = dialect;
  return {
    operationId: "createVideo",
    creates: { kind: "video", deletedBy: "deleteVideo" },
    // No profile, because encodings may cost money.
    request: (context) => newVideo(context, dialect, "none"),
    async after(context, response) {
      const lookup = lookupById("getVideo", String(fieldOf(response.body, "id")));
      await expectEqual(context, response, lookup, [
        "id",
        "original_filename",
        "payload",
        "created_at",
      ]);
    },
    rejections: [
      {
        name: "rejects an unknown profile",
        statuses: unknownInFields,
        request: (context) => newVideo(context, dialect, "flip-pili-unknown"),
      },
      {
        name: "rejects a video without a source",
        statuses: [400],
        request: ({ settings }) => send({ payload: settings.newName(), profiles: "none" }),
      },
    ],
  };
}

/** Returns the steps that read videos, once there are several. */
export function videoReadings({ videoFilters }: FlipDialect): Step[] {
  return [
    {
      operationId: "listVideos",
      finds: "video",
      async after(context, response) {
        const [own] = context.resources.own("video");
        if (own !== undefined) expectListed(context, response, own);
        await checkPages(context, numberedPages(context, "listVideos"));
        for (const status of videoFilters) await checkFilter(context, status);
      },
      rejections: videoFilters.length === 0 ? [unknownPage] : [unknownStatus],
    },
    {
      operationId: "getVideo",
      needs: ["video"],
      target: "video",
      async after(context) {
        const [id] = context.resources.own("video");
        if (id === undefined) return;
        await expectEventually(
          context,
          "finishes the import",
          lookupById("getVideo", id),
          isSettled,
        );
      },
      unknownId: [404],
    },
    {
      operationId: "getVideoMetadata",
      needs: ["video"],
      target: "video",
      unknownId: [404],
    },
  ];
}

/** Call of a list whose page is not valid. */
export const unknownPage: InvalidCall = {
  name: "rejects a page that is not a number",
  statuses: [400],
  request: () => ({ query: { page: "first" } }),
};

const unknownStatus: InvalidCall = {
  name: "rejects an unknown status",
  statuses: [400],
  request: () => ({ query: { status: "flip-pili-unknown" } }),
};

async function checkFilter(context: StepContext, status: string): Promise<void> {
  const { body: list } = await context.call("listVideos", { query: { status } });
  expectFiltered(context, { name: "filters by status", list, field: "status", value: status });
}

export const videoDeletions: readonly Step[] = [
  {
    operationId: "deleteVideoSource",
    needs: ["video"],
    target: "video",
    async after(context, response) {
      const lookup = lookupById("getVideo", ownId(context, "video"));
      const { body } = await context.call(lookup.operationId, lookup.request);
      const id = fieldOf(body, "id");
      await expectEqual(context, { ...response, body: { id } }, lookup, ["id"]);
    },
    unknownId: [404],
  },
  deletionStep({ kind: "video", deletedBy: "deleteVideo", foundBy: "getVideo", unknownId: [404] }),
];

function newVideo(
  { settings }: StepContext,
  { send, acceptsFiles }: FlipDialect,
  profiles: string,
): StepRequest {
  const { sourceUrl, newName } = settings;
  const name = newName();
  const fields = { profiles, payload: name };
  return sourceUrl === undefined && acceptsFiles
    ? { ...send(fields), file: createVideoFile(name) }
    : send({ ...fields, source_url: sourceUrl ?? "" });
}

/** Returns whether the processing of a video or an encoding has succeeded or failed. */
export function isSettled(body: unknown): boolean {
  return fieldOf(body, "status") !== "processing";
}
