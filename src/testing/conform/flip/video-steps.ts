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
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { createVideoFile } from "./video-file.ts";

/** A video of the run, from a file or a URL. */
export const videoSteps: readonly Step[] = [
  {
    operationId: "createVideo",
    creates: { kind: "video", deletedBy: "deleteVideo" },
    // No profile, because encodings may cost money.
    request: (context) => newVideo(context, "none"),
    async after(context, response) {
      const lookup = lookupById("getVideo", ownId(context, "video"));
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
        statuses: [404],
        request: (context) => newVideo(context, "flip-pili-unknown"),
      },
      {
        name: "rejects a video without a source",
        statuses: [400],
        request: ({ settings }) => ({ query: { payload: settings.newName(), profiles: "none" } }),
      },
    ],
  },
];

/** Steps that read videos, once there are several. */
export const videoReadings: readonly Step[] = [
  {
    operationId: "listVideos",
    finds: "video",
    async after(context, response) {
      const [own] = context.resources.own("video");
      if (own !== undefined) expectListed(context, response, own);
      await checkPages(context, numberedPages(context, "listVideos"));
      const query = { status: "success" };
      const { body: list } = await context.call("listVideos", { query });
      expectFiltered(context, {
        name: "filters by status",
        list,
        field: "status",
        value: "success",
      });
    },
    rejections: [
      {
        name: "rejects an unknown status",
        statuses: [400],
        request: () => ({ query: { status: "flip-pili-unknown" } }),
      },
    ],
  },
  {
    operationId: "getVideo",
    needs: ["video"],
    target: "video",
    async after(context) {
      const [id] = context.resources.own("video");
      if (id === undefined) return;
      await expectEventually(context, "finishes the import", lookupById("getVideo", id), isSettled);
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

function newVideo({ settings }: StepContext, profiles: string): StepRequest {
  const { sourceUrl, newName } = settings;
  const name = newName();
  const query = { profiles, payload: name };
  return sourceUrl === undefined
    ? { query, file: createVideoFile(name) }
    : { query: { ...query, source_url: sourceUrl } };
}

/** Returns whether the processing of a video or an encoding has succeeded or failed. */
export function isSettled(body: unknown): boolean {
  return fieldOf(body, "status") !== "processing";
}
