import type { ReceivedRequest, RequestHandler } from "./flip-server.ts";

/** Data by method and path: `GET /videos/v.json`. */
export type RouteTable = Record<string, unknown | ((request: ReceivedRequest) => unknown)>;

/** Creates a handler that returns the data of a table, and 404 for other requests. */
export function routes(table: RouteTable): RequestHandler {
  return (request) => {
    const route = `${request.method} ${request.path.replace("/v3.0", "")}`;
    if (!(route in table)) {
      return { status: 404, json: { error: "RecordNotFound", message: `No ${route}` } };
    }
    const data = table[route];
    return { json: typeof data === "function" ? data(request) : data };
  };
}

/** Returns method, path and the caller's parameters of each request. */
export function summarize(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(({ method, path, params }) => {
    const own = Object.entries(params)
      .filter(([name]) => !/^(access_key|timestamp|signature)$/.test(name))
      .map(([name, value]) => ` ${name}=${value}`);
    return `${method} ${path.replace("/v3.0", "")}${own.join("")}`;
  });
}
