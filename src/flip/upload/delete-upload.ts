import { createTransport } from "#upload";
import { LocationClient } from "./location-client.ts";
import { UploadError } from "./upload-error.ts";
import type { SendingSettings } from "./upload-options.ts";

/**
 * Tells the server to forget an upload, once. One that it does not know any more is as good.
 *
 * @throws {UploadError} When the server could not be told.
 */
export async function deleteUpload(location: string, settings: SendingSettings): Promise<void> {
  const transport = createTransport(settings);
  try {
    const client = new LocationClient(location, transport, { ...settings, attempts: 1 });
    await client.send({ method: "DELETE" }, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof UploadError && error.reason === "expired")) throw error;
  } finally {
    transport.close();
  }
}
