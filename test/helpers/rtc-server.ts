import { type AppReference, type Room, Rtc, type RtcOptions } from "flip-pili/rtc";
import { type FlipServer, type Reply, type RequestHandler, startServer } from "./flip-server.ts";
import { bodyOf, credentials } from "./pili-server.ts";

/** An app as the service returns it. */
export const appData = {
  appId: "app1",
  hub: "test-hub",
  title: "test-app",
  maxUsers: 3,
  noAutoKickUser: false,
  mergePublishRtmp: { enable: false },
  createdAt: "2018-03-02T10:26:31.044+08:00",
  updatedAt: "2018-03-02T10:26:31.044+08:00",
};

/** Creates a client of a local server, without retries. */
export function rtcOf({ port }: { port: number }, options: RtcOptions = {}): Rtc {
  return new Rtc(credentials, { apiHost: `127.0.0.1:${port}`, retries: 0, ...options });
}

/** A server, and objects of it that have sent no request. */
export interface RtcServer {
  readonly server: FlipServer;
  readonly rtc: Rtc;
  readonly app: AppReference;
  readonly room: Room;
  /** Method, path and body of each request. */
  readonly sent: () => string[];
}

/** Starts a server that sends the same response to every request, or what a function returns. */
export async function startRtc(reply: Reply | RequestHandler): Promise<RtcServer> {
  const server = await startServer(typeof reply === "function" ? reply : () => reply);
  const rtc = rtcOf(server);
  const app = rtc.app("app1");
  return { server, rtc, app, room: app.room("room1"), sent: () => server.requests.map(describe) };
}

function describe(request: FlipServer["requests"][number]): string {
  const { method, path, query, body } = request;
  const target = `${method} ${path}${query && `?${query}`}`;
  return body.length === 0 ? target : `${target} ${JSON.stringify(bodyOf(request))}`;
}
