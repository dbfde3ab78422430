import {
  type CreateRoomBody,
  createRoom,
  deleteApp,
  getApp,
  type ListRoomsQuery,
  listRooms,
  type UpdateAppBody,
  updateApp,
} from "../../generated/rtc/endpoints.ts";
import type { components } from "../../generated/rtc/schema.ts";
import { requireInteger, requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import { requireMaxItems } from "../http/listing.ts";
import type { ListOptions, RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion } from "../http/unwrap.ts";
import { WireObject } from "../http/wire-object.ts";
import { reportsNoError } from "../qiniu/is-success-data.ts";
import { PageListing, pageLimit } from "../qiniu/page-listing.ts";
import { checkCreateRoom, checkUpdateApp } from "./app-params.ts";
import { hasAppId, isEmptyOrSuccess, requireString } from "./checks.ts";
import { requireRoomName } from "./names.ts";
import { Room, type RtcScope } from "./room.ts";
import {
  isRoomPage,
  nextOffset,
  type RoomListing,
  type RoomPage,
  readRoomPage,
} from "./room-listing.ts";

/** Fields of an app. */
export type AppData = components["schemas"]["App"];

/** Filters of `app.rooms()`. */
export type ListRoomsParams = ListRoomsQuery;

/** Fields of an app, all of which are properties of {@link App}. */
export interface App extends Readonly<AppData> {}

/**
 * App whose id alone is known. The other fields are set after `refresh()`.
 */
export type AppReference = Omit<App, Exclude<keyof AppData, "appId">> & Partial<AppData>;

const scopes = /* @__PURE__ */ createHidden<RtcScope>();

/**
 * App: the settings that its rooms share. Its fields are read-only: change them with {@link App.update}.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class App extends WireObject<AppData & { id: string }> {
  /** Id of the app, the same as `appId`. */
  declare readonly id: string;

  /** @internal */
  constructor(scope: RtcScope, data: AppData) {
    super({ kind: "App", isWritable: () => false }, identify(data));
    scopes.set(this, scope);
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 612 when the app does not exist.
   */
  async refresh(options: RequestOptions = {}): Promise<App> {
    const path = { appId: this.id };
    const response = getApp(scopes.of(this).client, { path, ...options });
    this.adopt(identify(await unwrap(response, hasAppId)));
    return this;
  }

  /**
   * Updates the given fields, and all fields of this object from the response.
   *
   * @throws {InvalidArgumentError} When no change is given, or a value is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async update(changes: UpdateAppBody, options: RequestOptions = {}): Promise<App> {
    const body = checkUpdateApp(changes);
    const path = { appId: this.id };
    const response = updateApp(scopes.of(this).client, { path, body, ...options });
    const data = await unwrap(response, isEmptyOrSuccess);
    // The response to changes of the event callbacks is not known.
    this.adopt(
      hasAppId(data) ? identify(data) : Object.assign({ ...this.details }, fieldsOf(body)),
    );
    return this;
  }

  /**
   * Deletes the app.
   *
   * @throws {HttpError} With status 612 when the app does not exist.
   */
  async delete(options: RequestOptions = {}): Promise<void> {
    const path = { appId: this.id };
    await unwrapDeletion(deleteApp(scopes.of(this).client, { path, ...options }), reportsNoError);
  }

  /**
   * Creates a room with settings of its own.
   *
   * @throws {InvalidArgumentError} When a parameter is not valid.
   * @throws {HttpError} With status 611 or 614 when the room exists, or when the service rejects the
   *   request.
   */
  async createRoom(params: CreateRoomBody, options: RequestOptions = {}): Promise<Room> {
    const body = checkCreateRoom(params);
    const path = { appId: this.id };
    const response = createRoom(scopes.of(this).client, { path, body, ...options });
    const data = await unwrap(response, isEmptyOrSuccess);
    const { roomId } = data ?? {};
    return new Room(scopes.of(this), { appId: this.id, name: body.roomName, roomId });
  }

  /**
   * Returns a room by its name without sending a request.
   *
   * @throws {InvalidArgumentError} When the name does not match the pattern of the service.
   */
  room(name: string): Room {
    return new Room(scopes.of(this), { appId: this.id, name: requireRoomName("name", name) });
  }

  /**
   * Lists the rooms of the app. Await the result to get one page, or iterate over it with `for await` to
   * get all rooms. With `maxItems` in the options, both end after that many rooms.
   *
   * Requests are sent, and errors thrown, only on awaiting or iterating.
   *
   * @param params - `limit` is 100 by default.
   * @throws {InvalidArgumentError} When a filter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  rooms(params: ListRoomsParams = {}, options: ListOptions = {}): RoomListing {
    const { client } = scopes.of(this);
    const { maxItems, ...settings } = requireObject("options", options);
    const path = { appId: this.id };
    const fetchPage = async (start: number | undefined, left: number | undefined) => {
      const { limit: wanted = defaultLimit, ...filters } = checkListParams(params);
      const limit = pageLimit(wanted, left, defaultLimit);
      const query = { ...filters, offset: start, limit };
      const result = await listRooms(client, { path, query, ...settings });
      const data = await unwrap(Promise.resolve(result), isRoomPage);
      const createRoomOf = (name: string) => new Room(scopes.of(this), { appId: this.id, name });
      return { page: readRoomPage(data, start, createRoomOf), response: result.response, data };
    };
    return new PageListing<Room, RoomPage, number>({
      fetchPage,
      start: Object(params).offset,
      nextOf: nextOffset,
      loopProblem: "with an offset that was used before",
      maxItems: requireMaxItems(maxItems),
    });
  }
}

/** Number of rooms that the clients of the service request. */
const defaultLimit = 100;

function checkListParams(params: ListRoomsParams): ListRoomsParams {
  const { prefix, offset, limit } = requireObject("params", params);
  if (prefix !== undefined) requireString("prefix", prefix);
  if (offset !== undefined) requireInteger("offset", offset, 0, Number.MAX_SAFE_INTEGER);
  if (limit !== undefined) requireInteger("limit", limit, 1, 2 ** 31 - 1);
  return params;
}

/** Adds the id that the base class expects. */
function identify(data: AppData): AppData & { id: string } {
  const appId = String(data.appId);
  return { ...data, appId, id: appId };
}

/** Returns the fields of an app that a request has set. */
function fieldsOf({ eventCbSecret: _, ...changes }: UpdateAppBody): Partial<AppData> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
