import {
  deleteForwardJob,
  deleteMergeJob,
  stopJob,
  type UpdateMergeTracksBody,
  type UpdateMergeWatermarksBody,
  updateJob,
  updateMergeTracks,
  updateMergeWatermarks,
} from "../../generated/rtc/endpoints.ts";
import type { components } from "../../generated/rtc/schema.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { WireObject } from "../http/wire-object.ts";
import { isEmptyOrSuccess, isName } from "./checks.ts";
import type { RtcClient } from "./create-rtc-client.ts";
import {
  checkJobChanges,
  checkTracks,
  checkWatermarks,
  type UpdateJobParams,
} from "./job-params.ts";

/** Fields of a job: its id, and its status after the last request. */
export type JobData = components["schemas"]["JobResult"];

/** Client and room of a job. */
export interface JobScope {
  readonly client: RtcClient;
  readonly path: { readonly appId: string; readonly roomName: string };
}

/** Fields of a job, all of which are properties of {@link RoomJob}. */
export interface RoomJob extends Readonly<JobData> {}

/** Response of a request about a job. */
type JobResponse = Parameters<typeof unwrap<JobData>>[0];

const scopes = /* @__PURE__ */ createHidden<JobScope>();
const players = /* @__PURE__ */ createHidden<string>();

/** Job of a room. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export abstract class RoomJob extends WireObject<JobData> {
  /** @internal */
  constructor(kind: string, scope: JobScope, data: JobData) {
    super({ kind, isWritable: () => false }, data);
    scopes.set(this, scope);
  }

  /** Adopts the response of a request about this job. */
  protected async adoptFrom(response: JobResponse): Promise<this> {
    this.adopt(await readJob(response, this.id));
    return this;
  }
}

/** Job that merges streams of a room and publishes the result. */
export class MergeJob extends RoomJob {
  /** @internal */
  constructor(scope: JobScope, data: JobData) {
    super("MergeJob", scope, data);
  }

  /**
   * Changes the inputs, the outputs or the settings of the job.
   *
   * @throws {InvalidArgumentError} When no change is given, or a value is not valid.
   * @throws {HttpError} With status 612 when the job does not exist.
   */
  async update(changes: UpdateJobParams, options: RequestOptions = {}): Promise<this> {
    const { client, path } = scopes.of(this);
    const body = { ...checkJobChanges(changes), id: this.id };
    return this.adoptFrom(updateJob(client, { path, body, ...options }));
  }

  /**
   * Stops the job.
   *
   * @throws {HttpError} With status 612 when the job does not exist.
   */
  async stop(options: RequestOptions = {}): Promise<this> {
    const { client, path } = scopes.of(this);
    return this.adoptFrom(stopJob(client, { path, body: { id: this.id }, ...options }));
  }
}

/** Job that publishes the streams of one user as they are. */
export class ForwardJob extends RoomJob {
  /** @internal */
  constructor(scope: JobScope, data: JobData, playerId: string) {
    super("ForwardJob", scope, data);
    players.set(this, playerId);
  }

  /** Id of the user whose streams are forwarded. */
  get playerId(): string {
    return players.of(this);
  }

  /**
   * Stops the job.
   *
   * @throws {HttpError} With status 612 when the job does not exist.
   */
  async stop(options: RequestOptions = {}): Promise<this> {
    const { client, path } = scopes.of(this);
    const body = { id: this.id, playerId: this.playerId };
    return this.adoptFrom(deleteForwardJob(client, { path, body, ...options }));
  }
}

/** Merge job of version 3, which version 4 has replaced: see {@link MergeJob}. */
export class MergeJobV3 extends RoomJob {
  /** @internal */
  constructor(scope: JobScope, data: JobData) {
    super("MergeJobV3", scope, data);
  }

  /**
   * Adds and removes tracks (mode 0), or replaces all of them (mode 1).
   *
   * @throws {InvalidArgumentError} When a value is not valid.
   * @throws {HttpError} With status 612 when the job does not exist.
   */
  async updateTracks(changes: UpdateMergeTracksBody, options: RequestOptions = {}): Promise<this> {
    const { client } = scopes.of(this);
    const body = checkTracks(changes);
    return this.adoptFrom(updateMergeTracks(client, { ...pathOf(this), body, ...options }));
  }

  /**
   * Sets the pictures in front of the streams.
   *
   * @throws {InvalidArgumentError} When a value is not valid.
   * @throws {HttpError} With status 612 when the job does not exist.
   */
  async updateWatermarks(
    watermarks: UpdateMergeWatermarksBody["watermarks"],
    options: RequestOptions = {},
  ): Promise<this> {
    const { client } = scopes.of(this);
    const body = { watermarks: checkWatermarks(watermarks) };
    return this.adoptFrom(updateMergeWatermarks(client, { ...pathOf(this), body, ...options }));
  }

  /**
   * Stops the job.
   *
   * @throws {HttpError} With status 612 when the job does not exist.
   */
  async stop(options: RequestOptions = {}): Promise<this> {
    return this.adoptFrom(deleteMergeJob(scopes.of(this).client, { ...pathOf(this), ...options }));
  }
}

function pathOf(job: MergeJobV3): { path: JobScope["path"] & { jobId: string } } {
  return { path: { ...scopes.of(job).path, jobId: job.id } };
}

/**
 * Returns the job in a response. One without an id is the job that the request was about.
 *
 * @throws {HttpError} When the service rejects the request.
 */
export async function readJob(response: JobResponse, id: string): Promise<JobData> {
  const data = (await unwrap(response, isEmptyOrSuccess)) || {};
  return { ...data, id: "id" in data && isName(data.id) ? String(data.id) : id };
}
