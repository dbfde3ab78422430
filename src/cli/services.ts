import { Argument } from "commander";
import { UsageError } from "./errors.ts";

/** A service that commands support. */
export type ServiceName = "flip" | "pili";

/** Display names of the services. */
export const titles: Readonly<Record<ServiceName, string>> = { flip: "Flip", pili: "Pili" };

/** Creates the argument that selects a service. */
export function serviceArgument(): Argument {
  return new Argument("<service>", "name of the service").choices(["flip", "pili"]);
}

/** Values of the flags that only one service supports. */
type ServiceFlags = Readonly<Record<ServiceName, Readonly<Record<string, unknown>>>>;

/** @throws {UsageError} When a flag is set that only another service supports. */
export function rejectOtherServiceFlags(
  command: string,
  service: ServiceName,
  flags: ServiceFlags,
): void {
  const other = service === "flip" ? "pili" : "flip";
  for (const [flag, value] of Object.entries(flags[other])) {
    if (value !== undefined) throw new UsageError(`${flag} is only for ${command} ${other}`);
  }
}

/**
 * Starts a server on a port.
 *
 * @throws {UsageError} When the port is in use. The message names the flag.
 */
export async function startOnPort<Server>(
  port: number,
  start: () => Promise<Server>,
): Promise<Server> {
  try {
    return await start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new UsageError(`--port ${port} is in use: pass another port, or 0 for any free port`);
  }
}
