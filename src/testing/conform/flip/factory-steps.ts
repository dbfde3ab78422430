import { expectChanged, expectGone, expectListed, expectSame, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { badRequest, notFound } from "./expectations.ts";

const events = {
  video_created: true,
  video_encoded: false,
  encoding_progress: false,
  encoding_completed: true,
};

/** Factories cost an account something, and some services never delete one. */
const allowedBy = "allowFactories";

/** A factory of the run's own, changed and read. */
export const factorySteps: readonly Step[] = [
  {
    operationId: "createFactory",
    creates: { kind: "factory", undo: "deleteFactory" },
    allowedBy,
    request: ({ settings }) => ({ query: { name: settings.newName() } }),
    async after(trial, answer) {
      const id = ownId(trial, "factory");
      const look = { operationId: "getFactory", request: { path: { id } } };
      await expectSame(trial, answer, look, ["id", "name", "created_at"]);
    },
  },
  {
    operationId: "listFactories",
    finds: "factory",
    async after(trial, answer) {
      const [own] = trial.belongings.own("factory");
      if (own !== undefined) expectListed(trial, answer, own);
    },
  },
  {
    operationId: "getFactory",
    needs: ["factory"],
    of: "factory",
    unknownId: notFound,
  },
  {
    operationId: "updateFactory",
    needs: ["factory"],
    of: "factory",
    allowedBy,
    request: ({ settings }) => ({
      query: { name: settings.newName(), upload_original_video: true },
    }),
    async after(trial, answer) {
      const id = ownId(trial, "factory");
      const look = { operationId: "getFactory", request: { path: { id } } };
      await expectSame(trial, answer, look, ["id", "name"]);
      await expectChanged(trial, { upload_original_video: true }, look);
    },
    unknownId: notFound,
  },
];

/** The settings of messages: those of the account's factory are only read. */
export const notificationSteps: readonly Step[] = [
  { operationId: "getNotifications" },
  {
    operationId: "updateNotifications",
    needs: ["factory"],
    allowedBy,
    request: (trial) => ({
      factoryId: ownId(trial, "factory"),
      query: { url: "http://example.com/flip-pili-conform", delay: 13, events },
    }),
    async after(trial) {
      const factoryId = ownId(trial, "factory");
      const wanted = { url: "http://example.com/flip-pili-conform", delay: 13, events };
      await expectChanged(trial, wanted, {
        operationId: "getNotifications",
        request: { factoryId },
      });
    },
    refusals: [
      {
        name: "refuses a delay that is no number",
        statuses: badRequest,
        request: (trial) => ({ factoryId: ownId(trial, "factory"), query: { delay: "long" } }),
      },
    ],
  },
];

export const factoryDeletion: Step = {
  operationId: "deleteFactory",
  needs: ["factory"],
  of: "factory",
  allowedBy,
  async after(trial) {
    const id = ownId(trial, "factory");
    const look = { operationId: "getFactory", request: { path: { id } } };
    await expectGone(trial, { kind: "factory", id }, notFound, look);
  },
  unknownId: notFound,
};
