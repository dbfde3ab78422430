import { canRepeat } from "#transport";
import { type RequestLine, TimeoutError } from "../errors.ts";
import { isPromise, type Loader } from "../keys.ts";
import { onAbort } from "../signals.ts";
import type { Exchange, Transport } from "../transport/transport.ts";
import { requestLine, type WireRequest } from "./messages.ts";
import { toTypedError } from "./network-failure.ts";
import { WireResponse } from "./wire-response.ts";
import { secretsOf } from "./without-secrets.ts";

/** The final URL and headers of a signed request. Everything else is unchanged. */
interface Signed {
  readonly url: string;
  readonly headers?: Headers;
}

/** Signs one attempt without changing the request. */
export type Sign = (request: WireRequest) => Signed;

/** Settings of an attempt. */
export interface AttemptSettings {
  /** Start of all URLs of the API. A request to another host must not carry a signature. */
  readonly baseUrl: string;
  readonly transport: Transport;
  /** Returns what signs with the current keys. Called before each attempt. */
  readonly loadSign: Loader<Sign>;
  /** Limit of one attempt in milliseconds, unless a request has its own setting. */
  readonly timeoutMs: number;
  /** Maximum size of a response body in bytes. */
  readonly maxResponseBytes: number;
}

/** Why an attempt must end, and how. */
interface Stop {
  isStopped: boolean;
  /** What the attempt is waiting for. */
  pending: Pick<Exchange, "cancel"> | undefined;
}

/**
 * Signs a request, sends it over the transport, and waits for the whole response. Nothing changes the
 * request in between.
 *
 * An attempt ends when it takes too long, or its signal aborts. The time runs from the start to the last
 * byte of the response. Each chunk of a streamed body that is written restarts it: a slow upload is not
 * a dead one.
 */
export async function sendAttempt(
  request: WireRequest,
  settings: AttemptSettings,
): Promise<WireResponse> {
  const { timeoutMs = settings.timeoutMs } = request;
  const stop: Stop = { isStopped: false, pending: undefined };
  const end = (reason: unknown): void => {
    stop.isStopped = true;
    stop.pending?.cancel(reason);
  };
  const startTimer = () =>
    setTimeout(() => end(new TimeoutError(requestLine(request), timeoutMs)), timeoutMs);
  let timer: ReturnType<typeof startTimer> | undefined = startTimer();
  const unlink = onAbort(request.signal, end);
  try {
    return await sendUntilOpen(request, settings, stop, () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = startTimer();
    });
  } finally {
    clearTimeout(timer);
    timer = undefined;
    stop.pending = undefined;
    unlink();
  }
}

/** Sends a request, again on another connection if an idle one turned out to be closed. */
async function sendUntilOpen(
  request: WireRequest,
  { baseUrl, transport, loadSign, maxResponseBytes }: AttemptSettings,
  stop: Stop,
  onSent: () => void,
): Promise<WireResponse> {
  const { method, body } = request;
  const line = requestLine(request);
  for (let closed = 0; ; closed++) {
    const loading = loadSign();
    const sign = isPromise(loading) ? await unlessStopped(loading, stop) : loading;
    const { url, headers = request.headers } = signOwn(request, sign, baseUrl);
    const options = { leavesBinary: true, maxResponseBytes, onSent };
    const exchange = transport.send({ method, url, headers, body, ...options });
    // Not a closure: its context would keep the response until the next full garbage collection.
    stop.pending = exchange;
    const key = headers.get("X-Api-Key");
    const secrets = () => secretsOf(url, request.url, key ?? headers.get("Authorization"), body);
    try {
      return new WireResponse(line, await exchange.response);
    } catch (cause) {
      const isFinal = stop.isStopped || !canRepeat(request, cause, closed);
      if (isFinal) throw toFinalError(cause, stop, line, secrets);
    }
  }
}

/** Signs a request to the API. One to another host must not carry a signature. */
function signOwn(request: WireRequest, sign: Sign, baseUrl: string): Signed {
  const { signal } = request;
  // A hook, or a function that returns a key, may have aborted it.
  if (signal?.aborted) throw signal.reason;
  return request.url.startsWith(`${baseUrl}/`) ? sign(request) : request;
}

function toFinalError(
  cause: unknown,
  { isStopped }: Stop,
  line: RequestLine,
  secrets: () => readonly string[],
): unknown {
  return isStopped ? cause : toTypedError(cause, line, secrets);
}

/** Waits for a promise, unless the attempt ends before it is settled. */
function unlessStopped<Value>(promise: Promise<Value>, stop: Stop): Promise<Value> {
  return new Promise((resolve, reject) => {
    stop.pending = { cancel: reject };
    promise.then(resolve, reject);
  });
}
