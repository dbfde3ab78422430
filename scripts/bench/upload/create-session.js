import { TelestreamCloud } from "flip-pili/flip";

/**
 * Creates a session that uploads to the server of the benchmark. The responses of the API are fixed.
 *
 * @param {import("./senders.js").Job} job
 */
export async function createSession({ port, path, fileSize, partSize, concurrency }) {
  const responses = {
    factory: { id: "factory", name: "bench" },
    session: {
      id: "session",
      location: `http://127.0.0.1:${port}/upload`,
      parts: String(Math.ceil(fileSize / partSize)),
      part_size: String(partSize),
      max_connections: "64",
    },
  };
  const account = { accessKey: "a", secretKey: "s", factoryId: "factory" };
  const cloud = new TelestreamCloud({
    ...account,
    apiHost: "127.0.0.1",
    apiPort: port,
    fetch: async (url) =>
      Response.json(String(url).includes("/upload.json") ? responses.session : responses.factory),
  });
  const factory = await cloud.getResource("flip").factories.find("factory");
  return factory.uploadSession(path, { concurrency });
}
