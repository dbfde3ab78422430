import type { Hooks, RequestLine } from "../../flip/index.ts";
import { toPrintable } from "../../http/printable.ts";
import type { Output } from "../terminal.ts";

/**
 * Creates hooks that write a line for each attempt of a request. The lines contain neither a query nor a header, and
 * so no key and no signature.
 */
export function createRequestLog(output: Output): Hooks {
  const write = (line: string) => void output.write(`${toPrintable(line)}\n`);
  return {
    onResponse({ request, status, requestId, durationMs, error }) {
      const outcome = status ?? describeError(error);
      const id = requestId === undefined ? "" : `, request id ${requestId}`;
      const attempt = request.attempt > 1 ? `, attempt ${request.attempt}` : "";
      write(`${formatLine(request)} ${outcome} (${Math.round(durationMs)} ms${attempt}${id})`);
    },
    onRetry({ request, delayMs }) {
      write(`${formatLine(request)} is sent again in ${Math.round(delayMs)} ms`);
    },
  };
}

function formatLine({ method, url }: RequestLine): string {
  return `${method} ${url}`;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.name : "interrupted";
}
