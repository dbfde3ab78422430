import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import { collect, integer } from "./parse-options.ts";

/** Values of the flags that {@link addListenOptions} adds. */
export interface ListenFlags {
  port: number;
  bind?: string;
  allowHost?: string[];
}

/** Adds the flags that say where a server listens, and which hosts it serves. */
export function addListenOptions(command: Command): Command {
  return command
    .option("--port <number>", "port to listen on; 0 means any free port", integer(0, 65_535), 0)
    .option(
      "--bind <address>",
      "address to listen on, such as 0.0.0.0 in a container (default: 127.0.0.1)",
    )
    .option(
      "--allow-host <name>",
      "further host name of requests, and of pages that send requests; repeatable",
      collect,
    );
}

/**
 * Starts a server where the flags say.
 *
 * @param start - Starts it with these options.
 * @throws {UsageError} When the server cannot listen there. The message names the flag.
 */
export async function startListening<Server>(
  { port, bind, allowHost }: ListenFlags,
  start: (options: {
    port: number;
    bind: string | undefined;
    allowHosts: string[] | undefined;
  }) => Promise<Server>,
): Promise<Server> {
  try {
    return await start({ port, bind, allowHosts: allowHost });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new UsageError(`--port ${port} is in use: pass another port, or 0 for any free port`);
    }
    if (code !== "EADDRNOTAVAIL") throw error;
    throw new UsageError(`--bind ${bind} is not an address of this machine`);
  }
}
