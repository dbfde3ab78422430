import createClient, { type BodySerializer, type Client } from "openapi-fetch";
import { describe, isPlainObject, requireSignal } from "./argument-checks.ts";
import { InvalidArgumentError } from "./errors.ts";
import { StreamedBody } from "./files/streamed-body.ts";
import { type Loader, mapLoader } from "./keys.ts";
import { type HeaderValues, requireCallSettings, requireHeaders } from "./options.ts";
import { createAttempt, type Sign } from "./send/attempt.ts";
import { type Clock, type IsExpired, withClockSkew } from "./send/clock.ts";
import { createObserver, type Hooks } from "./send/hooks.ts";
import { type WireBody, WireRequest, type WireRequestInit } from "./send/messages.ts";
import { withRetries } from "./send/retry.ts";
import type { ApiResponse } from "./transport/response.ts";
import type { Transport } from "./transport/transport.ts";
import { userAgentHeaders } from "./user-agent.ts";
import { fillPath, joinPairs, type Pair, toPairs, toQueryValue } from "./wire/serialize.ts";

/** Settings of everything between openapi-fetch and the network. */
interface SendOptions {
  transport: Transport;
  /** Returns what signs with the current keys. Called before each attempt. */
  loadSign: Loader<Sign>;
  clock: Clock;
  isExpired: IsExpired;
  /** Attempts after the first. */
  retries: number;
  /** Limit of one attempt, in milliseconds. */
  timeoutMs: number;
  /** Maximum size of a response body in bytes. */
  maxResponseBytes: number;
  hooks: Hooks;
}

interface ApiClientOptions extends SendOptions {
  /** Where paths are appended: `https://api-gce.pandastream.com:443/v3.0`. */
  baseUrl: string;
  /** Converts the query parameters of a call to pairs, in the order in which they are sent. */
  toQuery: (params: Record<string, unknown>) => readonly Pair[];
  /** Headers of every request. */
  headers: HeaderValues;
}

/** Creates an openapi-fetch client with our own serializers and our own transport. */
export function createApiClient<Paths extends object>({
  baseUrl,
  toQuery,
  headers,
  ...options
}: ApiClientOptions): Client<Paths> {
  // openapi-fetch serializes a query right before it constructs the request.
  let pairs: readonly Pair[] = [];
  let text = "";
  function ClientRequest(url: string, init: WireRequestInit): WireRequest {
    // A caller may have serialized the query.
    return new WireRequest(url, init, url.endsWith(`?${text}`) ? pairs : undefined);
  }
  // Makes `instanceof` true for a request that middleware returns.
  ClientRequest.prototype = WireRequest.prototype;
  const client = createClient<Paths>({
    baseUrl,
    headers: { ...userAgentHeaders(), ...headers },
    querySerializer: (params) => {
      pairs = toQuery(params as Record<string, unknown>);
      text = joinPairs(pairs);
      return text;
    },
    pathSerializer: fillPath,
    bodySerializer: serializeBody as BodySerializer<unknown>,
    // openapi-fetch only constructs a request and passes it to `fetch`, so both may be ours.
    Request: ClientRequest as unknown as typeof Request,
    fetch: createSend({
      ...options,
      loadSign: mapLoader(options.loadSign, (sign) => signApiRequests(sign, baseUrl)),
    }) as unknown as (request: Request) => Promise<Response>,
  });
  return withHeaderChecks(client);
}

/** Makes `request()` check the headers of a call: the platform's error would not name the header. */
function withHeaderChecks<Paths extends object>(client: Client<Paths>): Client<Paths> {
  const { request } = client as unknown as UntypedClient;
  const checked: UntypedClient["request"] = (method, path, init = {}) => {
    try {
      if (init.headers !== undefined) requireHeaders(init.headers);
    } catch (error) {
      return Promise.reject(error);
    }
    return request(method, path, init);
  };
  return Object.assign(client, { request: checked });
}

interface UntypedClient {
  request(method: string, path: string, init?: { headers?: object }): Promise<unknown>;
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

/**
 * Composes `retry(clock skew(hooks(timeout(sign(transport)))))`: each attempt is signed again, last of
 * all.
 */
function createSend(options: SendOptions): (request: WireRequest) => Promise<ApiResponse> {
  const { clock, isExpired, retries, hooks } = options;
  const { observe, onRetry } = createObserver(hooks) ?? {};
  const timed = createAttempt(options);
  const observed = observe?.(timed) ?? timed;
  const skewed = withClockSkew(observed, clock, isExpired, onRetry);
  const send = withRetries(skewed, { retries, onRetry });
  return async (request) => {
    const { signal } = request;
    requireSignal("signal", signal);
    requireCallSettings(request);
    if (signal?.aborted) throw signal.reason;
    return (await send(request, { signal, onSent: () => {} })).response;
  };
}
