import { HttpError, type RequestLine } from "../errors.ts";
import { quoteUnsafeIntegers } from "../wire/json.ts";
import { type WireRequest, withoutQuery } from "./wire-request.ts";

/** One answer with its body already read, unless it is binary. */
export interface Answer {
  readonly response: Response;
  /** The body as text; `undefined` when it was left unread for the caller. */
  readonly text: string | undefined;
}

const textTypes = /json|text|xml|html|javascript|urlencoded|^$/i;
const requestLines = new WeakMap<Response, RequestLine>();

/** Reads the body now, so that the time-out covers it and a retry can look into it. */
export async function readAnswer(response: Response): Promise<Answer> {
  const type = response.headers.get("Content-Type") ?? "";
  const isText = !response.ok || textTypes.test(type);
  return { response, text: isText ? await response.text() : undefined };
}

/**
 * Hands an answer to openapi-fetch as a `Response` whose body can be read once more.
 *
 * Its `url` has lost the query, and with it the signature.
 */
export function toResponse({ response, text }: Answer, request: WireRequest): Response {
  const line = requestLine(request);
  requestLines.set(response, line);
  define(response, "url", line.url);
  if (text === undefined) refuseText(response, line);
  else replaceBody(response, line, text);
  return response;
}

/** The method and URL of a request, for messages. */
export function requestLine({ method, url }: WireRequest): RequestLine {
  return { method, url: withoutQuery(url) };
}

/** The method and URL that an answer belongs to. */
export function requestLineOf(response: Response): RequestLine {
  return requestLines.get(response) ?? { method: "Request", url: withoutQuery(response.url) };
}

/** openapi-fetch calls `json()` when the length is known, else `text()` and parses that. */
function replaceBody(response: Response, line: RequestLine, text: string): void {
  const json = quoteUnsafeIntegers(text);
  const parse = (): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      throw new HttpError(line, response, text, "with a body that is not JSON");
    }
  };
  define(response, "json", async () => parse());
  define(response, "text", async () => {
    if (response.ok && json !== "") parse();
    // The text of a refusal is what the caller gets as `error`: without a body there is none.
    return response.ok || json !== "" ? json : undefined;
  });
}

/** Somebody who expects JSON need not wait for the end of a film. */
function refuseText(response: Response, line: RequestLine): void {
  const refuse = async () => {
    await response.body?.cancel();
    throw new HttpError(line, response, undefined, "with a body that is not JSON");
  };
  define(response, "json", refuse);
  define(response, "text", refuse);
}

function define(response: Response, key: "json" | "text" | "url", value: unknown): void {
  Object.defineProperty(response, key, { value, configurable: true });
}

/** What the layers around an attempt tell it, and it them. */
export interface AttemptContext {
  /** Ends the attempt. */
  readonly signal: AbortSignal | undefined;
  /** To be called whenever the network has taken a piece of the body. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a request and waits for the whole answer.
 *
 * The layers of the client (retry, clock skew, time-out, signature) are functions from one attempt
 * to another; the innermost calls `fetch`.
 */
export type Attempt = (request: WireRequest, context: AttemptContext) => Promise<Answer>;
