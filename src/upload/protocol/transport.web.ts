import { onAbort } from "../../http/signals.ts";
import {
  maxResponseBytes,
  type Transport,
  type TransportBody,
  TransportError,
  type TransportRequest,
  type TransportResponse,
  type TransportTimeouts,
} from "./transport.ts";

/**
 * Creates a transport over `fetch`, which does not report how much of a body the network has taken.
 *
 * The whole request may take as long as `stallMs` and `answerMs` together.
 */
export function createTransport(timeouts: TransportTimeouts): Transport {
  return { send: (request) => send(request, timeouts), close: () => {} };
}

async function send(
  { method, url, headers, body, signal, onSent }: TransportRequest,
  { stallMs, answerMs }: TransportTimeouts,
): Promise<TransportResponse> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const unlink = onAbort(signal, (reason) => controller.abort(reason));
  const limitMs = stallMs + answerMs;
  const timeout = new TransportError(`Timed out after ${limitMs} ms: no response`);
  const timer = setTimeout(() => controller.abort(timeout), limitMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? null : await toBlob(body),
      signal: controller.signal,
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
    });
    const text = await readText(response);
    onSent(body === undefined ? 0 : body.end - body.start);
    // A redirect that is not followed has no status in browsers.
    const status = response.type === "opaqueredirect" ? 302 : response.status;
    return { status, text, header: (name) => response.headers.get(name) ?? undefined };
  } catch (cause) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw cause instanceof TypeError ? new TransportError(cause.message, { cause }) : cause;
  } finally {
    clearTimeout(timer);
    unlink();
  }
}

async function toBlob({ source, start, end }: TransportBody): Promise<Blob> {
  if (source.slice) return source.slice(start, end);
  return new Blob([(await source.read(start, end, new Uint8Array(end - start))).slice()]);
}

/**
 * Reads the body of a response.
 *
 * @throws {TransportError} When it is longer than 1 MiB.
 */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > maxResponseBytes) {
      await reader.cancel();
      throw new TransportError("The response is longer than 1 MiB");
    }
    text += decoder.decode(value, { stream: true });
  }
}
