import {
  deletionStep,
  expectChanged,
  expectEqual,
  expectListed,
  lookupById,
  ownId,
} from "../state-checks.ts";
import type { Step } from "../step.ts";

const events = {
  video_created: true,
  video_encoded: false,
  encoding_progress: false,
  encoding_completed: true,
};

/** A factory may cost the account money, and some services never delete one. */
const allowedBy = "allowFactories";

/** A factory of the run, changed and read. */
export const factorySteps: readonly Step[] = [
  {
    operationId: "createFactory",
    creates: { kind: "factory", deletedBy: "deleteFactory" },
    allowedBy,
    request: ({ settings }) => ({ query: { name: settings.newName() } }),
    async after(context, response) {
      const id = ownId(context, "factory");
      const lookup = lookupById("getFactory", id);
      await expectEqual(context, response, lookup, ["id", "name", "created_at"]);
    },
  },
  {
    operationId: "listFactories",
    finds: "factory",
    async after(context, response) {
      const [own] = context.resources.own("factory");
      if (own !== undefined) expectListed(context, response, own);
    },
  },
  {
    operationId: "getFactory",
    needs: ["factory"],
    target: "factory",
    unknownId: [404],
  },
  {
    operationId: "updateFactory",
    needs: ["factory"],
    target: "factory",
    allowedBy,
    request: ({ settings }) => ({
      query: { name: settings.newName(), upload_original_video: true },
    }),
    async after(context, response) {
      const id = ownId(context, "factory");
      const lookup = lookupById("getFactory", id);
      await expectEqual(context, response, lookup, ["id", "name"]);
      await expectChanged(context, { upload_original_video: true }, lookup);
    },
    unknownId: [404],
  },
];

/** Notification settings: those of the factory of the account are only read. */
export const notificationSteps: readonly Step[] = [
  { operationId: "getNotifications" },
  {
    operationId: "updateNotifications",
    needs: ["factory"],
    allowedBy,
    request: (context) => ({
      factoryId: ownId(context, "factory"),
      query: { url: "http://example.com/flip-pili-conform", delay: 13, events },
    }),
    async after(context) {
      const factoryId = ownId(context, "factory");
      const wanted = { url: "http://example.com/flip-pili-conform", delay: 13, events };
      await expectChanged(context, wanted, {
        operationId: "getNotifications",
        request: { factoryId },
      });
    },
    rejections: [
      {
        name: "rejects a delay that is not a number",
        statuses: [400],
        request: (context) => ({ factoryId: ownId(context, "factory"), query: { delay: "long" } }),
      },
    ],
  },
];

export const factoryDeletion: Step = {
  ...deletionStep({
    kind: "factory",
    deletedBy: "deleteFactory",
    foundBy: "getFactory",
    unknownId: [404],
  }),
  allowedBy,
};
