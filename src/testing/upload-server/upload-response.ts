import { type ErrorBody, reject } from "../exchange/reply.ts";

/** A response to a request to a location. */
export interface UploadResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Creates a response without a body. */
export function emptyResponse(
  status: number,
  headers: Record<string, string> = {},
): UploadResponse {
  return { status, headers, body: Buffer.alloc(0) };
}

/** Creates a response with text of a media type. */
export function textResponse(status: number, type: string, text: string): UploadResponse {
  return { status, headers: { "Content-Type": type }, body: Buffer.from(text) };
}

/** Creates a response with a value as JSON. */
export function jsonResponse(status: number, value: unknown): UploadResponse {
  return textResponse(status, "application/json", JSON.stringify(value) ?? "");
}

/** Creates an error response. */
export function errorResponse(status: number, error: string, message: string): UploadResponse {
  const body: ErrorBody = reject(status, error, message).body;
  return jsonResponse(status, body);
}

/** Creates the response to a request to a session that does not exist, or not any more. */
export function sessionNotFound(status: number): UploadResponse {
  return errorResponse(status, "RecordNotFound", "Couldn't find the upload session");
}
