import type { StepRequest } from "../caller.ts";
import type { Creation } from "../created-resources.ts";
import { fieldOf, listOf, textField } from "../response.ts";
import { ownId, type PagedList } from "../state-checks.ts";
import type { ResourceStep } from "../step.ts";
import type { StepContext } from "../step-context.ts";

/** Statuses for an unknown app, room or job. Only that of a room of version 2 has been seen. */
export const unknown: readonly number[] = [612, 404];

/** Statuses of a call about a room where nobody is, which may have no effect. */
export const inactive: readonly number[] = [200, 615, 612];

/** The id of a room or job in a run: the ids in its path, joined. None of them contains a slash. */
export function joinIds(...ids: readonly string[]): string {
  return ids.join("/");
}

/** Returns the path of an app. */
export function appPath(appId: string): { appId: string } {
  return { appId };
}

/** Returns the path of a room by its joined id. */
export function roomPath(id: string): { appId: string; roomName: string } {
  const [appId = "", roomName = ""] = id.split("/");
  return { appId, roomName };
}

/** Returns the path of a job by its joined id. */
export function jobPath(id: string): { appId: string; roomName: string; jobId: string } {
  return { ...roomPath(id), jobId: id.split("/")[2] ?? "" };
}

/** Returns the path of a room of version 2. */
export function roomV2Path(roomName: string): { roomName: string } {
  return { roomName };
}

/** Returns the path of the app of the run. */
export function ownAppPath(context: StepContext): { appId: string } {
  return appPath(ownId(context, "app"));
}

/** Returns the path of the room of the run. */
export function ownRoomPath(context: StepContext): { appId: string; roomName: string } {
  return roomPath(ownId(context, "room"));
}

/** A step for the app of the run. */
export const ofApp: ResourceStep = {
  needs: ["app"],
  target: "app",
  pathOf: appPath,
  unknownId: unknown,
};

/** A step for the room of the run. */
export const ofRoom: ResourceStep = {
  needs: ["room"],
  target: "room",
  pathOf: roomPath,
  unknownId: unknown,
};

/** A room that is created: its id is in the request. */
export const roomCreation: Creation = {
  kind: "room",
  idOf: ({ path, json }) => {
    const name = textField(json, "roomName");
    return name === undefined ? undefined : joinIds(path?.["appId"] ?? "", name);
  },
  deletedBy: "deleteRoom",
  deletionRequest: (id) => ({ path: roomPath(id) }),
};

/** Describes a job that is created in a room: its id is in the request. */
export function jobCreation(
  kind: string,
  deletedBy: string,
  deletionRequest: (id: string) => StepRequest,
): Creation {
  return {
    kind,
    idOf: ({ path, json }) => {
      const id = textField(json, "id");
      if (id === undefined) return undefined;
      return joinIds(path?.["appId"] ?? "", path?.["roomName"] ?? "", id);
    },
    deletedBy,
    deletionRequest,
  };
}

/** Returns the ids of a list of apps, which may be inside an object. */
export function appIdsOf(body: unknown): string[] {
  const lists = [body, ...Object.values(Object(body))].filter((value) => Array.isArray(value));
  return listOf(lists[0]).flatMap((app) => textField(app, "appId") ?? []);
}

/** Returns the names of a page of rooms. */
export function roomsOf(body: unknown): string[] {
  return listOf(fieldOf(body, "rooms")).filter((name) => typeof name === "string");
}

/** Returns the rooms of the app of the run, whose pages continue with `offset`. */
export function pagedRooms(context: StepContext): PagedList {
  const list = async (query: { limit: number; offset?: number }) =>
    (await context.call("listRooms", { path: ownAppPath(context), query })).body;
  return {
    first: async (limit) => roomsOf(await list({ limit })),
    async pages(limit, count) {
      let names: string[] = [];
      for (let offset = 0; names.length <= count; ) {
        const body = await list({ limit, offset });
        names = names.concat(roomsOf(body));
        const next = Number(fieldOf(body, "offset"));
        if (fieldOf(body, "end") === true || !(next > offset)) break;
        offset = next;
      }
      return names;
    },
  };
}
