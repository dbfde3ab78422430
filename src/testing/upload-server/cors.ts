import type { IncomingMessage, ServerResponse } from "node:http";

const methods = "PUT, POST, GET, DELETE";
const sentHeaders = "X-Part, Content-Type, Content-Range, X-Extra-File-Tag";
const readHeaders = "Range, Location";

/** Which pages may use the server: all, none, or those of certain origins. */
export type CorsOrigins = boolean | readonly string[];

/** Headers that allow a page to read an answer. Empty when the page may not, or there is none. */
export function allowOrigin(
  origin: string | undefined,
  allowed: CorsOrigins,
): Record<string, string> {
  if (origin === undefined || !isAllowed(origin, allowed)) return {};
  return {
    "Access-Control-Allow-Origin": allowed === true ? "*" : origin,
    "Access-Control-Expose-Headers": readHeaders,
    Vary: "Origin",
  };
}

/** Answers the question that a browser asks before it sends a part. */
export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": sentHeaders,
    "Access-Control-Max-Age": "600",
  });
  response.end();
}

/** Whether a request is such a question, from a page that may ask. */
export function isPreflight(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  allowed: CorsOrigins,
): boolean {
  const { origin } = headers;
  const asks = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
  return asks && origin !== undefined && isAllowed(origin, allowed);
}

function isAllowed(origin: string, allowed: CorsOrigins): boolean {
  return typeof allowed === "boolean" ? allowed : allowed.includes(origin);
}
