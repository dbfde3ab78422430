import { textField } from "../response.ts";
import {
  checkPages,
  deletionStep,
  expectChanged,
  expectEqual,
  expectListed,
  lookupById,
  numberedPages,
  ownId,
} from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { FlipDialect } from "./dialect.ts";

const fields = ["id", "name", "title", "preset_name", "extname", "width", "height", "created_at"];

/** Returns the steps that create, list, read and change profiles of the run. */
export function profileSteps(dialect: FlipDialect): Step[] {
  return [profileCreation(dialect), profileListing, profileReading, profileUpdate(dialect)];
}

function profileCreation({ send, secondProfile, unknownInFields }: FlipDialect): Step {
  return {
    operationId: "createProfile",
    creates: { kind: "profile", deletedBy: "deleteProfile" },
    request: ({ settings }) => send({ preset_name: "h264", name: settings.newName() }),
    async after(context, response) {
      const id = ownId(context, "profile");
      const lookup = lookupById("getProfile", id);
      await expectEqual(context, response, lookup, fields);
      // Paging needs two entries.
      await context.call("createProfile", send(secondProfile(context.settings.newName())));
    },
    rejections: [
      {
        name: "rejects an unknown preset",
        statuses: unknownInFields,
        request: ({ settings }) =>
          send({ preset_name: "flip-pili.unknown", name: settings.newName() }),
      },
    ],
  };
}

const profileListing: Step = {
  operationId: "listProfiles",
  finds: "profile",
  async after(context, response) {
    const [own] = context.resources.own("profile");
    if (own !== undefined) expectListed(context, response, own);
    await checkPages(context, numberedPages(context, "listProfiles"));
  },
  rejections: [
    {
      name: "rejects a page that is not a number",
      statuses: [400],
      request: () => ({ query: { page: "first" } }),
    },
  ],
};

const profileReading: Step = {
  operationId: "getProfile",
  needs: ["profile"],
  target: "profile",
  async after(context, response) {
    const name = textField(response.body, "name");
    if (name === undefined) return;
    const lookup = lookupById("getProfile", name);
    await expectEqual(context, response, lookup, fields);
  },
  unknownId: [404],
};

const changes = { title: "Changed by flip-pili conform", width: 640 };

function profileUpdate({ send }: FlipDialect): Step {
  return {
    operationId: "updateProfile",
    needs: ["profile"],
    target: "profile",
    request: () => send(changes),
    async after(context, response) {
      const id = ownId(context, "profile");
      const lookup = lookupById("getProfile", id);
      await expectChanged(context, changes, lookup);
      await expectEqual(context, response, lookup, fields);
    },
    unknownId: [404],
    rejections: [
      {
        name: "rejects a width that is not a number",
        statuses: [400],
        request: (context) => ({
          path: { id: ownId(context, "profile") },
          ...send({ width: "wide" }),
        }),
      },
    ],
  };
}

export const profileDeletion: Step = deletionStep({
  kind: "profile",
  deletedBy: "deleteProfile",
  foundBy: "getProfile",
  unknownId: [404],
});
