import { textField } from "../response.ts";
import {
  checkPages,
  deletionStep,
  expectEqual,
  expectEventually,
  expectFiltered,
  expectListed,
  lookupById,
  numberedPages,
  ownId,
} from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import type { FlipDialect } from "./dialect.ts";
import { isSettled } from "./video-steps.ts";

const fields = ["id", "video_id", "profile_id", "profile_name", "created_at"];
const unknownId = "00000000000000000000000000000000";

/** Returns the steps for encodings of a video of the run with a profile of the run. */
export function encodingSteps(dialect: FlipDialect): Step[] {
  return [
    encodingCreation(dialect),
    encodingListing,
    encodingReading,
    listingStep("listVideoEncodings", "video"),
    listingStep("listProfileEncodings", "profile"),
    cancellation(dialect),
    retrying,
  ];
}

function encodingCreation(dialect: FlipDialect): Step {
  const { send, unknownInFields: statuses } = dialect;
  return {
    operationId: "createEncoding",
    needs: ["video", "profile"],
    creates: { kind: "encoding", deletedBy: "deleteEncoding" },
    request: (context) => newEncoding(context, dialect),
    async after(context, response) {
      const lookup = lookupById("getEncoding", ownId(context, "encoding"));
      await expectEqual(context, response, lookup, fields);
      // A second one, by the name of the profile: paging needs two entries.
      const profile = await context.call("getProfile", { path: { id: ownId(context, "profile") } });
      const video_id = ownId(context, "video");
      const profile_name = textField(profile.body, "name");
      await context.call("createEncoding", send({ video_id, profile_name }));
    },
    rejections: [
      {
        name: "rejects an unknown video",
        statuses,
        request: (context) => send({ video_id: unknownId, profile_id: ownId(context, "profile") }),
      },
      {
        name: "rejects an unknown profile",
        statuses,
        request: (context) => send({ video_id: ownId(context, "video"), profile_id: unknownId }),
      },
      {
        name: "rejects an encoding without a video",
        statuses: [400],
        request: (context) => send({ profile_id: ownId(context, "profile") }),
      },
    ],
  };
}

const encodingListing: Step = {
  operationId: "listEncodings",
  finds: "encoding",
  async after(context, response) {
    const [own] = context.resources.own("encoding");
    if (own !== undefined) expectListed(context, response, own);
    await checkPages(context, numberedPages(context, "listEncodings"));
    const [value] = context.resources.own("video");
    if (value === undefined) return;
    const { body: list } = await context.call("listEncodings", { query: { video_id: value } });
    expectFiltered(context, { name: "filters by video", list, field: "video_id", value });
  },
  rejections: [
    {
      name: "rejects an unknown status",
      statuses: [400],
      request: () => ({ query: { status: "flip-pili-unknown" } }),
    },
  ],
};

const encodingReading: Step = {
  operationId: "getEncoding",
  needs: ["encoding"],
  target: "encoding",
  async after(context) {
    const [id] = context.resources.own("encoding");
    if (id === undefined) return;
    await expectEventually(context, "finishes encoding", lookupById("getEncoding", id), isSettled);
  },
  unknownId: [404],
};

function cancellation(dialect: FlipDialect): Step {
  return {
    operationId: "cancelEncoding",
    needs: ["video", "profile"],
    target: "encoding",
    mayBeEmpty: true,
    async run(context) {
      // A new one, which is still in progress.
      const created = await context.call("createEncoding", newEncoding(context, dialect));
      const id = textField(created.body, "id") ?? "";
      await context.call("cancelEncoding", { path: { id } }, { mayBeEmpty: true });
    },
    unknownId: [404],
  };
}

const retrying: Step = {
  operationId: "retryEncoding",
  needs: ["encoding"],
  target: "encoding",
  unless: { statuses: [400], reason: "none of the encodings has failed" },
  unknownId: [404],
};

export const encodingDeletion: Step = deletionStep({
  kind: "encoding",
  deletedBy: "deleteEncoding",
  foundBy: "getEncoding",
  unknownId: [404],
});

/** Returns the step that lists the encodings of a video or of a profile. */
function listingStep(operationId: string, kind: "video" | "profile"): Step {
  return {
    operationId,
    needs: [kind],
    target: kind,
    async after(context, { body: list }) {
      const [value] = context.resources.own(kind);
      if (value === undefined) return;
      const name = `lists only encodings of the ${kind}`;
      expectFiltered(context, { name, list, field: `${kind}_id`, value });
    },
    unknownId: [404],
  };
}

function newEncoding(context: StepContext, { send }: FlipDialect) {
  return send({ video_id: ownId(context, "video"), profile_id: ownId(context, "profile") });
}
