import { type FileDescription, TelestreamCloud, type UploadState } from "flip-pili/flip";
import { startMockServer, type UploadServerSession } from "flip-pili/testing";
import { onTestFinished } from "vitest";

/** Credentials of the service, which must not appear in requests of the page. */
export const credentials = {
  accessKey: "canary_access_key",
  secretKey: "canary_secret_key",
  factoryId: "canary_factory_id",
};

/**
 * Creates a session as the service does, with a signed request, and returns its state. The service has
 * only the description of the file.
 *
 * The mock server verifies the request and its signature. Its response, an example of the spec, is then
 * replaced by that of the upload server.
 */
export async function createSession(
  file: FileDescription,
  { response: sessionResponse }: UploadServerSession,
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
      return response.ok && isSession ? Response.json(sessionResponse, { status: 201 }) : response;
    },
  });
  const { factories } = cloud.getResource("flip");
  const factory = await factories.find(credentials.factoryId);
  const session = await factory.uploadSession(file);
  return JSON.parse(JSON.stringify(session.state));
}
