import { readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";

/** Body of a request. */
export interface Body {
  readonly bytes: string | Uint8Array;
  /** What has curl send the same. */
  readonly curlFlags: readonly string[];
}

/**
 * Reads the body that flags name, where there is one.
 *
 * @throws {UsageError} When its file cannot be read.
 */
export async function readBody(
  { body, bodyFile }: { body?: string; bodyFile?: string },
  terminal: Terminal,
): Promise<Body | undefined> {
  if (body !== undefined) return { bytes: body, curlFlags: ["--data-raw", body] };
  if (bodyFile === undefined) return undefined;
  const bytes = await readInput("--body-file", bodyFile, terminal);
  return { bytes, curlFlags: ["--data-binary", `@${bodyFile}`] };
}
