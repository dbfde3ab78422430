import { isPlainObject } from "./argument-checks.ts";
import { HttpError, type RequestLine } from "./errors.ts";
import { requestLine } from "./send/messages.ts";
import { isRepeatedDeletion } from "./send/send.ts";
import type { ApiResponse } from "./transport/response.ts";
import { convertUnsafeIntegers } from "./wire/parse-json.ts";
import { hasId, isListOfObjects } from "./wire-object.ts";

/** The part of an endpoint's result that {@link unwrap} reads. */
export interface EndpointResult<Data> {
  data?: Data;
  error?: unknown;
  response: ApiResponse;
}

/** Returns whether the data of a 2xx response has the expected form. */
type Expectation = (data: unknown) => boolean;

/** Options of {@link unwrap}. */
export interface UnwrapOptions<Integer> {
  /**
   * Converts the digits of integers that a number cannot represent: `BigInt`, `Number`, which rounds
   * them, or a function of your own. Without it they are text.
   */
  readonly largeIntegers: (digits: string) => Integer;
}

/** Data whose large integers have been converted. The text of one has the type `${bigint}`. */
type WithIntegers<Data, Integer> = Data extends string
  ? IsDigits<Data> extends true
    ? Integer
    : Data
  : Data extends Blob | null | undefined
    ? Data
    : { [Key in keyof Data]: WithIntegers<Data[Key], Integer> };

type IsDigits<Text> = `${bigint}` extends Text ? (string extends Text ? false : true) : false;

/**
 * Returns the data of an endpoint's result.
 *
 * @param check - Rejects a success with unexpected data. By default only the error object with status
 *   200 that old servers send is rejected. Or options.
 * @throws {HttpError} When the status is outside 2xx, or the data is not what was expected.
 * @example
 * const videos = await unwrap(listVideos(client));
 * const exact = await unwrap(listVideos(client), { largeIntegers: BigInt });
 */
export function unwrap<Data>(
  result: Promise<EndpointResult<Data>>,
  check?: Expectation,
): Promise<Data>;
export function unwrap<Data, Integer>(
  result: Promise<EndpointResult<Data>>,
  options: UnwrapOptions<Integer>,
): Promise<WithIntegers<Data, Integer>>;
export async function unwrap<Data>(
  result: Promise<EndpointResult<Data>>,
  check: Expectation | UnwrapOptions<unknown> = isNoErrorObject,
): Promise<unknown> {
  const { data, error, response } = await result;
  const isExpected = typeof check === "function" ? check : isNoErrorObject;
  if (!response.ok) throw new HttpError(requestLineOf(response), response, error);
  if (!isExpected(data)) {
    const hasReason = "error" in Object(data);
    const problem = hasReason ? undefined : "with an unexpected body";
    throw new HttpError(requestLineOf(response), response, data, problem);
  }
  // A 204 has no data, and `Data` then includes `undefined`.
  if (typeof check === "function" || !(isPlainObject(data) || Array.isArray(data))) return data;
  return convertUnsafeIntegers(await response.text(), check.largeIntegers);
}

/**
 * Returns the data of a deletion: an empty object when the response has no body, or when an earlier
 * attempt of the same call has deleted the object.
 *
 * @param check - As that of {@link unwrap}.
 * @throws {HttpError} When the service rejects the request.
 */
export async function unwrapDeletion<Data extends object>(
  result: Promise<EndpointResult<Data | undefined>>,
  check?: Expectation,
): Promise<Data> {
  const { response } = await result;
  const data = isRepeatedDeletion(response) ? undefined : await unwrap(result, check);
  return data ?? ({} as Data); // All fields of a deletion are optional.
}

/**
 * Returns the items of a list: none when the body is `null` or missing.
 *
 * @throws {HttpError} When the service rejects the request, or the body is not a list of objects.
 */
export async function unwrapList<Item>(result: Promise<EndpointResult<Item[]>>): Promise<Item[]> {
  return (await unwrap(result, (data) => isListOfObjects(data ?? []))) ?? [];
}

/**
 * Returns the object after an update, or `undefined` when the response does not contain it.
 *
 * @throws {HttpError} When the service rejects the request, or the body is something else.
 */
export async function unwrapUpdate<Data extends object>(
  result: Promise<EndpointResult<Data>>,
): Promise<Data | undefined> {
  const data = await unwrap(result, (body) => hasId(body) || isEmpty(body));
  return hasId(data) ? data : undefined;
}

function isEmpty(body: unknown): boolean {
  if (body === undefined || body === null) return true;
  return isPlainObject(body) && Object.keys(body).length === 0;
}

/**
 * Returns the fields of a response, all of which are optional: none when the body is `null` or missing.
 *
 * @throws {HttpError} When the service rejects the request.
 */
export async function unwrapFields<Data extends object>(
  result: Promise<EndpointResult<Data>>,
): Promise<Data> {
  return (await unwrap(result)) ?? ({} as Data);
}

const errorFields = new Set(["error", "message", "errno", "code"]);

/** Returns whether a body is something else than the fields of an error. */
function isNoErrorObject(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("error" in data)) return true;
  return !Object.keys(data).every((key) => errorFields.has(key));
}

/** Returns the method and URL that a response belongs to, also one that middleware has created. */
export function requestLineOf(
  response: Pick<ApiResponse, "url"> & Partial<RequestLine>,
): RequestLine {
  const { method = "Request", url } = response;
  return requestLine({ method, url });
}
