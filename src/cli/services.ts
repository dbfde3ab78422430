import { Argument } from "commander";
import { UsageError } from "./errors.ts";

/** A service that commands speak to. */
export type ServiceName = "flip" | "pili";

/** What people call the services. */
export const titles: Readonly<Record<ServiceName, string>> = { flip: "Flip", pili: "Pili" };

/** The argument that names a service. */
export function serviceArgument(): Argument {
  return new Argument("<service>", "which service").choices(["flip", "pili"]);
}

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
