import {
  requireFunction,
  requireKnownOptions,
  requireObject,
  requireOneOf,
  requireText,
} from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { signWithData } from "../qiniu/sign-with-data.ts";
import { requireSeconds, toUnixSeconds } from "../qiniu/unix-seconds.ts";
import { requireRoomName, requireUserId } from "./names.ts";

/** What a user may do in a room. */
export type RoomPermission = "admin" | "user";

/** A user, and what a token lets the user do. */
export interface RoomTokenParams {
  /** Id of the user. In version 3, 3 to 50 letters, digits, underscores and hyphens. */
  userId: string;
  /**
   * What the user may do in the room.
   *
   * @default "user"
   */
  permission?: RoomPermission | undefined;
  /**
   * Time at which the token expires, in Unix seconds.
   *
   * @default an hour from now, in version 2 half an hour
   */
  expiresAt?: number | undefined;
}

/** Options of {@link roomToken} for a room of an app. */
export interface AppRoomTokenOptions extends RoomTokenParams {
  /** @default 3 */
  version?: 3 | undefined;
  /** Id of the app. */
  appId: string;
  /** Name of the room: 3 to 64 letters, digits, underscores and hyphens. */
  roomName: string;
  /**
   * Returns the current time.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** Options of {@link roomToken} for a room of version 2. */
export interface RoomV2TokenOptions extends Omit<AppRoomTokenOptions, "version" | "appId"> {
  version: 2;
  /** Only rooms of version 3 belong to an app. */
  appId?: undefined;
}

const knownOptions: Readonly<Record<keyof AppRoomTokenOptions, true>> = {
  version: true,
  appId: true,
  roomName: true,
  userId: true,
  permission: true,
  expiresAt: true,
  now: true,
};

/** Default validity in seconds, by version. */
const validitySeconds = { 2: 1_800, 3: 3_600 } as const;

/**
 * Returns a token with which a user joins a room, signed with the keys of the account. The service does
 * not create tokens, so no request is sent.
 *
 * @throws {InvalidArgumentError} When an option is not valid: for example, when a name does not match the
 *   pattern of the service. When a key is an asynchronous function.
 * @example
 * const token = roomToken(credentials, { appId: "app_id", roomName: "room1", userId: "user1" });
 */
export function roomToken(
  credentials: Credentials,
  options: AppRoomTokenOptions | RoomV2TokenOptions,
): string {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { version = 3 } = options;
  if (version !== 2 && version !== 3) throw new InvalidArgumentError("version", "must be 2 or 3");
  const fields = version === 3 ? fieldsOfAppRoom(options) : fieldsOfRoomV2(options);
  return signWithData(credentials, JSON.stringify(fields));
}

function fieldsOfAppRoom({ appId, roomName, userId, ...rest }: TokenOptions): object {
  return {
    appId: requireText("appId", appId),
    roomName: requireRoomName("roomName", roomName),
    userId: requireUserId("userId", userId),
    expireAt: expiryOf(rest, validitySeconds[3]),
    permission: permissionOf(rest),
  };
}

function fieldsOfRoomV2({ appId, roomName, userId, ...rest }: TokenOptions): object {
  if (appId !== undefined) {
    throw new InvalidArgumentError(
      "appId",
      "must not be given in version 2: its rooms belong to no app",
    );
  }
  return {
    version: "2.0",
    room_name: requireText("roomName", roomName),
    user_id: requireText("userId", userId),
    perm: permissionOf(rest),
    expire_at: expiryOf(rest, validitySeconds[2]),
  };
}

type TokenOptions = AppRoomTokenOptions | RoomV2TokenOptions;
type CommonOptions = Pick<TokenOptions, "permission" | "expiresAt" | "now">;

function permissionOf({ permission = "user" }: CommonOptions): RoomPermission {
  return requireOneOf("permission", permission, ["admin", "user"]);
}

function expiryOf({ expiresAt, now = () => new Date() }: CommonOptions, validity: number): number {
  if (expiresAt !== undefined) return requireSeconds("expiresAt", expiresAt);
  return toUnixSeconds(requireFunction("now", now)()) + validity;
}
