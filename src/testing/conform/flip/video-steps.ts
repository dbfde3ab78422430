import type { StepRequest } from "../caller.ts";
import { fieldOf } from "../response.ts";
import {
  checkPages,
  expectEqual,
  expectFiltered,
  expectGone,
  expectListed,
  numberedPages,
  ownId,
} from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { badRequest, createVideoFile, isSettled, notFound } from "./fixtures.ts";

/** A video of the run, from a file or a URL. */
export const videoSteps: readonly Step[] = [
  {
    operationId: "createVideo",
    creates: { kind: "video", deletedBy: "deleteVideo" },
    // No profile, because encodings may cost money.
    request: (context) => newVideo(context, "none"),
    async after(context, response) {
      const lookup = {
        operationId: "getVideo",
        request: { path: { id: ownId(context, "video") } },
      };
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
        statuses: notFound,
        request: (context) => newVideo(context, "flip-pili-unknown"),
      },
      {
        name: "rejects a video without a source",
        statuses: badRequest,
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
        statuses: badRequest,
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
      const name = "finishes the import";
      const settled = await context.until("getVideo", { path: { id } }, isSettled);
      if (settled === undefined) context.skip(name, "it exceeded the timeout");
      else context.check(name, [], settled);
    },
    unknownId: notFound,
  },
  {
    operationId: "getVideoMetadata",
    needs: ["video"],
    target: "video",
    unknownId: notFound,
  },
];

export const videoDeletions: readonly Step[] = [
  {
    operationId: "deleteVideoSource",
    needs: ["video"],
    target: "video",
    async after(context, response) {
      const lookup = {
        operationId: "getVideo",
        request: { path: { id: ownId(context, "video") } },
      };
      const { body } = await context.call(lookup.operationId, lookup.request);
      const id = fieldOf(body, "id");
      await expectEqual(context, { ...response, body: { id } }, lookup, ["id"]);
    },
    unknownId: notFound,
  },
  {
    operationId: "deleteVideo",
    needs: ["video"],
    target: "video",
    async after(context) {
      const id = ownId(context, "video");
      const lookup = { operationId: "getVideo", request: { path: { id } } };
      await expectGone(context, { kind: "video", id }, notFound, lookup);
    },
    unknownId: notFound,
  },
];

function newVideo({ settings }: StepContext, profiles: string): StepRequest {
  const { sourceUrl, newName } = settings;
  const name = newName();
  const query = { profiles, payload: name };
  return sourceUrl === undefined
    ? { query, file: createVideoFile(name) }
    : { query: { ...query, source_url: sourceUrl } };
}
