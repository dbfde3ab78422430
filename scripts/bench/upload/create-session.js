import { TelestreamCloud } from "flip-pili/flip";

/**
 * Creates a session that uploads to the server of the benchmark.
 *
 * @param {import("./senders.js").Job} job
 */
export async function createSession({ port, path, partSize, concurrency }) {
  const account = { accessKey: "a", secretKey: "s" };
  const cloud = new TelestreamCloud({ ...account, apiHost: "127.0.0.1", apiPort: port });
  // The server reads the size of the parts from the id.
  const factory = await cloud.getResource("flip").factories.find(String(partSize));
  return factory.uploadSession(path, { concurrency });
}
