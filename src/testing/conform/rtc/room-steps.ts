import { checkPages, expectGone, expectListed, inBody, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import {
  inactive,
  ofApp,
  ofRoom,
  ownAppPath,
  pagedRooms,
  roomCreation,
  roomPath,
  roomsOf,
  unknown,
} from "./resources.ts";

/** Rooms of the run. Nobody is in them: a run has no audio and video. */
export const roomSteps: readonly Step[] = [
  {
    operationId: "createRoom",
    needs: ["app"],
    creates: roomCreation,
    request: newRoom,
    async after(context) {
      // Two more, because paging needs several entries.
      await context.call("createRoom", newRoom(context));
      await context.call("createRoom", newRoom(context));
    },
    rejections: [
      {
        name: "rejects a name that exists",
        statuses: [611, 614, 400],
        request: (context) => {
          const { appId, roomName } = roomPath(ownId(context, "room"));
          return { path: { appId }, json: { roomName } };
        },
      },
      {
        name: "rejects a name that breaks the pattern",
        statuses: [400],
        request: (context) => ({ path: ownAppPath(context), json: { roomName: "a room" } }),
      },
    ],
  },
  {
    operationId: "listRooms",
    ...ofApp,
    async after(context, response) {
      const [own] = context.resources.own("room");
      if (own === undefined) return;
      expectListed(context, response, roomPath(own).roomName, roomsOf);
      await checkPages(context, pagedRooms(context));
      await checkPrefix(context);
    },
    rejections: [
      {
        name: "rejects an offset that is no number",
        statuses: [400],
        request: (context) => ({ path: ownAppPath(context), query: { offset: "first" } }),
      },
    ],
  },
  { operationId: "listUsers", ...ofRoom, statuses: inactive },
  {
    operationId: "kickUser",
    ...ofRoom,
    pathOf: (id) => ({ ...roomPath(id), userId: "flip-pili-user" }),
    // Nobody is in the room.
    statuses: inactive,
    unknownId: [615, ...unknown],
  },
  { operationId: "stopMerge", ...ofRoom, statuses: inactive, unknownId: [615, ...unknown] },
];

export const roomDeletion: Step = {
  operationId: "deleteRoom",
  ...ofRoom,
  async after(context) {
    const id = ownId(context, "room");
    const lookup = { operationId: "listUsers", request: { path: roomPath(id) } };
    await expectGone(context, { kind: "room", id }, [615, ...unknown], lookup);
  },
};

function newRoom(context: StepContext) {
  const json = { roomName: context.settings.newName(), maxUsers: 3, noEntreTtlS: 600 };
  return { path: ownAppPath(context), json };
}

async function checkPrefix(context: StepContext): Promise<void> {
  const { runName: prefix } = context.settings;
  const query = { prefix: `${prefix}-`, limit: 100 };
  const { body } = await context.call("listRooms", { path: ownAppPath(context), query });
  const wrong = roomsOf(body).findIndex((name) => !name.startsWith(prefix));
  const message = `Every name must begin with the requested ${prefix}`;
  const violations = wrong < 0 ? [] : [inBody("filter", message, "rooms", String(wrong))];
  context.check("filters by the beginning of the name", violations);
}
