import { describe, isPlainObject } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";
import { StreamedBody } from "../files/streamed-body.ts";
import type { WireBody } from "../send/wire-request.ts";
import { joinPairs, toPairs } from "./pairs.ts";
import { toQueryValue } from "./query-value.ts";

/**
 * Turns a request body into what `fetch` sends, by its content type: JSON when there is none.
 *
 * Binary values are passed on as they are, whatever the type.
 */
export function serializeBody(body: unknown, headers: Headers): WireBody {
  const type = headers.get("Content-Type") ?? "application/json";
  if (isBinary(body)) return body;
  if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) return JSON.stringify(body);
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return joinPairs(toPairs("body", Object.entries(requireFields(body))));
  }
  if (/^multipart\/form-data\b/i.test(type)) return toFormData(body);
  if (typeof body === "string") return body;
  throw new InvalidArgumentError(
    "body",
    `must be bytes, a Blob or a stream, not ${describe(body)}`,
  );
}

function isBinary(body: unknown): body is Exclude<WireBody, string> {
  if (body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return true;
  if (body instanceof ReadableStream || body instanceof FormData) return true;
  return body instanceof StreamedBody || body instanceof URLSearchParams;
}

function toFormData(body: unknown): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(requireFields(body))) {
    if (value instanceof Blob) form.append(key, value);
    else if (isBytes(value)) form.append(key, new Blob([value]));
    else if (value !== undefined && value !== null) form.append(key, toQueryValue(key, value));
  }
  return form;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> | ArrayBuffer {
  return value instanceof ArrayBuffer || value instanceof Uint8Array;
}

function requireFields(body: unknown): Record<string, unknown> {
  if (isPlainObject(body)) return body;
  throw new InvalidArgumentError("body", `must be an object of fields, not ${describe(body)}`);
}
