import { textOf } from "../answer.ts";
import { checkPages, numberedPages } from "../check-pages.ts";
import { expectChanged, expectGone, expectListed, expectSame, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { badRequest, notFound } from "./expectations.ts";

const fields = ["id", "name", "title", "preset_name", "extname", "width", "height", "created_at"];

/** Profiles of the run's own, made in both ways, listed, read and changed. */
export const profileSteps: readonly Step[] = [
  {
    operationId: "createProfile",
    creates: { kind: "profile", undo: "deleteProfile" },
    request: ({ settings }) => ({ query: { preset_name: "h264", name: settings.newName() } }),
    async after(trial, answer) {
      const id = ownId(trial, "profile");
      const look = { operationId: "getProfile", request: { path: { id } } };
      await expectSame(trial, answer, look, fields);
      // The other way, without a preset. Two entries are what pages need.
      const command = "ffmpeg -i $input_file$ -f mp4 -y $output_file$";
      const name = trial.settings.newName();
      const query = { name, title: name, command, extname: "mp4", width: 320, height: 240 };
      await trial.call("createProfile", { query });
    },
    refusals: [
      {
        name: "refuses an unknown preset",
        statuses: notFound,
        request: ({ settings }) => ({
          query: { preset_name: "flip-pili.unknown", name: settings.newName() },
        }),
      },
    ],
  },
  {
    operationId: "listProfiles",
    finds: "profile",
    async after(trial, answer) {
      const [own] = trial.belongings.own("profile");
      if (own !== undefined) expectListed(trial, answer, own);
      await checkPages(trial, numberedPages(trial, "listProfiles"));
    },
    refusals: [
      {
        name: "refuses a page that is no number",
        statuses: badRequest,
        request: () => ({ query: { page: "first" } }),
      },
    ],
  },
  {
    operationId: "getProfile",
    needs: ["profile"],
    of: "profile",
    async after(trial, answer) {
      const name = textOf(answer.body, "name");
      if (name === undefined) return;
      const look = { operationId: "getProfile", request: { path: { id: name } } };
      await expectSame(trial, answer, look, fields);
    },
    unknownId: notFound,
  },
  {
    operationId: "updateProfile",
    needs: ["profile"],
    of: "profile",
    request: () => ({ query: { title: "Changed by flip-pili conform", width: 640 } }),
    async after(trial, answer) {
      const id = ownId(trial, "profile");
      const look = { operationId: "getProfile", request: { path: { id } } };
      await expectChanged(trial, { title: "Changed by flip-pili conform", width: 640 }, look);
      await expectSame(trial, answer, look, fields);
    },
    unknownId: notFound,
    refusals: [
      {
        name: "refuses a width that is no number",
        statuses: badRequest,
        request: (trial) => ({
          path: { id: ownId(trial, "profile") },
          query: { width: "wide" },
        }),
      },
    ],
  },
];

export const profileDeletion: Step = {
  operationId: "deleteProfile",
  needs: ["profile"],
  of: "profile",
  async after(trial) {
    const id = ownId(trial, "profile");
    const look = { operationId: "getProfile", request: { path: { id } } };
    await expectGone(trial, { kind: "profile", id }, notFound, look);
  },
  unknownId: notFound,
};
