import type { AppData, operations } from "../../../rtc/index.ts";
import type { FindExample } from "../../spec/find-example.ts";

/** Finds an example of the spec of RTC. */
export type FindRtcExample = FindExample<operations>;

/** An app in the mock. */
export interface AppState {
  readonly data: AppData;
  /** By name, in the order of their creation. */
  readonly rooms: Map<string, RoomState>;
}

/** A room of an app in the mock. */
export interface RoomState {
  /** Maximum number of users. 0 for that of the app. */
  readonly maxUsers: number;
  /** Ids of the users, in the order in which they have joined. */
  readonly users: Set<string>;
  /** Ids of the jobs, by kind. */
  readonly jobs: Readonly<Record<JobKind, Set<string>>>;
}

/** Kinds of jobs. Each has ids of its own. */
export type JobKind = "merge" | "mergeV3" | "forward";

/** A room of version 2 in the mock. */
export interface RoomV2State {
  readonly ownerId: string;
  /** Maximum number of users. 0 for any number. */
  readonly maxUsers: number;
  readonly users: Set<string>;
}

/** Records that the handlers work with. Each reset replaces them. */
export interface RtcContext {
  /** By id, in the order of their creation. */
  readonly apps: Map<string, AppState>;
  /** By name. */
  readonly roomsV2: Map<string, RoomV2State>;
  /** Creates a unique id of 24 hex digits. */
  readonly makeId: () => string;
  readonly findExample: FindRtcExample;
}

/** Creates a room without users. */
export function createRoomState(maxUsers: number, users: Iterable<string> = []): RoomState {
  const jobs = { merge: new Set<string>(), mergeV3: new Set<string>(), forward: new Set<string>() };
  return { maxUsers, users: new Set(users), jobs };
}

/**
 * Creates the initial records: the apps of the spec's list; the rooms of its list in the first of them,
 * the first with the users of the spec; and the spec's room of version 2.
 */
export function createInitialState(
  findExample: FindRtcExample,
): Pick<RtcContext, "apps" | "roomsV2"> {
  const listed = findExample("listApps");
  const apps = (Array.isArray(listed) ? listed : []).map((data) => {
    return [data.appId, { data, rooms: new Map<string, RoomState>() }] as const;
  });
  const users = (findExample("listUsers").users ?? []).map(({ userId }) => userId);
  const names = findExample("listRooms").rooms ?? [];
  for (const [index, name] of names.entries()) {
    apps[0]?.[1].rooms.set(name, createRoomState(0, index === 0 ? users : []));
  }
  const { room_name, owner_id = "", user_max = 0 } = findExample("getRoomV2");
  const usersV2 = (findExample("listUsersV2").active_users ?? []).map(({ user_id }) => user_id);
  const roomV2 = { ownerId: owner_id, maxUsers: user_max, users: new Set(usersV2) };
  return { apps: new Map(apps), roomsV2: new Map([[room_name, roomV2]]) };
}
