import { once } from "node:events";
import { type IncomingMessage, request as sendPlain } from "node:http";
import { request as sendSecure } from "node:https";
import { UsageError } from "../errors.ts";
import type { JournalEntry } from "./notification-journal.ts";

/** What the target of a forwarded notification returned. */
export interface ForwardOutcome {
  /** Status of the response; `undefined` when there is none. */
  readonly status: number | undefined;
  /** Code of the network error: `ECONNREFUSED`. */
  readonly problem: string | undefined;
  readonly durationMs: number;
}

/** Limit in milliseconds for the response of the target. */
const limitMs = 30_000;

/** Headers that belong to the connection over which the notification was received. */
const connectionHeaders: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "content-length",
  "expect",
  "te",
  "trailer",
  "upgrade",
]);

/** @throws {UsageError} When it is not an http or https URL. */
export function requireTarget(url: string): URL {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url);
  throw new UsageError("--forward-to must be an http or https URL");
}

/** Sends a notification to a URL: the same bytes, and the headers that are not those of the connection. Never throws. */
export async function forward(
  { headers, body }: Pick<JournalEntry, "headers" | "body">,
  target: URL,
): Promise<ForwardOutcome> {
  const startedAt = performance.now();
  const kept = Object.entries(headers).filter(([name]) => !connectionHeaders.has(name));
  const send = target.protocol === "https:" ? sendSecure : sendPlain;
  const request = send(target, {
    method: "POST",
    headers: { ...Object.fromEntries(kept), "content-length": body.length },
    agent: false,
    signal: AbortSignal.timeout(limitMs),
  });
  const outcome = (status: number | undefined, problem?: string) => {
    const durationMs = Math.round(performance.now() - startedAt);
    return { status, problem, durationMs };
  };
  try {
    request.end(body);
    const [response]: IncomingMessage[] = await once(request, "response");
    response?.resume();
    return outcome(response?.statusCode);
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return outcome(undefined, name === "AbortError" ? "timeout" : (code ?? name));
  } finally {
    request.on("error", () => {});
  }
}

/** Returns whether the target has accepted a notification. */
export function isAccepted({ status = 0 }: ForwardOutcome): boolean {
  return status >= 200 && status < 300;
}

/** Describes an outcome in one line. The query of the URL is not shown: it may be a secret. */
export function describeForward(
  { status, problem, durationMs }: ForwardOutcome,
  { origin, pathname }: URL,
): string {
  return `-> ${status ?? problem} POST ${origin}${pathname} (${durationMs} ms)`;
}
