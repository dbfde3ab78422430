import type { IncomingMessage, ServerResponse } from "node:http";

const methods = "PUT, POST, GET, DELETE";
const requestHeaders = "X-Part, Content-Type, Content-Range, X-Extra-File-Tag";
const exposedHeaders = "Range, Location";

/** Pages that may use the server: all, none, or those of certain origins. */
export type CorsOrigins = boolean | readonly string[];

/** Returns the headers that allow a page to read a response, or none if it may not. */
export function corsHeaders(
  origin: string | undefined,
  allowed: CorsOrigins,
): Record<string, string> {
  if (origin === undefined || !isAllowed(origin, allowed)) return {};
  return {
    "Access-Control-Allow-Origin": allowed === true ? "*" : origin,
    "Access-Control-Expose-Headers": exposedHeaders,
    Vary: "Origin",
  };
}

/** Responds to the preflight request that a browser sends before a part. */
export function respondToPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": requestHeaders,
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
  return isCors && origin !== undefined && isAllowed(origin, allowed);
}

function isAllowed(origin: string, allowed: CorsOrigins): boolean {
  return typeof allowed === "boolean" ? allowed : allowed.includes(origin);
}
