/** What an error body says of the fault. */
interface Fault {
  code: string | undefined;
  message: string | undefined;
}

/**
 * Reads the error bodies of both services.
 *
 * `{ error, message }` names the fault in `error`; bodies without `message` say it in `error` and
 * carry a number apart, in `errno` or `code`. A number in `error` is a name all the same.
 */
export function readErrorBody(body: unknown): Fault {
  if (typeof body !== "object" || body === null) return { code: undefined, message: undefined };
  const { error, message, errno, code } = body as Record<string, unknown>;
  if (message === undefined && typeof error !== "number")
    return { code: toText(errno ?? code), message: toText(error) };
  return { code: toText(error ?? code), message: toText(message) };
}

function toText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
