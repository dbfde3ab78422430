import { HttpError } from "./errors.ts";
import { requestLineOf } from "./send/response.ts";

/** The part of an endpoint's result that {@link unwrap} looks at. */
interface EndpointResult<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Says whether the data of a 2xx answer is what the caller can work with. */
type Expectation = (data: unknown) => boolean;

/**
 * Turns an endpoint's result into its data.
 *
 * @param isExpected - Refuses a success that does not carry what it should. Without it, only the
 *   error object with status 200 that old servers send is refused.
 * @throws {HttpError} When the status is outside 2xx, or the data is not what was expected.
 * @example
 * const videos = await unwrap(listVideos(client));
 */
export async function unwrap<Data>(
  result: Promise<EndpointResult<Data>>,
  isExpected: Expectation = (data) => !isErrorObject(data),
): Promise<Data> {
  const { data, error, response } = await result;
  if (!response.ok) throw new HttpError(requestLineOf(response), response, error);
  if (!isExpected(data)) {
    const saysWhy = "error" in Object(data);
    const problem = saysWhy ? undefined : "with an unexpected body";
    throw new HttpError(requestLineOf(response), response, data, problem);
  }
  return data as Data; // Undefined for 204, and then Data says so.
}

const errorFields = new Set(["error", "message", "errno", "code"]);

/** Whether this is what an error body holds, and nothing besides. */
function isErrorObject(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("error" in data)) return false;
  return Object.keys(data).every((key) => errorFields.has(key));
}
