/** Thrown when a command cannot be understood. The message names the flag and what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;
}
