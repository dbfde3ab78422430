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
  /** What the command is about does not exist. */
  notFound: 3,
  /** The service rejected the keys. */
  unauthorized: 4,
  /** The service could not be reached, or did not respond in time. */
  unreachable: 5,
  /** A wait ended before what it waited for. */
  timeout: 6,
  /** Interrupted by Ctrl-C: 128 plus the number of the signal, as shells report it. */
  interrupted: 130,
  /** Terminated by SIGTERM. */
  terminated: 143,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Meanings of {@link exitCodes}, for the help. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  [exitCodes.ok]: "success",
  [exitCodes.failed]: "the command failed, or found a problem",
  [exitCodes.usage]: "the command line is invalid; nothing was done",
  [exitCodes.notFound]: "what the command is about does not exist",
  [exitCodes.unauthorized]: "the service rejected the keys, or does not allow them the request",
  [exitCodes.unreachable]: "the service could not be reached, or did not respond in time",
  [exitCodes.timeout]: "the time of --timeout is over; what the command waited for continues",
  [exitCodes.interrupted]: "interrupted by Ctrl-C",
  [exitCodes.terminated]: "terminated by SIGTERM",
};
