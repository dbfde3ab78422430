import {
  type CreateAppBody,
  type CreateRoomV2Body,
  createApp,
  createRoomV2,
  getApp,
  listApps,
} from "../../generated/rtc/endpoints.ts";
import type { paths } from "../../generated/rtc/schema.ts";
import { requireInteger, requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { requireId } from "../http/wire/serialize.ts";
import { createQiniuClient } from "../qiniu/create-qiniu-client.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";
import { App, type AppData, type AppReference } from "./app.ts";
import { checkCreateApp } from "./app-params.ts";
import { hasAppId, isEmptyOrSuccess, isName } from "./checks.ts";
import { type RtcOptions, readRtcOptions } from "./options.ts";
import type { RtcScope } from "./room.ts";
import { RoomV2 } from "./room-v2.ts";

const scopes = /* @__PURE__ */ createHidden<RtcScope>();

/**
 * Real-time audio and video: the apps of an account, and their rooms.
 *
 * @example
 * const rtc = new Rtc(new Credentials("qiniu_access_key", "qiniu_secret_key"));
 * const token = rtc.app("app_id").room("room1").token({ userId: "user1" });
 */
export class Rtc {
  /** @throws {InvalidArgumentError} When an argument is not valid. */
  constructor(credentials: Credentials, options: RtcOptions = {}) {
    const settings = readRtcOptions(options);
    const client = createQiniuClient<paths>(credentials, settings);
    scopes.set(this, { client, credentials, now: settings.now });
  }

  /**
   * Lists the apps of the account.
   *
   * @throws {HttpError} When the service rejects the request, or the response contains no list of apps.
   */
  async apps(options: RequestOptions = {}): Promise<App[]> {
    const scope = scopes.of(this);
    const data = await unwrap(
      listApps(scope.client, options),
      (body) => findApps(body) !== undefined,
    );
    return (findApps(data) ?? []).map((app) => new App(scope, app));
  }

  /**
   * Creates an app. The service chooses its id.
   *
   * @throws {InvalidArgumentError} When a setting is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async createApp(params: CreateAppBody = {}, options: RequestOptions = {}): Promise<App> {
    const body = checkCreateApp(params);
    const response = createApp(scopes.of(this).client, { body, ...options });
    return new App(scopes.of(this), await unwrap(response, hasAppId));
  }

  /**
   * Retrieves an app.
   *
   * @throws {HttpError} With status 612 when no app has this id.
   */
  async getApp(id: string, options: RequestOptions = {}): Promise<App> {
    const path = { appId: requireId("id", id) };
    const response = getApp(scopes.of(this).client, { path, ...options });
    return new App(scopes.of(this), await unwrap(response, hasAppId));
  }

  /**
   * Returns an app by its id without sending a request.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   */
  app(id: string): AppReference {
    return new App(scopes.of(this), { appId: requireId("id", id) });
  }

  /**
   * Creates a room of version 2, which belongs to no app.
   *
   * @param params - Without `room_name`, the service chooses the name.
   * @throws {InvalidArgumentError} When a parameter is not valid.
   * @throws {HttpError} With status 611 when the room exists, or when the service rejects the request.
   */
  async createRoomV2(params: CreateRoomV2Body, options: RequestOptions = {}): Promise<RoomV2> {
    const body = checkRoomV2(params);
    const isRoom = (data: unknown) =>
      isEmptyOrSuccess(data) && isName(Object(data).room_name ?? body.room_name);
    const response = createRoomV2(scopes.of(this).client, { body, ...options });
    const name = Object(await unwrap(response, isRoom)).room_name ?? body.room_name;
    return new RoomV2(scopes.of(this), String(name));
  }

  /**
   * Returns a room of version 2 by its name without sending a request.
   *
   * @throws {InvalidArgumentError} When the name is not valid.
   */
  roomV2(name: string): RoomV2 {
    return new RoomV2(scopes.of(this), requireId("name", name));
  }
}

/**
 * Returns the apps in a response, whose shape is not known: a list, or an object that contains one. A list
 * that is null is empty.
 */
function findApps(body: unknown): AppData[] | undefined {
  if (body === null || body === undefined) return [];
  const values = [body, ...Object.values(Object(body))];
  const apps = values.find((value) => Array.isArray(value));
  if (apps === undefined) return isSuccessData(body) && values.includes(null) ? [] : undefined;
  return apps.every(hasAppId) ? apps : undefined;
}

function checkRoomV2(params: CreateRoomV2Body): CreateRoomV2Body {
  const { owner_id, room_name, user_max } = requireObject("params", params);
  requireId("owner_id", owner_id);
  if (room_name !== undefined) requireId("room_name", room_name);
  if (user_max !== undefined) requireInteger("user_max", user_max, 1, 2 ** 31 - 1);
  return params;
}
