import { Option } from "commander";
import type { ListOptions } from "../../flip/index.ts";
import { integer, positiveNumber } from "../parse-options.ts";
import type { Call } from "./client-command.ts";

/** Value of the flag that {@link limitOption} creates. */
export interface LimitFlag {
  limit?: number;
}

/** Creates `--limit`. */
export function limitOption(): Option {
  return new Option("--limit <number>", "maximum number of objects (default: all)").argParser(
    integer(1, Number.MAX_SAFE_INTEGER),
  );
}

/** Creates `--status`, for videos and encodings. */
export function statusOption(): Option {
  return new Option("--status <status>", "only those with this status").choices([
    "processing",
    "success",
    "fail",
  ]);
}

/** Returns the options of a request for a list. */
export function listOptions({ request, options }: Call<unknown, LimitFlag>): ListOptions {
  return { ...request, ...(options.limit !== undefined && { maxItems: options.limit }) };
}

/** Values of the flags that {@link waitOptions} creates, in seconds. */
export interface WaitFlags {
  timeout?: number;
  poll?: number;
}

/**
 * Creates the flags of a wait.
 *
 * @param defaults - Those of the library, in seconds.
 */
export function waitOptions(defaults: Required<WaitFlags>): Option[] {
  return [
    new Option(
      "--timeout <seconds>",
      `end the wait after this time, with exit code 6 (default: ${defaults.timeout})`,
    ).argParser(positiveNumber),
    new Option(
      "--poll <seconds>",
      `delay between the first two requests; it grows (default: ${defaults.poll})`,
    ).argParser(positiveNumber),
  ];
}

/** Returns the options of the library for a wait. */
export function readWait({ timeout, poll }: WaitFlags): { timeoutMs?: number; pollMs?: number } {
  return {
    ...(timeout !== undefined && { timeoutMs: Math.ceil(timeout * 1_000) }),
    ...(poll !== undefined && { pollMs: Math.ceil(poll * 1_000) }),
  };
}
