import type { Command } from "commander";
import type { QueueLocation } from "../../fleet/index.ts";
import { UsageError } from "../errors.ts";
import type { CommandContext } from "../terminal.ts";

/** Values of the flags that {@link addQueueOptions} adds. */
export interface QueueFlags {
  redis?: string;
  queue?: string;
}

const defaultRedis = "redis://127.0.0.1:6379";

/** Adds the flags for the queue. */
export function addQueueOptions(command: Command): Command {
  return command
    .option(
      "--redis <url>",
      `Redis 6.2 or later (default: REDIS_URL, safer for a password, or ${defaultRedis})`,
    )
    .option("--queue <name>", "name of the queue (default: flip-pili-uploads)");
}

/** @throws {UsageError} When the URL is invalid. Its value is not shown: it may contain a password. */
export function queueLocation(
  { redis, queue }: QueueFlags,
  { env }: Pick<CommandContext, "env">,
): QueueLocation {
  const connection = redis ?? (env["REDIS_URL"] || defaultRedis);
  if (!/^rediss?:\/\/./.test(connection) || !URL.canParse(connection)) {
    const name = redis === undefined ? "REDIS_URL" : "--redis";
    throw new UsageError(`${name} must be a redis: or rediss: URL`);
  }
  if (queue !== undefined && !/^[^:\s]+$/.test(queue)) {
    throw new UsageError("--queue must be a name without spaces and colons");
  }
  return { connection, name: queue };
}
