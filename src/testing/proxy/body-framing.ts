import { type HeaderField, valuesOf } from "./message-head.ts";

/** How the end of a body is found (RFC 9112, 6.3). */
export type Framing = "none" | "chunked" | "until close" | { readonly length: number };

/** @throws {SyntaxError} When it cannot be told. */
export function frameRequest(fields: readonly HeaderField[]): Framing {
  const framing = frame(fields, "none");
  if (framing !== "until close") return framing;
  throw new SyntaxError("The request's Transfer-Encoding does not end with chunked");
}

/**
 * @param method - Of the request that is answered.
 * @throws {SyntaxError} When it cannot be told.
 */
export function frameAnswer(
  { status, fields }: { status: number; fields: readonly HeaderField[] },
  method: string,
): Framing {
  const hasNone = method === "HEAD" || status < 200 || status === 204 || status === 304;
  return hasNone ? "none" : frame(fields, "until close");
}

function frame(fields: readonly HeaderField[], unsaid: Framing): Framing {
  const codings = valuesOf(fields, "transfer-encoding");
  if (codings.length > 0) return codings.at(-1) === "chunked" ? "chunked" : "until close";
  const lengths = valuesOf(fields, "content-length");
  const [text] = lengths;
  if (text === undefined) return unsaid;
  const length = Number(text);
  const isClear = /^\d+$/.test(text) && lengths.every((other) => other === text);
  if (!isClear || !Number.isSafeInteger(length)) {
    throw new SyntaxError("The Content-Length is no length");
  }
  return length === 0 ? "none" : { length };
}
