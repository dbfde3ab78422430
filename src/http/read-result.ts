import type { ParseAs } from "openapi-fetch";
import type { WireResponse } from "./send/wire-response.ts";
import { parseJson } from "./wire/parse-json.ts";

/** Result of a call, in the form of openapi-fetch. */
export interface CallResult {
  data?: unknown;
  error?: unknown;
  response: Response | WireResponse;
}

/**
 * Reads the body of a response: the data of a success, or the error of a failure.
 *
 * @throws {HttpError} When the body of a success cannot be read as the caller expects it.
 */
export async function readResult(
  response: Response | WireResponse,
  method: string,
  parseAs: ParseAs,
): Promise<CallResult> {
  const { ok } = response;
  if (isEmpty(response, method))
    return ok ? { data: undefined, response } : { error: undefined, response };
  return ok
    ? { data: await readData(response, parseAs), response }
    : { error: await readError(response), response };
}

function isEmpty({ status, headers }: Response | WireResponse, method: string): boolean {
  return status === 204 || method === "HEAD" || headers.get("Content-Length") === "0";
}

async function readData(response: Response | WireResponse, parseAs: ParseAs): Promise<unknown> {
  if (parseAs === "stream") return response.body;
  // A response that middleware has created may be empty without saying so.
  if (parseAs !== "json" || response.headers.has("Content-Length")) return response[parseAs]();
  const text = await response.text();
  return text.trim() ? parseJson(text) : undefined;
}

/** Returns the body of a failure as JSON if it is JSON, otherwise as text. */
async function readError(response: Response | WireResponse): Promise<unknown> {
  const text = await response.text();
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
