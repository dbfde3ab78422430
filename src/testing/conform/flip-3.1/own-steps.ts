import { fieldOf, idsOf, listOf } from "../response.ts";
import { expectEqual, inBody, lookupById, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { allowedBy } from "../telestream/factory-steps.ts";
import { newUnknownId } from "../telestream/run-rules.ts";
import { createVideoFile } from "../telestream/video-file.ts";
import { unknownPage } from "../telestream/video-steps.ts";

/** Copies a profile of the run into the factory of the run. */
export const profileCopy: Step = {
  operationId: "copyProfile",
  needs: ["profile"],
  target: "profile",
  creates: { kind: "profile", deletedBy: "deleteProfile" },
  request: ({ settings }) => ({
    json: { dest_factory_id: settings.factoryId, profile_name: settings.newName() },
  }),
  async after(context, response) {
    const lookup = lookupById("getProfile", String(fieldOf(response.body, "id")));
    await expectEqual(context, response, lookup, ["id", "name", "preset_name", "width"]);
  },
  unknownId: [404],
};

/** Starts to synchronize a factory of the run, and stops again. */
export const factorySync: Step = {
  operationId: "syncFactory",
  needs: ["factory"],
  target: "factory",
  allowedBy,
  request: () => ({ json: { sync: "true" } }),
  async after(context) {
    const path = { id: ownId(context, "factory") };
    await context.call("syncFactory", { path, json: { sync: "false" } });
  },
  unknownId: [404],
  rejections: [
    {
      name: "rejects a value that is neither true nor false",
      statuses: [400],
      request: (context) => ({
        path: { id: ownId(context, "factory") },
        json: { sync: "flip-pili-unknown" },
      }),
    },
  ],
};

/** Steps that read videos in other forms. */
export const videoViews: readonly Step[] = [
  { operationId: "listQueuedVideos", rejections: [unknownPage] },
  {
    operationId: "getSignedVideoUrl",
    needs: ["video"],
    target: "video",
    async after(context, { body }) {
      expectUrls(context, [fieldOf(body, "signed_url")]);
    },
    unknownId: [404],
  },
];

/** Steps that change the encodings of the run, or read them in other forms. */
export const encodingViews: readonly Step[] = [
  {
    operationId: "countEncodings",
    async after(context, { body }) {
      const own = context.resources.own("encoding").length;
      const isEnough = Number(fieldOf(body, "total")) >= own;
      const message = `The number must include the ${own} encodings that were created before`;
      const violations = isEnough ? [] : [inBody("count", message, "total")];
      context.check("counts the created encodings", violations);
    },
  },
  {
    operationId: "updateEncoding",
    needs: ["encoding", "profile"],
    target: "encoding",
    request: (context) => ({ json: { profile_id: ownId(context, "profile") } }),
    async after(context, response) {
      const lookup = lookupById("getEncoding", ownId(context, "encoding"));
      await expectEqual(context, response, lookup, ["id", "profile_id", "video_id"]);
    },
    unknownId: [404],
  },
  {
    operationId: "getSignedEncodingUrl",
    needs: ["encoding"],
    target: "encoding",
    request: () => ({ query: { expires: 60 } }),
    async after(context, { body }) {
      expectUrls(context, [fieldOf(body, "signed_url")]);
    },
    unknownId: [404],
  },
  {
    operationId: "getSignedEncodingUrls",
    needs: ["encoding"],
    target: "encoding",
    async after(context, { body }) {
      expectUrls(context, listOf(fieldOf(body, "signed_urls")));
    },
    unknownId: [404],
  },
];

/** Steps that encode a video of the run again, and cancel it. */
export const videoActions: readonly Step[] = [
  {
    operationId: "resubmitVideo",
    needs: ["video"],
    request: (context) => ({ json: { video_id: ownId(context, "video") } }),
    unless: { statuses: [400], reason: "the video has not been imported" },
    rejections: [
      {
        name: "rejects an unknown video",
        statuses: [400, 404],
        request: () => ({ json: { video_id: newUnknownId() } }),
      },
    ],
  },
  { operationId: "cancelVideo", needs: ["video"], target: "video", unknownId: [404] },
];

/** Steps for workflows: a work order is created with one that exists. */
export const workflowSteps: readonly Step[] = [
  { operationId: "listWorkflows", rejections: [unknownPage] },
  {
    operationId: "createWorkOrder",
    allowedBy: "allowWorkOrders",
    // The response has no id: the video is found by the name of its file.
    creates: { kind: "video", deletedBy: "deleteVideo" },
    async run(context) {
      const { body } = await context.call("listWorkflows");
      const [profile_id] = idsOf(body);
      if (profile_id === undefined) return context.skipMain("it requires a workflow");
      const file = createVideoFile(context.settings.newName());
      await context.call("createWorkOrder", { form: { profile_id }, file });
    },
    rejections: [
      {
        name: "rejects an unknown workflow",
        statuses: [400, 404],
        request: ({ settings }) => ({
          form: { profile_id: newUnknownId() },
          file: createVideoFile(settings.newName()),
        }),
      },
    ],
  },
];

function expectUrls(context: StepContext, urls: readonly unknown[]): void {
  const wrong = urls.filter((url) => typeof url !== "string" || !URL.canParse(url));
  const violations = wrong.map(() => inBody("url", "A signed URL must be a whole URL"));
  context.check("returns URLs", violations);
}
