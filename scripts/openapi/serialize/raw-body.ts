import { invalidArgument, isRecord, toText } from "./values.ts";

/** Passes on a body that is text, bytes, a Blob or a stream. */
export function passBody(body: unknown, headers: Headers): unknown {
  if (isSentAsJson(headers)) return JSON.stringify(body);
  if (isRecord(body) || Array.isArray(body)) {
    throw invalidArgument("body", "must be text, bytes, a Blob or a stream");
  }
  return typeof body === "object" && !(body instanceof Date) ? body : toText("body", body);
}

/** Returns whether the caller has chosen JSON instead of the media type of the operation. */
export function isSentAsJson(headers: Headers): boolean {
  return /[/+]json\b/i.test(headers.get("Content-Type") ?? "");
}
