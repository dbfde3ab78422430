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

const fields = ["id", "name", "title", "preset_name", "extname", "width", "height", "created_at"];

/** Profiles of the run: created with and without a preset, listed, read and changed. */
export const profileSteps: readonly Step[] = [
  {
    operationId: "createProfile",
    creates: { kind: "profile", deletedBy: "deleteProfile" },
    request: ({ settings }) => ({ query: { preset_name: "h264", name: settings.newName() } }),
    async after(context, response) {
      const id = ownId(context, "profile");
      const lookup = lookupById("getProfile", id);
      await expectEqual(context, response, lookup, fields);
      // A second one, without a preset: paging needs two entries.
      const command = "ffmpeg -i $input_file$ -f mp4 -y $output_file$";
      const name = context.settings.newName();
      const query = { name, title: name, command, extname: "mp4", width: 320, height: 240 };
      await context.call("createProfile", { query });
    },
    rejections: [
      {
        name: "rejects an unknown preset",
        statuses: [404],
        request: ({ settings }) => ({
          query: { preset_name: "flip-pili.unknown", name: settings.newName() },
        }),
      },
    ],
  },
  {
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
  },
  {
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
  },
  {
    operationId: "updateProfile",
    needs: ["profile"],
    target: "profile",
    request: () => ({ query: { title: "Changed by flip-pili conform", width: 640 } }),
    async after(context, response) {
      const id = ownId(context, "profile");
      const lookup = lookupById("getProfile", id);
      await expectChanged(context, { title: "Changed by flip-pili conform", width: 640 }, lookup);
      await expectEqual(context, response, lookup, fields);
    },
    unknownId: [404],
    rejections: [
      {
        name: "rejects a width that is not a number",
        statuses: [400],
        request: (context) => ({
          path: { id: ownId(context, "profile") },
          query: { width: "wide" },
        }),
      },
    ],
  },
];

export const profileDeletion: Step = deletionStep({
  kind: "profile",
  deletedBy: "deleteProfile",
  foundBy: "getProfile",
  unknownId: [404],
});
