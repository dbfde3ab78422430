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
  const server = new UploadServer(readOptions(options));
  try {
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}
