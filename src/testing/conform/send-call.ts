import { NetworkError, type RequestLine, TimeoutError } from "../../http/errors.ts";
import { toTypedError } from "../../http/send/network-failure.ts";
import { readAll } from "../../http/transport/response.ts";
import {
  defaultMaxResponseBytes,
  type Exchange,
  type Transport,
  TransportError,
  type TransportResponse,
} from "../../http/transport/transport.ts";
import { type CallResponse, readJson } from "./response.ts";

/** A call that is ready to be sent. */
export interface SignedCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

/** Limits of a call. */
export interface CallLimits {
  readonly timeoutMs: number;
  /** Aborts GET calls. Others are completed, so that the resources that they create are known. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a call and returns its response. Redirects are not followed, and nothing is retried.
 *
 * @throws {NetworkError} When no complete response arrives.
 * @throws {TimeoutError} When it does not arrive in time.
 */
export async function sendCall(
  call: SignedCall,
  transport: Transport,
  { timeoutMs, signal }: CallLimits,
): Promise<CallResponse> {
  const { method, url, headers, body } = call;
  const timeout = AbortSignal.timeout(timeoutMs);
  const isAbortable = method === "GET" && signal !== undefined;
  const end = isAbortable ? AbortSignal.any([timeout, signal]) : timeout;
  const exchange = transport.send({
    method,
    url: url.href,
    headers: Object.entries(headers),
    body,
    maxResponseBytes: defaultMaxResponseBytes,
  });
  const cancel = () => exchange.cancel(end.reason);
  end.addEventListener("abort", cancel);
  try {
    return await receive(exchange);
  } catch (error) {
    if (isAbortable) signal.throwIfAborted();
    if (timeout.aborted) throw new TimeoutError(lineOf(call), timeoutMs);
    throw toCallError(error, call);
  } finally {
    end.removeEventListener("abort", cancel);
  }
}

async function receive({ response }: Exchange): Promise<CallResponse> {
  const { status, headers, body } = await response.catch(toRedirect);
  const bytes = body instanceof Uint8Array ? body : await readAll(body);
  return { status, headers: Object.fromEntries(headers), bytes, body: readJson(bytes) };
}

/** Returns a redirect as a response: the spec decides whether it is a violation. */
function toRedirect(error: unknown): TransportResponse {
  if (!(error instanceof TransportError) || error.failure !== "redirect") throw error;
  if (error.response === undefined) throw error;
  return { ...error.response, body: new Uint8Array() };
}

function toCallError(error: unknown, call: SignedCall): Error {
  if (!(error instanceof TransportError) || error.failure !== "size") {
    return toTypedError(error, lineOf(call), () => secretsOf(call));
  }
  return new NetworkError(lineOf(call), undefined, `the response came ${error.message}`);
}

function lineOf({ method, url }: SignedCall): RequestLine {
  return { method, url: redactUrl(url) };
}

/** Returns a URL without credentials and query, which can contain a signature. */
export function redactUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** Returns what must not appear in an error that an agent or `fetch` of the caller has thrown. */
function secretsOf({ url, headers }: SignedCall): string[] {
  const signature = url.searchParams.get("signature");
  const { Authorization: authorization } = headers;
  return [authorization, signature, signature && encodeURIComponent(signature)].filter(
    (secret) => typeof secret === "string" && secret !== "",
  ) as string[];
}
