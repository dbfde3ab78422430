import createClient, { type BodySerializer, type Client } from "openapi-fetch";
import { describe, isPlainObject, requireSignal } from "./argument-checks.ts";
import { InvalidArgumentError } from "./errors.ts";
import { StreamedBody } from "./files/streamed-body.ts";
import { type Clock, type IsExpired, withClockSkew } from "./send/clock.ts";
import { type Fetch, fetchAttempt, type Sign } from "./send/fetch-attempt.ts";
import { toResponse, type WireBody, WireRequest, type WireRequestInit } from "./send/messages.ts";
import { withRetries } from "./send/retry.ts";
import { withTimeout } from "./send/timeout.ts";
import { fillPath, joinPairs, type Pair, toPairs, toQueryValue } from "./wire/serialize.ts";

/** Settings of everything between openapi-fetch and the network. */
interface SendOptions {
  fetch: Fetch;
  sign: Sign;
  clock: Clock;
  isExpired: IsExpired;
  /** Attempts after the first. */
  retries: number;
  /** Limit of one attempt, in milliseconds. */
  timeoutMs: number;
}

interface ApiClientOptions extends SendOptions {
  /** Where paths are appended: `https://api-gce.pandastream.com:443/v3.0`. */
  baseUrl: string;
  /** Converts the query parameters of a call to pairs, in the order in which they are sent. */
  toQuery: (params: Record<string, unknown>) => readonly Pair[];
}

/** Creates an openapi-fetch client with our own serializers and our own transport. */
export function createApiClient<Paths extends object>({
  baseUrl,
  toQuery,
  ...options
}: ApiClientOptions): Client<Paths> {
  // openapi-fetch serializes a query right before it constructs the request.
  let pairs: readonly Pair[] = [];
  let text = "";
  function ClientRequest(url: string, init: WireRequestInit): WireRequest {
    // A caller may have serialized the query.
    return new WireRequest(url, init, url.endsWith(`?${text}`) ? pairs : undefined);
  }
  return createClient<Paths>({
    baseUrl,
    querySerializer: (params) => {
      pairs = toQuery(params as Record<string, unknown>);
      text = joinPairs(pairs);
      return text;
    },
    pathSerializer: fillPath,
    bodySerializer: serializeBody as BodySerializer<unknown>,
    // openapi-fetch only constructs a request and passes it to `fetch`, so both may be ours.
    Request: ClientRequest as unknown as typeof Request,
    fetch: createSend({ ...options, sign: signApiRequests(options.sign, baseUrl) }) as unknown as (
      request: Request,
    ) => Promise<Response>,
  });
}

/** Limits a signer to requests to the API: a request to another host must not carry a signature. */
function signApiRequests(sign: Sign, baseUrl: string): Sign {
  const root = `${baseUrl}/`;
  return (request) => (request.url.startsWith(root) ? sign(request) : request);
}

/**
 * Serializes a request body according to its content type, or as JSON when there is none.
 *
 * Binary values are passed on as they are, whatever the type.
 */
function serializeBody(body: unknown, headers: Headers): WireBody {
  const type = headers.get("Content-Type") ?? "application/json";
  if (isBinary(body)) return body;
  if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) return JSON.stringify(body);
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return joinPairs(toPairs("body", Object.entries(requireFields(body))));
  }
  if (/^multipart\/form-data\b/i.test(type)) return toFormData(body);
  if (typeof body === "string") return body;
  throw new InvalidArgumentError(
    "body",
    `must be bytes, a Blob or a stream, not ${describe(body)}`,
  );
}

function isBinary(body: unknown): body is Exclude<WireBody, string> {
  if (body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return true;
  if (body instanceof ReadableStream || body instanceof FormData) return true;
  return body instanceof StreamedBody || body instanceof URLSearchParams;
}

function toFormData(body: unknown): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(requireFields(body))) {
    if (value instanceof Blob) form.append(key, value);
    else if (isBytes(value)) form.append(key, new Blob([value]));
    else if (value !== undefined && value !== null) form.append(key, toQueryValue(key, value));
  }
  return form;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> | ArrayBuffer {
  return value instanceof ArrayBuffer || value instanceof Uint8Array;
}

function requireFields(body: unknown): Record<string, unknown> {
  if (isPlainObject(body)) return body;
  throw new InvalidArgumentError("body", `must be an object of fields, not ${describe(body)}`);
}

/** Composes `retry(clock skew(timeout(sign(fetch))))`: each attempt is signed again, last of all. */
function createSend(options: SendOptions): (request: WireRequest) => Promise<Response> {
  const { fetch, sign, clock, isExpired, retries, timeoutMs } = options;
  const timed = withTimeout(fetchAttempt(fetch, sign), timeoutMs);
  const send = withRetries(withClockSkew(timed, clock, isExpired), retries);
  return async (request) => {
    const { signal } = request;
    requireSignal("signal", signal);
    if (signal?.aborted) throw signal.reason;
    return toResponse(await send(request, { signal, onSent: () => {} }), request);
  };
}
