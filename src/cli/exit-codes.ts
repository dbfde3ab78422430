/** What the program's exit code says. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong, or something was found that should not be. */
  failed: 1,
  /** The command cannot be understood; nothing was done. */
  usage: 2,
  /** Stopped by Ctrl-C, as shells report it: 128 and the number of the signal. */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

/** An exit code of the program. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
