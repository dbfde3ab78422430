import { isPlainObject } from "../../../http/argument-checks.ts";
import type { ErrorsAs } from "../mock-api.ts";

/**
 * Converts an error between its two forms: `{"error":404001,"message":"not found"}` until 2016, and
 * `{"error":"not found","errno":404001}` since then. An error without a number has only one form.
 */
export function toErrorForm(body: unknown, form: ErrorsAs): unknown {
  if (!isPlainObject(body)) return body;
  const { error, message, errno, ...others } = body;
  if (form === "text" && typeof error === "number") {
    return { error: message ?? "unknown error", errno: error, ...others };
  }
  if (form === "number" && typeof errno === "number") {
    return { error: errno, message: error, ...others };
  }
  return body;
}
