import { Listener } from "./listener.ts";
import { startRedirectTarget } from "./redirect-target.ts";
import { UploadHost } from "./upload-host.ts";
import { UploadServer } from "./upload-server.ts";
import { readOptions, type UploadServerOptions } from "./upload-server-options.ts";

/**
 * Starts a server that takes uploads as the service does, in numbered parts or in ranges, and
 * assembles them. On demand everything goes wrong.
 *
 * @throws {InvalidArgumentError} When an option cannot be used.
 * @example
 * await using server = await startUploadServer({ partSize: 1024 });
 * const session = server.createSession({ fileName: "movie.mp4", fileSize: 4000 });
 * server.script([{ kind: "status", part: 2, status: 503 }]);
 */
export async function startUploadServer(options: UploadServerOptions = {}): Promise<UploadServer> {
  const read = readOptions(options);
  const redirectTarget = await startRedirectTarget();
  const host = new UploadHost(read, { otherOrigin: redirectTarget.url });
  try {
    const listener = await Listener.start(read.port, (request, response, self) =>
      host.receive(request, response, self),
    );
    return new UploadServer({ options: read, host, listener, redirectTarget });
  } catch (error) {
    await redirectTarget.close();
    throw error;
  }
}
