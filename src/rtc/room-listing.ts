import type { ListRoomsData } from "../../generated/rtc/endpoints.ts";
import { isSet } from "../http/argument-checks.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";
import type { PageListing } from "../qiniu/page-listing.ts";
import { isName } from "./checks.ts";
import type { Room } from "./room.ts";

/** One page of the rooms of an app. */
export interface RoomPage {
  readonly items: Room[];
  /** Value of `offset` that requests the next page. */
  readonly offset: number;
  /** Whether this is the last page. */
  readonly end: boolean;
}

/**
 * Rooms of an app, listed in pages.
 *
 * Await it to get one page, or iterate over it with `for await` to get every room from that page on.
 */
export type RoomListing = PageListing<Room, RoomPage, number>;

/** Returns whether data is a page of rooms. `rooms` is null when there are none. */
export function isRoomPage(data: unknown): boolean {
  if (!isSuccessData(data)) return false;
  const rooms = (data as { rooms?: unknown }).rooms ?? [];
  return Array.isArray(rooms) && rooms.every(isName);
}

/** Reads a page. Without an offset in the response, the next page starts after its rooms. */
export function readRoomPage(
  { rooms, offset, end }: ListRoomsData,
  start: number = 0,
  createRoom: (name: string) => Room,
): RoomPage {
  const names = rooms ?? [];
  const next =
    isSet(offset) && /^\d+$/.test(String(offset)) ? Number(offset) : start + names.length;
  const items = names.map((name) => createRoom(String(name)));
  return { items, offset: next, end: end === true || String(end) === "true" || items.length === 0 };
}

/** Returns the offset of the next page, or `undefined` after the last one. */
export function nextOffset({ offset, end }: RoomPage): number | undefined {
  return end ? undefined : offset;
}
