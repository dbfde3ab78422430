import { deleteRoomV2, getRoomV2, kickUserV2, listUsersV2 } from "../../generated/rtc/endpoints.ts";
import type { components } from "../../generated/rtc/schema.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion } from "../http/unwrap.ts";
import { requireId } from "../http/wire/serialize.ts";
import { isSuccessData, reportsNoError } from "../qiniu/is-success-data.ts";
import { hasListOf } from "./checks.ts";
import type { RtcScope } from "./room.ts";
import { type RoomTokenParams, roomToken } from "./room-token.ts";

/** Fields of a room of version 2. */
export type RoomV2Data = Readonly<components["schemas"]["RoomV2"]>;

/** User in a room of version 2. */
export type UserV2 = Readonly<components["schemas"]["UserV2"]>;

const scopes = /* @__PURE__ */ createHidden<RtcScope>();

/** Room of version 2, which has an owner and belongs to no app. */
export class RoomV2 {
  /** Name of the room. */
  readonly name: string;

  /** @internal */
  constructor(scope: RtcScope, name: string) {
    this.name = name;
    scopes.set(this, scope);
  }

  /**
   * Returns a token with which a user joins the room. Sends no request.
   *
   * @throws {InvalidArgumentError} When a value is not valid, or a key is an asynchronous function.
   */
  token(params: RoomTokenParams): string {
    const { credentials, now } = scopes.of(this);
    return roomToken(credentials, { now, ...params, version: 2, roomName: this.name });
  }

  /**
   * Retrieves the owner, the limits and the status of the room.
   *
   * @throws {HttpError} With status 612 when the room does not exist.
   */
  async info(options: RequestOptions = {}): Promise<RoomV2Data> {
    const response = getRoomV2(scopes.of(this).client, { ...targetOf(this), ...options });
    return unwrap(response, isSuccessData);
  }

  /**
   * Lists the users in the room.
   *
   * @throws {HttpError} With status 612 when the room does not exist.
   */
  async users(options: RequestOptions = {}): Promise<UserV2[]> {
    const response = listUsersV2(scopes.of(this).client, { ...targetOf(this), ...options });
    const isList = hasListOf("active_users", "user_id");
    return (await unwrap(response, isList)).active_users ?? [];
  }

  /**
   * Removes a user from the room.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   * @throws {HttpError} With status 612 when the room or the user does not exist.
   */
  async kick(userId: string, options: RequestOptions = {}): Promise<void> {
    const path = { ...targetOf(this).path, userId: requireId("userId", userId) };
    await unwrapDeletion(kickUserV2(scopes.of(this).client, { path, ...options }), reportsNoError);
  }

  /**
   * Deletes the room.
   *
   * @throws {HttpError} With status 612 when the room does not exist, with 613 when it is in use.
   */
  async delete(options: RequestOptions = {}): Promise<void> {
    await unwrapDeletion(
      deleteRoomV2(scopes.of(this).client, { ...targetOf(this), ...options }),
      reportsNoError,
    );
  }
}

function targetOf({ name }: RoomV2): { path: { roomName: string } } {
  return { path: { roomName: name } };
}
