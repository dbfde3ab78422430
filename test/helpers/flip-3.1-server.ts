import { type Factory, type FlipOptions, TelestreamCloud } from "flip-pili/flip-3.1";
import { type FlipServer, type ReceivedRequest, startServer } from "./flip-server.ts";
import type { RouteTable } from "./routes.ts";

/** A key that is not that of any account. */
export const apiKey = "tcs_canary-0123456789abcdef0123";

/** Creates a client of a local server, without retries. */
export function connect(
  { port }: { port: number },
  options: Partial<FlipOptions> = {},
): TelestreamCloud {
  return new TelestreamCloud({
    apiKey,
    apiHost: "127.0.0.1",
    apiPort: port,
    retries: 0,
    ...options,
  });
}

/** Starts a server that responds with the data of a table, and with 404 to other requests. */
export async function serve(table: RouteTable): Promise<FlipServer> {
  return startServer((request) => {
    const route = `${request.method} ${pathOf(request)}`;
    if (!(route in table)) {
      return { status: 404, json: { error: "RecordNotFound", message: `No ${route}` } };
    }
    const data = table[route];
    return { json: typeof data === "function" ? data(request) : data };
  });
}

/** Starts a server with the factory `f`, and retrieves it. */
export async function openFactory(
  table: RouteTable,
  options: Partial<FlipOptions> = {},
): Promise<{ server: FlipServer; factory: Factory }> {
  const server = await serve({ "GET /factories/f.json": { id: "f", name: "one" }, ...table });
  const factory = await connect(server, options).getResource("flip").factories.find("f");
  server.requests.length = 0;
  return { server, factory };
}

/** Returns method, path, query and JSON body of each request. */
export function summarize(requests: readonly ReceivedRequest[]): string[] {
  return requests.map((request) =>
    [request.method, pathOf(request), request.query, request.body.toString()]
      .filter((text) => text !== "")
      .join(" "),
  );
}

function pathOf({ path }: ReceivedRequest): string {
  return path.replace("/flip/3.1", "");
}
