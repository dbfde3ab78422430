import { InvalidArgumentError } from "../../http/errors.ts";
import {
  type BodyStream,
  isRequest,
  maxBodyBytes,
  readRequestText,
  readStreamText,
  textOf,
} from "../../http/received-body.ts";
import { parseJson } from "../../http/wire/parse-json.ts";
import { type FlipNotification, type NotificationBody, parseNotification } from "./notification.ts";

/** The part of a request of `node:http`, Express or a similar library that is read. */
export interface NodeRequest extends BodyStream {
  readonly httpVersionMajor?: number;
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The part of a response of `node:http` that is written. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(): unknown;
}

/** A request of either form. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path of the URL, escaped, without query. */
  readonly path: string;
  readonly contentType: string;
  /** Whether the sender has announced a body that is larger than allowed. */
  readonly isTooLarge: boolean;
  /** Reads the body: text, or the result of a body parser. */
  readBody(): Promise<unknown>;
}

/** Reads a `Request`. */
export function fromRequest(request: Request): ReceivedRequest {
  const { method, url, headers } = request;
  return {
    method,
    path: pathOf(url),
    contentType: headers.get("Content-Type") ?? "",
    isTooLarge: Number(headers.get("Content-Length")) > maxBodyBytes,
    readBody: () => readRequestText("request", request),
  };
}

/** Status and headers of a response, which has no body. */
export interface EmptyResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
}

/** Sends a response. */
export function sendToNode(
  { status, headers }: EmptyResponse,
  { httpVersionMajor = 1 }: NodeRequest,
  response: NodeResponse,
): void {
  // What remains of a large body is not read. HTTP/2 has no such header.
  const closing = status === 413 && httpVersionMajor < 2 ? { Connection: "close" } : {};
  response.writeHead(status, { "Content-Length": "0", ...closing, ...headers });
  response.end();
}

/** Properties that Express and body parsers add to a request, and that of a stream that has been read. */
interface ParsedRequest {
  readonly originalUrl?: unknown;
  readonly body?: unknown;
  readonly readableEnded?: unknown;
}

/** Reads a request of `node:http`, or what a body parser has read of it. */
export function fromNode(request: NodeRequest): ReceivedRequest {
  const { originalUrl, body, readableEnded } = request as NodeRequest & ParsedRequest;
  const { method = "", url = "", headers } = request;
  return {
    method,
    // Express removes the path of a router from `url`.
    path: pathOf(typeof originalUrl === "string" ? originalUrl : url),
    contentType: String(headers["content-type"] ?? ""),
    isTooLarge: Number(headers["content-length"]) > maxBodyBytes,
    async readBody() {
      // Body parsers that have not read the stream set an empty object.
      if (readableEnded !== true) return readStreamText("request", request);
      if (body !== undefined) return body;
      const expectation = "must be one whose body has not been read, or is in its property `body`";
      throw new InvalidArgumentError("request", expectation);
    },
  };
}

/** Returns whether a value is a request of `node:http`. */
export function isNodeRequest(value: unknown): value is NodeRequest {
  if (typeof value !== "object" || value === null || isRequest(value)) return false;
  const { headers, on } = value as Partial<NodeRequest>;
  return typeof headers === "object" && typeof on === "function";
}

/** Returns the escaped path of a URL or request target. */
function pathOf(url: string): string {
  const target = url.startsWith("/") ? `http://localhost${url}` : url;
  return URL.canParse(target) ? new URL(target).pathname : "";
}

/**
 * Parses a body, which is a form, JSON, or the result of a body parser.
 *
 * @throws {InvalidArgumentError} When it is not a notification.
 */
export async function parseBody(body: unknown, contentType: string): Promise<FlipNotification> {
  const text = textOf(body);
  if (text === undefined) return parseNotification(body as NotificationBody);
  if (/^multipart\/form-data\b/i.test(contentType)) {
    return parseNotification(await parseMultipart(text, contentType));
  }
  return parseNotification(/^[^;]*\bjson\b/i.test(contentType) ? parseJsonBody(text) : text);
}

async function parseMultipart(text: string, contentType: string): Promise<FormData> {
  try {
    return await new Response(text, { headers: { "Content-Type": contentType } }).formData();
  } catch {
    throw new InvalidArgumentError("notification", "must be a valid form");
  }
}

function parseJsonBody(text: string): NotificationBody {
  try {
    return parseJson(text) as NotificationBody;
  } catch {
    throw new InvalidArgumentError("notification", "must be valid JSON");
  }
}
