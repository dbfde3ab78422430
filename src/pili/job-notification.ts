import { describe, isPlainObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { parseJson } from "../http/wire/parse-json.ts";
import type { Job } from "./job.ts";

/** Body of a notification: JSON as text or bytes, or the result of parsing it. */
export type JobNotificationBody = string | Uint8Array | Readonly<Record<string, unknown>>;

/**
 * Parses the notification that the service posts to a `notifyUrl` when a job ends.
 *
 * @param source - The body as text, bytes or a parsed object; or the `Request` itself, in which case a
 *   promise is returned.
 * @throws {InvalidArgumentError} When the source is not a notification. Names the invalid field.
 */
export function parseJobNotification(source: Request): Promise<Job>;
export function parseJobNotification(source: JobNotificationBody): Job;
export function parseJobNotification(source: Request | JobNotificationBody): Job | Promise<Job> {
  if (source instanceof Request) return source.text().then(readBody);
  return readBody(source);
}

function readBody(body: JobNotificationBody): Job {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  const job = typeof text === "string" ? parse(text) : text;
  if (!isPlainObject(job)) {
    throw new InvalidArgumentError("notification", `must be a JSON object, not ${describe(job)}`);
  }
  const { id, code, items } = job;
  if (typeof id !== "string" || id === "") {
    throw new InvalidArgumentError("notification.id", "must be present");
  }
  if (!Number.isInteger(code)) {
    throw new InvalidArgumentError("notification.code", "must be an integer");
  }
  if (items !== undefined && !Array.isArray(items)) {
    throw new InvalidArgumentError("notification.items", "must be an array");
  }
  return job as unknown as Job; // The required fields have been checked.
}

function parse(json: string): unknown {
  try {
    return parseJson(json);
  } catch {
    throw new InvalidArgumentError("notification", "must be JSON that is not nested deeply");
  }
}
