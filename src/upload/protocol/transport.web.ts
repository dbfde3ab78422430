import {
  longestAnswerBytes,
  type Transport,
  TransportFailure,
  type UploadAnswer,
  type UploadBody,
  type UploadLimits,
  type UploadRequest,
} from "./transport.ts";

/**
 * Sends with `fetch`, which does not tell how much of a body the network has taken: the whole
 * request has to be answered within the time for a stall and that for an answer.
 */
export function createTransport(limits: UploadLimits): Transport {
  return { send: (request) => send(request, limits), close: () => {} };
}

async function send(request: UploadRequest, limits: UploadLimits): Promise<UploadAnswer> {
  const { method, url, headers, body, signal, onSent } = request;
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", abort);
  const limitMs = limits.stallMs + limits.answerMs;
  const timedOut = new TransportFailure(`Timed out after ${limitMs} ms: no answer`);
  const timer = setTimeout(() => controller.abort(timedOut), limitMs);
  try {
    const content = body && (await contentOf(body));
    const response = await fetch(url, {
      ...{ method, headers, body: content ?? null, signal: controller.signal },
      ...{ redirect: "manual", credentials: "omit", cache: "no-store" },
    });
    const text = await readShort(response);
    onSent(body === undefined ? 0 : body.end - body.start);
    // A redirect that is not followed has no status in browsers.
    const status = response.type === "opaqueredirect" ? 302 : response.status;
    return { status, text, header: (name) => response.headers.get(name) ?? undefined };
  } catch (cause) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw cause instanceof TypeError ? new TransportFailure(cause.message, { cause }) : cause;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

async function contentOf({ source, start, end }: UploadBody): Promise<Blob> {
  if (source.slice) return source.slice(start, end);
  return new Blob([(await source.read(start, end, new Uint8Array(end - start))).slice()]);
}

async function readShort(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > longestAnswerBytes) {
      await reader.cancel();
      throw new TransportFailure("The answer is longer than 1 MiB");
    }
    text += decoder.decode(value, { stream: true });
  }
}
