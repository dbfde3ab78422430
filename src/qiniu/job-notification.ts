import { isPlainObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import {
  createBodyError,
  isFrameworkRequest,
  isRequest,
  type RawBody,
  readRequestText,
  textOf,
} from "../http/received-body.ts";
import { parseJson } from "../http/wire/parse-json.ts";
import { type InvalidJobField, type JobState, readJob } from "./job-data.ts";

/** Body of a notification: JSON as text or bytes, or the result of parsing it. */
export type JobNotificationBody = RawBody | Readonly<Record<string, unknown>>;

/**
 * Parses a notification about a job: see `parseJobNotification()` of each API.
 *
 * @throws {InvalidArgumentError} When the source is not a notification. Names the invalid field.
 * @throws {FlipPiliError} When the body of the `Request` cannot be read.
 */
export function readJobNotification<Job extends JobState>(
  source: Request | JobNotificationBody,
): Job | Promise<Job> {
  if (isRequest(source)) return readRequestText("notification", source).then(readBody<Job>);
  return readBody<Job>(source);
}

function readBody<Job extends JobState>(body: JobNotificationBody): Job {
  const text = textOf(body);
  const data = text === undefined ? body : parse(text);
  const isBody = isPlainObject(data) && ("id" in data || !isFrameworkRequest(data));
  if (!isBody) {
    const allowed = "a JSON object, its text or bytes, or a Request";
    throw createBodyError("notification", data, allowed);
  }
  const job = readJob<Job>(data);
  if (typeof job === "object") return job;
  throw new InvalidArgumentError(`notification.${job}`, expectations[job]);
}

const expectations: Readonly<Record<InvalidJobField, string>> = {
  id: "must be present",
  code: "must be an integer",
  items: "must be an array",
};

function parse(json: string): unknown {
  try {
    return parseJson(json);
  } catch {
    throw new InvalidArgumentError("notification", "must be JSON that is not nested deeply");
  }
}
