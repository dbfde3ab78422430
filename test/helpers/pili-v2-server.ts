import {
  Credentials,
  Hub,
  type Hub as HubType,
  type PiliOptions,
  type Stream,
} from "flip-pili/pili-v2";
import { type FlipServer, type RequestHandler, startServer } from "./flip-server.ts";
import { keys } from "./pili-server.ts";

export const credentials = new Credentials(keys.accessKey, keys.secretKey);

/** Creates a hub of a local server, without retries. */
export function hubOf({ port }: { port: number }, options: PiliOptions = {}): HubType {
  const host = `127.0.0.1:${port}`;
  return new Hub(credentials, "test-hub", { apiHost: host, jobHost: host, retries: 0, ...options });
}

/** Starts a server, and creates one of its hubs and one of its streams. */
export async function startHub(
  handle: RequestHandler,
  options: PiliOptions = {},
): Promise<{ server: FlipServer; hub: Hub; stream: Stream }> {
  const server = await startServer(handle);
  const hub = hubOf(server, options);
  return { server, hub, stream: hub.stream("test-title") };
}

/** Path of the stream that {@link startHub} creates. */
export const streamPath = "/v2/hubs/test-hub/streams/dGVzdC10aXRsZQ==";

/** A push in progress, as the documentation shows it. */
export const liveStatus = {
  startAt: 1_488_359_924,
  clientIP: "172.21.2.14:60209",
  bps: 672_712,
  fps: { audio: 47, video: 25, data: 0 },
};
