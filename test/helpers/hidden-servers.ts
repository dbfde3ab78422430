import { startUploadServer, type UploadServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { type FlipServer, startServer } from "./flip-server.ts";
import { type ForwardProxy, startForwardProxy } from "./forward-proxy.ts";

/** Servers under names that only a proxy knows. */
export interface HiddenServers {
  readonly api: FlipServer;
  readonly uploads: UploadServer;
  readonly proxy: ForwardProxy;
}

/** Hosts and ports of the hidden servers. */
export const hiddenHosts = {
  http: ["flip.test:80", "upload.test:80"],
  https: ["localhost:443", "localhost:8443"],
} as const;

/** Starts an API and an upload server with parts of 1,000 bytes, and a proxy that knows them. */
export async function startHiddenServers(scheme: "http" | "https"): Promise<HiddenServers> {
  const uploads = await startUploadServer({ partSize: 1_000, allowHosts: ["upload.test"] });
  onTestFinished(() => uploads.close());
  const origin = `${scheme}://${hiddenHosts[scheme][1]}`;
  const api = await startServer(({ method, path, params }) => {
    const { video } = uploads.sessions[0] ?? {};
    if (method === "GET") return { json: path.includes("/videos/") ? video : { id: "my-factory" } };
    const fileSize = Number(params["file_size"]);
    const { response } = uploads.createSession({ fileName: "v.mp4", fileSize, multiChunk: true });
    return { json: { ...response, location: response.location.replace(uploads.url, origin) } };
  });
  const portsOf = ([apiHost, uploadHost]: readonly [string, string]) => ({
    [apiHost]: api.port,
    [uploadHost]: uploads.port,
  });
  const proxy = await startForwardProxy({
    servers: portsOf(hiddenHosts.http),
    tlsServers: portsOf(hiddenHosts.https),
  });
  return { api, uploads, proxy };
}
