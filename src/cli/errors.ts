/** Thrown when a command line is invalid. The message names the flag and the allowed values. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;
}

/** Exit codes of the program. */
export const exitCodes = {
  ok: 0,
  /** The command failed, or found a problem. */
  failed: 1,
  /** The command line is invalid. Nothing was done. */
  usage: 2,
  /** Interrupted by Ctrl-C: 128 plus the number of the signal, as shells report it. */
  interrupted: 130,
  /** Terminated by SIGTERM. */
  terminated: 143,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
