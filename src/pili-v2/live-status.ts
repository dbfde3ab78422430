import { type GetLiveStatusResult, listLiveStatuses } from "../../generated/pili-v2/endpoints.ts";
import type { components } from "../../generated/pili-v2/schema.ts";
import { isPlainObject, requireItems } from "../http/argument-checks.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";
import { requireStreamKey } from "./encoded-key.ts";
import type { HubScope } from "./hub-scope.ts";

/** Push in progress: its start in Unix seconds, the publisher, and the rates in bits and frames per second. */
export type LiveStatus = components["schemas"]["LiveStatus"];

/** Push in progress of one of several streams. */
export type ListedLiveStatus = components["schemas"]["ListedLiveStatus"];

/** Status of a stream that is not live. */
const noLive = 619;

/**
 * Returns the push in progress, or `undefined` when the stream is not live: the service reports that with
 * status 619, with status 404, or with zeros.
 *
 * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
 */
export async function readLiveStatus(
  request: Promise<GetLiveStatusResult>,
): Promise<LiveStatus | undefined> {
  const result = await request;
  const { error, response } = result;
  if (response.status === noLive || (response.status === 404 && isNotLive(error))) return undefined;
  const data = await unwrap<LiveStatus | undefined>(Promise.resolve(result), isStatus);
  return data && isLive(data) ? data : undefined;
}

/** A 404 of another server, or about a hub, has another text. */
function isNotLive(body: unknown): boolean {
  const { error } = Object(body) as { error?: unknown };
  return /^\s*(not found|no live)\s*$/i.test(String(error));
}

function isStatus(data: unknown): boolean {
  return data === undefined || data === null || isSuccessData(data);
}

function isLive({ startAt }: LiveStatus): boolean {
  return Number(startAt) > 0;
}

/** Greatest number of keys of a request. */
const batchSize = 100;

/**
 * Lists the pushes in progress of any number of streams, in requests of 100 keys.
 *
 * @throws {InvalidArgumentError} When the keys are not an array of texts.
 * @throws {HttpError} When the service rejects a request.
 */
export async function fetchLiveStatuses(
  { client, hub }: HubScope,
  keys: readonly string[],
  options: RequestOptions,
): Promise<ListedLiveStatus[]> {
  const wanted = [...new Set(requireKeys(keys))];
  const statuses: ListedLiveStatus[] = [];
  for (let start = 0; start < wanted.length; start += batchSize) {
    const body = { items: wanted.slice(start, start + batchSize) };
    const response = listLiveStatuses(client, { path: { hub }, body, ...options });
    const { items } = await unwrap(response, isLiveStatusList);
    const live = (items ?? []).filter((item) => isPlainObject(item) && isLive(item));
    for (const item of live) statuses.push(withTextKey(item));
  }
  return statuses;
}

/** A key that consists of digits may arrive as a number. */
function withTextKey(status: ListedLiveStatus): ListedLiveStatus {
  return typeof status.key === "number" ? { ...status, key: String(status.key) } : status;
}

function requireKeys(keys: readonly string[]): readonly string[] {
  const isKey = (key: unknown) => typeof key === "string" && key.trim() !== "";
  const form = { array: "an array of stream keys", item: "must be the key of a stream" };
  const texts = requireItems("keys", keys, isKey, form);
  return texts.map((key, index) => requireStreamKey(`keys[${index}]`, key));
}

function isLiveStatusList(data: unknown): boolean {
  return isSuccessData(data) && Array.isArray((data as { items?: unknown }).items ?? []);
}
