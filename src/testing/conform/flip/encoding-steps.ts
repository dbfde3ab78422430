import { textOf } from "../answer.ts";
import { checkPages, numberedPages } from "../check-pages.ts";
import { expectFiltered, expectGone, expectListed, expectSame, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { Trial } from "../trial.ts";
import { badRequest, isOver, notFound } from "./expectations.ts";

const fields = ["id", "video_id", "profile_id", "profile_name", "created_at"];
const unknownId = "00000000000000000000000000000000";

/** Encodings of the run's own video with its own profile. */
export const encodingSteps: readonly Step[] = [
  {
    operationId: "createEncoding",
    needs: ["video", "profile"],
    creates: { kind: "encoding", undo: "deleteEncoding" },
    request: newEncoding,
    async after(trial, answer) {
      const look = {
        operationId: "getEncoding",
        request: { path: { id: ownId(trial, "encoding") } },
      };
      await expectSame(trial, answer, look, fields);
      // The other way, by name. Two entries are what pages need.
      const profile = await trial.call("getProfile", { path: { id: ownId(trial, "profile") } });
      const query = {
        video_id: ownId(trial, "video"),
        profile_name: textOf(profile.body, "name"),
      };
      await trial.call("createEncoding", { query });
    },
    refusals: [
      {
        name: "refuses an unknown video",
        statuses: notFound,
        request: (trial) => ({
          query: { video_id: unknownId, profile_id: ownId(trial, "profile") },
        }),
      },
      {
        name: "refuses an unknown profile",
        statuses: notFound,
        request: (trial) => ({ query: { video_id: ownId(trial, "video"), profile_id: unknownId } }),
      },
      {
        name: "refuses an encoding without video",
        statuses: badRequest,
        request: (trial) => ({ query: { profile_id: ownId(trial, "profile") } }),
      },
    ],
  },
  {
    operationId: "listEncodings",
    finds: "encoding",
    async after(trial, answer) {
      const [own] = trial.belongings.own("encoding");
      if (own !== undefined) expectListed(trial, answer, own);
      await checkPages(trial, numberedPages(trial, "listEncodings"));
      const [value] = trial.belongings.own("video");
      if (value === undefined) return;
      const { body: list } = await trial.call("listEncodings", { query: { video_id: value } });
      expectFiltered(trial, { name: "filters by video", list, field: "video_id", value });
    },
    refusals: [
      {
        name: "refuses an unknown status",
        statuses: badRequest,
        request: () => ({ query: { status: "flip-pili-unknown" } }),
      },
    ],
  },
  {
    operationId: "getEncoding",
    needs: ["encoding"],
    of: "encoding",
    async after(trial) {
      const [id] = trial.belongings.own("encoding");
      if (id === undefined) return;
      const name = "its work comes to an end";
      const isSettled = await trial.until("getEncoding", { path: { id } }, isOver);
      if (isSettled === undefined) trial.skip(name, "it took longer than the time-out");
      else trial.check(name, [], isSettled);
    },
    unknownId: notFound,
  },
  listOf("listVideoEncodings", "video"),
  listOf("listProfileEncodings", "profile"),
  {
    operationId: "cancelEncoding",
    needs: ["video", "profile"],
    of: "encoding",
    mayBeEmpty: true,
    async run(trial) {
      // A new one: it is at work yet.
      const created = await trial.call("createEncoding", newEncoding(trial));
      const id = textOf(created.body, "id") ?? "";
      await trial.call("cancelEncoding", { path: { id } }, { mayBeEmpty: true });
    },
    unknownId: notFound,
  },
  {
    operationId: "retryEncoding",
    needs: ["encoding"],
    of: "encoding",
    unless: { statuses: badRequest, reason: "none of the encodings has failed" },
    unknownId: notFound,
  },
];

export const encodingDeletion: Step = {
  operationId: "deleteEncoding",
  needs: ["encoding"],
  of: "encoding",
  async after(trial) {
    const id = ownId(trial, "encoding");
    const look = { operationId: "getEncoding", request: { path: { id } } };
    await expectGone(trial, { kind: "encoding", id }, notFound, look);
  },
  unknownId: notFound,
};

/** Lists the encodings of a video or of a profile. */
function listOf(operationId: string, kind: "video" | "profile"): Step {
  return {
    operationId,
    needs: [kind],
    of: kind,
    async after(trial, { body: list }) {
      const [value] = trial.belongings.own(kind);
      if (value === undefined) return;
      const name = `lists those of the ${kind}`;
      expectFiltered(trial, { name, list, field: `${kind}_id`, value });
    },
    unknownId: notFound,
  };
}

function newEncoding(trial: Trial) {
  return { query: { video_id: ownId(trial, "video"), profile_id: ownId(trial, "profile") } };
}
