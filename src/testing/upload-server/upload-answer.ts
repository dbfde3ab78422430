import { type ErrorBody, refuse } from "../exchange/reply.ts";

/** What a request to a location is answered with. */
export interface UploadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer without body. */
export function emptyAnswer(status: number, headers: Record<string, string> = {}): UploadAnswer {
  return { status, headers, body: Buffer.alloc(0) };
}

/** An answer of a certain type. */
export function textAnswer(status: number, type: string, text: string): UploadAnswer {
  return { status, headers: { "Content-Type": type }, body: Buffer.from(text) };
}

/** An answer with a value as JSON. */
export function jsonAnswer(status: number, value: unknown): UploadAnswer {
  return textAnswer(status, "application/json", JSON.stringify(value) ?? "");
}

/** An answer that says what is wrong. */
export function refuseUpload(status: number, error: string, message: string): UploadAnswer {
  const body: ErrorBody = refuse(status, error, message).body;
  return jsonAnswer(status, body);
}

/** Answers a request to a session that has ended, or never was. */
export function sessionIsGone(status: number): UploadAnswer {
  return refuseUpload(status, "RecordNotFound", "Couldn't find the upload session");
}
