import type { IncomingMessage, ServerResponse } from "node:http";
import { requireItems } from "../../http/argument-checks.ts";

const methods = "PUT, POST, GET, DELETE";
const requestHeaders = "X-Part, Content-Type, Content-Range, X-Extra-File-Tag";
const apiRequestHeaders = "Authorization, Content-Type, Prefer";
const exposedHeaders = "Range, Location, Retry-After, Mock-Reason";

/** Pages that may use the server: all, none, or those of certain origins. */
export type CorsOrigins = boolean | readonly string[];

/** Returns the headers that allow a page to read a response, or none if it may not. */
export function corsHeaders(
  origin: string | undefined,
  allowed: CorsOrigins,
): Record<string, string> {
  if (origin === undefined || !allowsOrigin(origin, allowed)) return {};
  return {
    "Access-Control-Allow-Origin": allowed === true ? "*" : origin,
    "Access-Control-Expose-Headers": exposedHeaders,
    Vary: "Origin",
  };
}

/**
 * Responds to the preflight request that a browser sends before a request.
 *
 * @param isUpload - Whether the request is an upload. Otherwise it is a call of the API.
 */
export function respondToPreflight(response: ServerResponse, isUpload: boolean): void {
  response.writeHead(204, {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": isUpload ? requestHeaders : apiRequestHeaders,
    "Access-Control-Max-Age": "600",
  });
  response.end();
}

/** Returns whether a request is a preflight of a page that may use the server. */
export function isPreflight(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  allowed: CorsOrigins,
): boolean {
  const { origin } = headers;
  const isCors = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
  return isCors && origin !== undefined && allowsOrigin(origin, allowed);
}

/** Returns whether pages of an origin may use the server. */
export function allowsOrigin(origin: string, allowed: CorsOrigins): boolean {
  return typeof allowed === "boolean" ? allowed : allowed.includes(origin);
}

/**
 * Checks the option `cors`.
 *
 * @throws {InvalidArgumentError} When it is neither a boolean nor an array of origins.
 */
export function requireCors(cors: CorsOrigins): CorsOrigins {
  if (typeof cors === "boolean") return cors;
  return requireItems("cors", cors, isOrigin, {
    array: "a boolean or an array of origins",
    item: "must be an origin, such as http://localhost:3000, without a path",
  });
}

/** Returns whether a value is the origin of pages. That of local files is `null`. */
function isOrigin(value: unknown): boolean {
  return typeof value === "string" && /^([a-z][\w+.-]*:\/\/[^/?#\s]+|null)$/i.test(value);
}
