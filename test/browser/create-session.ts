import { type FileDescription, TelestreamCloud, type UploadState } from "flip-pili/flip";
import { startMockServer, type UploadServerSession } from "flip-pili/testing";
import { onTestFinished } from "vitest";

/** What must not be seen outside the service. */
export const credentials = {
  accessKey: "canary_access_key",
  secretKey: "canary_secret_key",
  factoryId: "canary_factory_id",
};

/**
 * What the service does: asks for a session over the signed API, and hands on its state. It knows the
 * file by its description only.
 *
 * The mock checks the request and its signature; then the upload server's answer takes the place of
 * the spec's example.
 */
export async function createSession(
  file: FileDescription,
  { answer }: UploadServerSession,
): Promise<UploadState> {
  const mock = await startMockServer("flip", { credentials, stateless: true });
  onTestFinished(() => mock.close());
  const cloud = new TelestreamCloud({
    ...credentials,
    apiHost: mock.host,
    apiPort: mock.port,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const isSession = String(input).includes("/videos/upload.json");
      return response.ok && isSession ? Response.json(answer, { status: 201 }) : response;
    },
  });
  const { factories } = cloud.getResource("flip");
  const factory = await factories.find(credentials.factoryId);
  const session = await factory.uploadSession(file);
  return JSON.parse(JSON.stringify(session.state));
}
