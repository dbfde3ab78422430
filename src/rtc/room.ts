import {
  type CreateForwardJobBody,
  createForwardJob,
  createJob,
  createMergeJob,
  deleteRoom,
  kickUser,
  listUsers,
  stopMerge,
} from "../../generated/rtc/endpoints.ts";
import type { components } from "../../generated/rtc/schema.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion } from "../http/unwrap.ts";
import { requireId } from "../http/wire/serialize.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { reportsNoError } from "../qiniu/is-success-data.ts";
import { hasListOf } from "./checks.ts";
import type { RtcClient } from "./create-rtc-client.ts";
import {
  type CreateJobParams,
  type CreateMergeJobV3Params,
  checkForwardJob,
  checkJob,
  checkMergeJobV3,
} from "./job-params.ts";
import { ForwardJob, type JobData, type JobScope, MergeJob, MergeJobV3, readJob } from "./jobs.ts";
import { requireUserId } from "./names.ts";
import { type RoomTokenParams, roomToken } from "./room-token.ts";

/** User in a room. */
export type User = Readonly<components["schemas"]["User"]>;

/** Client, credentials and clock that all objects of one `Rtc` share. */
export interface RtcScope {
  readonly client: RtcClient;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

/** What identifies a room. */
interface RoomFields {
  readonly appId: string;
  readonly name: string;
  readonly roomId?: string | undefined;
}

const scopes = /* @__PURE__ */ createHidden<RtcScope>();

/** Room of an app. */
export class Room {
  /** Id of the app. */
  readonly appId: string;
  /** Name of the room. */
  readonly name: string;
  /** Id that the service has given to the room, if this object created it. */
  readonly roomId: string | undefined;

  /** @internal */
  constructor(scope: RtcScope, { appId, name, roomId }: RoomFields) {
    this.appId = appId;
    this.name = name;
    this.roomId = roomId;
    scopes.set(this, scope);
  }

  /**
   * Returns a token with which a user joins the room. Sends no request.
   *
   * @throws {InvalidArgumentError} When a value is not valid: for example, when the id of the user does not
   *   match the pattern of the service. When a key is an asynchronous function.
   */
  token(params: RoomTokenParams): string {
    const { credentials, now } = scopes.of(this);
    const { appId, name: roomName } = this;
    return roomToken(credentials, { now, ...params, version: 3, appId, roomName });
  }

  /**
   * Lists the users in the room.
   *
   * @throws {HttpError} With status 612 or 615 when nobody is in the room, or when the service rejects the
   *   request.
   */
  async users(options: RequestOptions = {}): Promise<User[]> {
    const response = listUsers(scopes.of(this).client, { ...targetOf(this), ...options });
    const isList = hasListOf("users", "userId");
    return (await unwrap(response, isList)).users ?? [];
  }

  /**
   * Removes a user from the room. The user can join again while the token is valid.
   *
   * @throws {InvalidArgumentError} When the id does not match the pattern of the service.
   * @throws {HttpError} With status 615 when the room is not active, with 612 when the user is not in it.
   */
  async kick(userId: string, options: RequestOptions = {}): Promise<void> {
    const path = { ...targetOf(this).path, userId: requireUserId("userId", userId) };
    await unwrapDeletion(kickUser(scopes.of(this).client, { path, ...options }), reportsNoError);
  }

  /**
   * Deletes the room.
   *
   * @throws {HttpError} With status 612 when the room does not exist, with 613 when it is in use.
   */
  async delete(options: RequestOptions = {}): Promise<void> {
    await unwrapDeletion(
      deleteRoom(scopes.of(this).client, { ...targetOf(this), ...options }),
      reportsNoError,
    );
  }

  /**
   * Stops the merging of streams that the app sets up with `mergePublishRtmp`. Jobs continue.
   *
   * @throws {HttpError} With status 612 or 615 when the room is not active.
   */
  async stopMerge(options: RequestOptions = {}): Promise<void> {
    await unwrapDeletion(
      stopMerge(scopes.of(this).client, { ...targetOf(this), ...options }),
      reportsNoError,
    );
  }

  /**
   * Starts a job that merges streams of the room and publishes the result.
   *
   * @param params - The `id` is chosen by the caller. Width and height are even.
   * @throws {InvalidArgumentError} When a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async createJob(params: CreateJobParams, options: RequestOptions = {}): Promise<MergeJob> {
    const body = checkJob(params);
    const scope = jobScopeOf(this);
    const response = createJob(scope.client, { ...targetOf(this), body, ...options });
    return new MergeJob(scope, await readJob(response, body.id));
  }

  /**
   * Returns a job of {@link Room.createJob} by its id without sending a request.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   */
  job(id: string): MergeJob {
    return new MergeJob(jobScopeOf(this), referTo(id));
  }

  /**
   * Starts a job that publishes the streams of one user as they are.
   *
   * @throws {InvalidArgumentError} When a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async createForwardJob(
    params: CreateForwardJobBody,
    options: RequestOptions = {},
  ): Promise<ForwardJob> {
    const body = checkForwardJob(params);
    const scope = jobScopeOf(this);
    const response = createForwardJob(scope.client, { ...targetOf(this), body, ...options });
    return new ForwardJob(scope, await readJob(response, body.id), body.playerId);
  }

  /**
   * Returns a job of {@link Room.createForwardJob} by its id without sending a request.
   *
   * @param playerId - As on creation.
   * @throws {InvalidArgumentError} When an argument is not valid.
   */
  forwardJob(id: string, playerId: string): ForwardJob {
    return new ForwardJob(jobScopeOf(this), referTo(id), requireId("playerId", playerId));
  }

  /**
   * Starts a merge job of version 3.
   *
   * @deprecated Use {@link Room.createJob}.
   * @throws {InvalidArgumentError} When a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async createMergeJobV3(
    params: CreateMergeJobV3Params,
    options: RequestOptions = {},
  ): Promise<MergeJobV3> {
    const body = checkMergeJobV3(params);
    const scope = jobScopeOf(this);
    const response = createMergeJob(scope.client, { ...targetOf(this), body, ...options });
    return new MergeJobV3(scope, await readJob(response, body.id));
  }

  /**
   * Returns a merge job of version 3 by its id without sending a request.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   */
  mergeJobV3(id: string): MergeJobV3 {
    return new MergeJobV3(jobScopeOf(this), referTo(id));
  }
}

function referTo(id: string): JobData {
  return { id: requireId("id", id) };
}

function targetOf({ appId, name }: Room): { path: { appId: string; roomName: string } } {
  return { path: { appId, roomName: name } };
}

function jobScopeOf(room: Room): JobScope {
  return { client: scopes.of(room).client, ...targetOf(room) };
}
