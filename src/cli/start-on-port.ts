import { UsageError } from "./usage-error.ts";

/**
 * Starts a server.
 *
 * @throws {UsageError} When its port is in use, naming the flag.
 */
export async function startOnPort<Server>(
  port: number,
  start: () => Promise<Server>,
): Promise<Server> {
  try {
    return await start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new UsageError(`--port ${port} is in use: give another one, or 0 for any`);
  }
}
