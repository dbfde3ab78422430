import { createHmac } from "node:crypto";
import {
  Credentials,
  Hub,
  type PiliOptions,
  type Stream,
  type StreamReference,
} from "flip-pili/pili";
import {
  type FlipServer,
  type ReceivedRequest,
  type RequestHandler,
  startServer,
} from "./flip-server.ts";
import { observedFetch } from "./observed-fetch.ts";

/** Keys that are not those of any account. */
export const keys = { accessKey: "QiniuAccessKey", secretKey: "QiniuSecretKey" };

export const credentials = new Credentials(keys.accessKey, keys.secretKey);

export const streamId = "z1.test-hub.test-title";

/** A stream as servers of 2016 returned it. */
export const streamData = {
  id: streamId,
  createdAt: "2016-08-08T11:50:22.09+08:00",
  updatedAt: "2016-08-08T11:50:22.186076957+08:00",
  title: "test-title",
  hub: "test-hub",
  disabledTill: 0,
  disabled: false,
  publishKey: "new_secret_words",
  publishSecurity: "dynamic",
  profiles: ["480p", "720p"],
  hosts: {
    publish: { rtmp: "pub.example.com" },
    live: {
      rtmp: "live-rtmp.example.com",
      hls: "live-hls.example.com",
      hdl: "live-hdl.example.com",
      http: "live-http.example.com",
      snapshot: "live-snapshot.example.com",
    },
    playback: { hls: "playback-hls.example.com", http: "playback-http.example.com" },
    play: { rtmp: "play-rtmp.example.com", http: "play-http.example.com" },
  },
};

/** Creates a hub of a local server, without retries. */
export function hubOf({ port }: { port: number }, options: PiliOptions = {}): Hub {
  const host = `127.0.0.1:${port}`;
  return new Hub(credentials, "test-hub", { apiHost: host, jobHost: host, retries: 0, ...options });
}

/** Starts a server, and creates a reference to one of its streams. No request is sent. */
export async function startStream(
  handle: RequestHandler,
  options: PiliOptions = {},
): Promise<{ server: FlipServer; stream: StreamReference }> {
  const server = await startServer(handle);
  return { server, stream: hubOf(server, options).stream(streamId) };
}

/** Returns a stream with the given fields in addition to {@link streamData}, without a server. */
export async function streamWith(data: object = {}, options: PiliOptions = {}): Promise<Stream> {
  const { fetch } = observedFetch(() => Response.json({ ...streamData, ...data }));
  return new Hub(credentials, "test-hub", { fetch, ...options }).getStream(streamId);
}

/** Returns method, path without the version, and query of each request. */
export function summarize(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(({ method, path, query }) => {
    const target = path.replace("/v1/", "/");
    return `${method} ${target}${query && `?${query}`}`;
  });
}

/** Parses the JSON body of a request. */
export function bodyOf(request: ReceivedRequest | undefined): unknown {
  return JSON.parse(request?.body.toString() ?? "");
}

/** Returns whether a signature is correct. Independent of the code of the package. */
export function isSignedCorrectly({
  method,
  path,
  query,
  headers,
  body,
}: ReceivedRequest): boolean {
  const type = headers["content-type"];
  const lines = [`${method} ${path}${query && `?${query}`}`, `Host: ${headers.host}`];
  const head = [...lines, ...(type ? [`Content-Type: ${type}`] : [])].join("\n");
  const proof = createHmac("sha1", keys.secretKey)
    .update(`${head}\n\n`)
    .update(type && type !== "application/octet-stream" ? body : "")
    .digest("base64")
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  return headers.authorization === `Qiniu ${keys.accessKey}:${proof}`;
}
