import {
  deletionStep,
  expectChanged,
  expectEqual,
  expectListed,
  lookupById,
  ownId,
} from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { FlipDialect } from "./dialect.ts";

const events = {
  video_created: true,
  video_encoded: false,
  encoding_progress: false,
  encoding_completed: true,
};

/** Option that allows factories: one may cost the account money, and some services never delete one. */
export const allowedBy = "allowFactories";

/** Returns the steps that create, change and read a factory of the run. */
export function factorySteps({ send, factorySettings, factoryCreation }: FlipDialect): Step[] {
  return [
    {
      operationId: "createFactory",
      creates: { kind: "factory", ...factoryCreation },
      allowedBy,
      request: ({ settings }) => send({ name: settings.newName() }),
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
      request: ({ settings }) => send({ name: settings.newName(), ...factorySettings }),
      async after(context, response) {
        const id = ownId(context, "factory");
        const lookup = lookupById("getFactory", id);
        await expectEqual(context, response, lookup, ["id", "name"]);
        await expectChanged(context, factorySettings, lookup);
      },
      unknownId: [404],
    },
  ];
}

const wanted = { url: "http://example.com/flip-pili-conform", delay: 13, events };

/** Returns the steps for notification settings: those of the factory of the account are only read. */
export function notificationSteps({ send }: FlipDialect): Step[] {
  return [
    { operationId: "getNotifications" },
    {
      operationId: "updateNotifications",
      needs: ["factory"],
      allowedBy,
      request: (context) => ({ factoryId: ownId(context, "factory"), ...send(wanted) }),
      async after(context) {
        const factoryId = ownId(context, "factory");
        await expectChanged(context, wanted, {
          operationId: "getNotifications",
          request: { factoryId },
        });
      },
      rejections: [
        {
          name: "rejects a delay that is not a number",
          statuses: [400],
          request: (context) => ({
            factoryId: ownId(context, "factory"),
            ...send({ delay: "long" }),
          }),
        },
      ],
    },
  ];
}

export const factoryDeletion: Step = {
  ...deletionStep({
    kind: "factory",
    deletedBy: "deleteFactory",
    foundBy: "getFactory",
    unknownId: [404],
  }),
  allowedBy,
};
