import { expectChanged, expectEqual, expectGone, expectListed, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { appIdsOf, appPath, ofApp, ownAppPath, unknown } from "./resources.ts";

const fields = ["appId", "hub", "title", "maxUsers", "noAutoKickUser", "createdAt"];

/** Apps of the run: created, listed, read and changed. */
export const appSteps: readonly Step[] = [
  {
    operationId: "createApp",
    creates: {
      kind: "app",
      idField: "appId",
      deletedBy: "deleteApp",
      deletionRequest: (appId) => ({ path: { appId } }),
    },
    request: ({ settings }) => ({ json: { title: settings.newName(), maxUsers: 3 } }),
    after: (context, response) => expectEqual(context, response, lookupApp(context), fields),
    rejections: [
      {
        name: "rejects a number of users that is text",
        statuses: [400],
        request: ({ settings }) => ({ json: { title: settings.newName(), maxUsers: "three" } }),
      },
    ],
  },
  {
    operationId: "listApps",
    finds: "app",
    listedIds: appIdsOf,
    async after(context, response) {
      const [own] = context.resources.own("app");
      if (own !== undefined) expectListed(context, response, own, appIdsOf);
    },
  },
  { operationId: "getApp", ...ofApp },
  {
    operationId: "updateApp",
    ...ofApp,
    request: () => ({ json: { maxUsers: 5, noAutoKickUser: true } }),
    async after(context) {
      await expectChanged(context, { maxUsers: 5, noAutoKickUser: true }, lookupApp(context));
      const off = { path: ownAppPath(context), json: { noAutoKickUser: false } };
      await context.call("updateApp", off);
      await expectChanged(context, { maxUsers: 5, noAutoKickUser: false }, lookupApp(context));
    },
    rejections: [
      {
        name: "rejects a number of users that is text",
        statuses: [400],
        request: (context) => ({ path: ownAppPath(context), json: { maxUsers: "three" } }),
      },
    ],
  },
];

export const appDeletion: Step = {
  operationId: "deleteApp",
  ...ofApp,
  async after(context) {
    const id = ownId(context, "app");
    const lookup = { operationId: "getApp", request: { path: appPath(id) } };
    await expectGone(context, { kind: "app", id }, unknown, lookup);
  },
};

function lookupApp(context: StepContext) {
  return { operationId: "getApp", request: { path: ownAppPath(context) } };
}
