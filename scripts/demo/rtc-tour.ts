import { type App, HttpError, type Room, type Rtc } from "flip-pili/rtc";
import type { RecordedRequest } from "flip-pili/testing";
import {
  type Check,
  hasNoFindings,
  isSigned,
  printFields,
  printList,
  printSection,
} from "./print.ts";

/** Results of the tour. */
interface RtcTour {
  readonly app: App;
  /** Names of the rooms of the app. */
  readonly rooms: readonly string[];
  /** Ids of the users in the room, before and after one was removed. */
  readonly users: readonly (readonly string[])[];
  /** The error of a request to delete a room that is in use. */
  readonly failure: unknown;
}

/**
 * Uses an app and a room, and prints the results.
 *
 * @param join - Lets the user of a token join its room.
 */
export async function takeRtcTour(rtc: Rtc, join: (token: string) => void): Promise<RtcTour> {
  printSection("Creating an app and a room");
  const app = await rtc.createApp({ title: "demo", maxUsers: 3 });
  const room = await app.createRoom({ roomName: "demo-room" });
  printFields({ appId: app.appId, title: app.title, maxUsers: app.maxUsers, room: room.name });
  const rooms: string[] = [];
  for await (const { name } of app.rooms({ prefix: "demo" })) rooms.push(name);
  joinRoom(room, join);
  const users = [await listUsers(room)];
  printSection("Deleting the room while it is in use");
  const failure = await room.delete().catch((error: unknown) => error);
  printList([[String(failure)]]);
  printSection("Removing a user");
  await room.kick("viewer");
  users.push(await listUsers(room));
  await room.kick("host");
  printSection("Deleting the room and the app");
  await room.delete();
  await app.delete();
  printList([[room.name], [app.appId]]);
  return { app, rooms, users, failure };
}

/** Lets two users join. Tokens are created without a request. */
function joinRoom(room: Room, join: (token: string) => void): void {
  printSection("Tokens with which users join the room");
  const host = room.token({ userId: "host", permission: "admin" });
  const viewer = room.token({ userId: "viewer" });
  for (const token of [host, viewer]) join(token);
  printList([
    ["host", host],
    ["viewer", viewer],
  ]);
}

async function listUsers(room: Room): Promise<string[]> {
  const users = await room.users();
  const ids = users.map(({ userId }) => userId);
  printList([["users in the room", ids.join(", ")]]);
  return ids;
}

/** Checks the results of the tour against the requests that the server received. */
export function checkRtcTour(
  { app, rooms, users, failure }: RtcTour,
  requests: readonly RecordedRequest[],
): Check[] {
  return [
    isSigned(requests, " to RTC"),
    hasNoFindings(requests),
    { claim: "The app has the new room", holds: rooms.join() === "demo-room" },
    {
      claim: "Both users joined with their tokens, and one was removed",
      holds: JSON.stringify(users) === '[["host","viewer"],["host"]]',
    },
    {
      claim: "A room in use is not deleted: an HttpError with status 613",
      holds: failure instanceof HttpError && failure.status === 613,
    },
    {
      claim: `The app was deleted: ${app.appId}`,
      holds: requests.some(
        ({ operationId, status }) => operationId === "deleteApp" && status === 200,
      ),
    },
  ];
}
