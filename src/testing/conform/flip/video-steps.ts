import { fieldOf } from "../answer.ts";
import { checkPages, numberedPages } from "../check-pages.ts";
import { expectFiltered, expectGone, expectListed, expectSame, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { Trial } from "../trial.ts";
import type { TrialRequest } from "../unsigned-call.ts";
import { badRequest, isOver, makeFilm, notFound } from "./expectations.ts";

/** A video of the run's own, from a file or a URL. */
export const videoSteps: readonly Step[] = [
  {
    operationId: "createVideo",
    creates: { kind: "video", undo: "deleteVideo" },
    // No profile: each encoding costs something.
    request: (trial) => newVideo(trial, "none"),
    async after(trial, answer) {
      const look = { operationId: "getVideo", request: { path: { id: ownId(trial, "video") } } };
      await expectSame(trial, answer, look, ["id", "original_filename", "payload", "created_at"]);
    },
    refusals: [
      {
        name: "refuses an unknown profile",
        statuses: notFound,
        request: (trial) => newVideo(trial, "flip-pili-unknown"),
      },
      {
        name: "refuses a video without source",
        statuses: badRequest,
        request: ({ settings }) => ({ query: { payload: settings.newName(), profiles: "none" } }),
      },
    ],
  },
];

/** What is read of videos, once there are several. */
export const videoReadings: readonly Step[] = [
  {
    operationId: "listVideos",
    finds: "video",
    async after(trial, answer) {
      const [own] = trial.belongings.own("video");
      if (own !== undefined) expectListed(trial, answer, own);
      await checkPages(trial, numberedPages(trial, "listVideos"));
      const query = { status: "success" };
      const { body: list } = await trial.call("listVideos", { query });
      expectFiltered(trial, { name: "filters by status", list, field: "status", value: "success" });
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
    operationId: "getVideo",
    needs: ["video"],
    of: "video",
    async after(trial) {
      const [id] = trial.belongings.own("video");
      if (id === undefined) return;
      const name = "its import comes to an end";
      const isSettled = await trial.until("getVideo", { path: { id } }, isOver);
      if (isSettled === undefined) trial.skip(name, "it took longer than the time-out");
      else trial.check(name, [], isSettled);
    },
    unknownId: notFound,
  },
  {
    operationId: "getVideoMetadata",
    needs: ["video"],
    of: "video",
    unknownId: notFound,
  },
];

export const videoDeletions: readonly Step[] = [
  {
    operationId: "deleteVideoSource",
    needs: ["video"],
    of: "video",
    async after(trial, answer) {
      const look = { operationId: "getVideo", request: { path: { id: ownId(trial, "video") } } };
      const { body } = await trial.call(look.operationId, look.request);
      const id = fieldOf(body, "id");
      await expectSame(trial, { ...answer, body: { id } }, look, ["id"]);
    },
    unknownId: notFound,
  },
  {
    operationId: "deleteVideo",
    needs: ["video"],
    of: "video",
    async after(trial) {
      const id = ownId(trial, "video");
      const look = { operationId: "getVideo", request: { path: { id } } };
      await expectGone(trial, { kind: "video", id }, notFound, look);
    },
    unknownId: notFound,
  },
];

function newVideo({ settings }: Trial, profiles: string): TrialRequest {
  const { sourceUrl, newName } = settings;
  const name = newName();
  const query = { profiles, payload: name };
  return sourceUrl === undefined
    ? { query, file: makeFilm(name) }
    : { query: { ...query, source_url: sourceUrl } };
}
