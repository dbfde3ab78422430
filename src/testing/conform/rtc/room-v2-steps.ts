import { expectEqual, expectGone, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { inactive, roomV2Path, unknown } from "./resources.ts";

/** A step for the room of version 2 of the run. */
const ofRoomV2 = {
  needs: ["roomV2"],
  target: "roomV2",
  pathOf: roomV2Path,
  unknownId: unknown,
} satisfies Partial<Step>;

/** Rooms of version 2. */
export const roomV2Steps: readonly Step[] = [
  {
    operationId: "createRoomV2",
    creates: {
      kind: "roomV2",
      idField: "room_name",
      deletedBy: "deleteRoomV2",
      deletionRequest: (roomName) => ({ path: { roomName } }),
    },
    request: ({ settings }) => ({
      json: { owner_id: "flip-pili-user", room_name: settings.newName(), user_max: 3 },
    }),
    after: (context, response) =>
      expectEqual(context, response, lookupRoom(ownId(context, "roomV2")), ["room_name"]),
    rejections: [
      {
        name: "rejects a name that exists",
        statuses: [611, 614, 400],
        request: (context: StepContext) => ({
          json: { owner_id: "flip-pili-user", room_name: ownId(context, "roomV2") },
        }),
      },
      {
        name: "rejects a room without an owner",
        statuses: [400],
        request: ({ settings }) => ({ json: { room_name: settings.newName() } }),
      },
    ],
  },
  { operationId: "getRoomV2", ...ofRoomV2 },
  { operationId: "listUsersV2", ...ofRoomV2 },
  {
    operationId: "kickUserV2",
    ...ofRoomV2,
    pathOf: (roomName) => ({ roomName, userId: "flip-pili-user" }),
    // Nobody is in the room.
    statuses: inactive,
  },
  {
    operationId: "deleteRoomV2",
    ...ofRoomV2,
    async after(context) {
      const id = ownId(context, "roomV2");
      await expectGone(context, { kind: "roomV2", id }, unknown, lookupRoom(id));
    },
  },
];

function lookupRoom(roomName: string) {
  return { operationId: "getRoomV2", request: { path: { roomName } } };
}
