import type {
  CreateForwardJobBody,
  CreateJobBody,
  CreateMergeJobBody,
  UpdateJobBody,
  UpdateMergeTracksBody,
  UpdateMergeWatermarksBody,
} from "../../generated/rtc/endpoints.ts";
import {
  requireInteger,
  requireKind,
  requireObject,
  requireOneOf,
  requireText,
  requireThat,
} from "../http/argument-checks.ts";
import { requireId } from "../http/wire/serialize.ts";
import { requireUserId } from "./names.ts";

/** Parameters of `room.createJob()`. */
export interface CreateJobParams extends CreateJobBody {
  /** Id of the job, which the caller chooses. */
  id: string;
}

/** Changes of `job.update()`. */
export type UpdateJobParams = Omit<UpdateJobBody, "id">;

/** Parameters of `room.createMergeJobV3()`. */
export interface CreateMergeJobV3Params extends CreateMergeJobBody {
  /** Id of the job, which the caller chooses. */
  id: string;
}

const stretchModes = ["aspectFill", "aspectFit", "scaleToFit"] as const;
const maxInteger = 2 ** 31 - 1;

/**
 * Checks a new job of version 4.
 *
 * @throws {InvalidArgumentError} When a parameter is not valid. The error names it: `inputs[0].userId`.
 */
export function checkJob(params: CreateJobParams): CreateJobParams {
  requireId("id", requireObject("params", params).id);
  checkJobFields(params);
  return params;
}

/**
 * Checks the changes of a job of version 4.
 *
 * @throws {InvalidArgumentError} When no change is given, or a value is not valid.
 */
export function checkJobChanges(changes: UpdateJobParams): UpdateJobParams {
  const isChange = Object.values(requireObject("changes", changes)).some(
    (value) => value !== undefined,
  );
  requireThat(isChange, "changes", "must contain a field to change");
  checkJobFields(changes);
  return changes;
}

function checkJobFields({ inputs, outputs, config }: UpdateJobParams): void {
  each("inputs", inputs, (name, { kind, userId, url, stretchMode }) => {
    if (kind !== undefined) requireOneOf(`${name}.kind`, kind, ["media", "image"]);
    if (kind === "media" || userId !== undefined) requireUserId(`${name}.userId`, userId);
    if (kind === "image") requireText(`${name}.url`, url);
    checkStretchMode(name, stretchMode);
  });
  each("outputs", outputs, (name, { url }) => requireText(`${name}.url`, url));
  if (config === undefined) return;
  const { fps, kbps, width, height, stretchMode } = requireObject("config", config);
  for (const [name, value] of Object.entries({ fps, kbps, width, height })) {
    if (value !== undefined) requireInteger(`config.${name}`, value, 1, maxInteger);
  }
  for (const [name, value] of Object.entries({ width, height })) {
    requireThat((value ?? 0) % 2 === 0, `config.${name}`, "must be an even number");
  }
  checkStretchMode("config", stretchMode);
}

/**
 * Checks a new forward job.
 *
 * @throws {InvalidArgumentError} When a parameter is not valid. The error names it: `tracks[0].trackId`.
 */
export function checkForwardJob(params: CreateForwardJobBody): CreateForwardJobBody {
  const { id, playerId, publishUrl, tracks } = requireObject("params", params);
  requireId("id", id);
  requireText("playerId", playerId);
  if (publishUrl !== undefined) requireText("publishUrl", publishUrl);
  each("tracks", tracks, (name, { trackId }) => requireText(`${name}.trackId`, trackId));
  return params;
}

/**
 * Checks a new merge job of version 3.
 *
 * @throws {InvalidArgumentError} When a parameter is not valid. The error names it: `waterMarks[0].url`.
 */
export function checkMergeJobV3(params: CreateMergeJobV3Params): CreateMergeJobV3Params {
  const { id, publishUrl, background, waterMarks, userInfos, stretchMode } = requireObject(
    "params",
    params,
  );
  const { width, height, fps, kbps } = params;
  requireId("id", id);
  for (const [name, value] of Object.entries({ width, height, fps, kbps })) {
    if (value !== undefined) requireInteger(name, value, 1, maxInteger);
  }
  if (publishUrl !== undefined) requireText("publishUrl", publishUrl);
  if (background !== undefined) checkPicture("background", background);
  each("waterMarks", waterMarks, checkPicture);
  each("userInfos", userInfos, (name, user) => {
    requireUserId(`${name}.userId`, user.userId);
    checkStretchMode(name, user.stretchMode);
  });
  checkStretchMode("", stretchMode);
  return params;
}

/**
 * Checks the changes of the tracks of a merge job.
 *
 * @throws {InvalidArgumentError} When the mode does not fit the lists, or a track is not valid.
 */
export function checkTracks(changes: UpdateMergeTracksBody): UpdateMergeTracksBody {
  const { mode, add, remove, all } = requireObject("changes", changes);
  requireThat(
    mode === 0 || mode === 1,
    "mode",
    "must be 0, to add and remove, or 1, to replace all",
  );
  const isUseless = mode === 0 ? all !== undefined : add !== undefined || remove !== undefined;
  requireThat(!isUseless, "mode", "must be 0 with add and remove, or 1 with all");
  for (const [name, tracks] of Object.entries({ add, remove, all })) {
    each(name, tracks, (item, { trackID, stretchMode }) => {
      requireText(`${item}.trackID`, trackID);
      checkStretchMode(item, stretchMode);
    });
  }
  return changes;
}

/**
 * Checks pictures in front of streams.
 *
 * @throws {InvalidArgumentError} When a picture is not valid. The error names it: `watermarks[0].url`.
 */
export function checkWatermarks(watermarks: Watermarks): Watermarks {
  requireKind(Array.isArray(watermarks), "watermarks", watermarks, "an array of pictures");
  each("watermarks", watermarks, checkPicture);
  return watermarks;
}

type Watermarks = UpdateMergeWatermarksBody["watermarks"];

function checkPicture(name: string, picture: Watermarks[number]): void {
  const { url, stretchMode } = requireObject(name, picture);
  requireText(`${name}.url`, url);
  checkStretchMode(name, stretchMode);
}

function checkStretchMode(owner: string, stretchMode: unknown): void {
  if (stretchMode === undefined) return;
  requireOneOf(owner === "" ? "stretchMode" : `${owner}.stretchMode`, stretchMode, stretchModes);
}

/** Checks each object of an optional list. */
function each<Item extends object>(
  argument: string,
  items: readonly Item[] | undefined,
  check: (name: string, item: Item) => void,
): void {
  if (items === undefined) return;
  requireKind(Array.isArray(items), argument, items, "an array");
  for (const [index, item] of items.entries()) {
    const name = `${argument}[${index}]`;
    check(name, requireObject(name, item));
  }
}
