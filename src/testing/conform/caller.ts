import { NetworkError, TimeoutError } from "../../http/errors.ts";
import { type Hooks, observe } from "../../http/send/hooks.ts";
import { DecodedHeaders } from "../../http/transport/response.ts";
import type { Transport } from "../../http/transport/transport.ts";
import { fillPath } from "../../http/wire/serialize.ts";
import type { SpecOperation } from "../spec/operation.ts";
import type { CheckLog } from "./check-log.ts";
import type { CallResponse } from "./response.ts";
import { type CallLimits, redactUrl, type SignedCall, sendCall } from "./send-call.ts";

/** A call that was sent, and its result. */
export interface SentCall {
  readonly operation: SpecOperation;
  /** Method and path, without the query: `GET /v3.0/videos.json`. */
  readonly line: string;
  /** `undefined` when no complete response arrived. */
  readonly response: CallResponse | undefined;
  /** The reason why none arrived. */
  readonly failure: NetworkError | TimeoutError | undefined;
}

/** Sends a call of an operation. Rejects only when the run is aborted. */
export type Caller = (
  operationId: string,
  request: StepRequest,
  signing?: Signing,
) => Promise<SentCall>;

/** Options of a caller. */
interface CallerOptions {
  readonly operations: ReadonlyMap<string, SpecOperation>;
  readonly address: Address;
  readonly sign: SignCall;
  readonly transport: Transport;
  readonly limits: CallLimits;
  readonly log: CheckLog;
  readonly hooks: Hooks;
}

/** Creates a function that prepares, signs and sends calls and records their duration. */
export function createCaller(options: CallerOptions): Caller {
  const { operations, address, sign, transport, limits, log, hooks } = options;
  return async (operationId, request, signing = "valid") => {
    limits.signal?.throwIfAborted();
    const operation = operations.get(operationId);
    if (operation === undefined) throw new Error(`The spec has no operation ${operationId}`);
    const call = sign(await prepareCall(operation, request, address), signing);
    const line = `${call.method} ${call.url.pathname}`;
    const start = performance.now();
    const observation = observe(hooks, toObserved(call, request), 1);
    try {
      const response = await sendCall(call, transport, limits);
      observation?.end({ response: toObservedResponse(response), error: undefined });
      log.consecutiveFailures = 0;
      return { operation, line, response, failure: undefined };
    } catch (error) {
      observation?.end({ response: undefined, error });
      if (!(error instanceof NetworkError || error instanceof TimeoutError)) throw error;
      log.consecutiveFailures += 1;
      return { operation, line, response: undefined, failure: error };
    } finally {
      log.addTime(operationId, performance.now() - start);
    }
  };
}

/** Returns what hooks may see of a call: of an upload location only the origin, since who knows the rest can send to it. */
function toObserved({ method, url, headers }: SignedCall, { location }: StepRequest) {
  const visible = location === undefined ? redactUrl(url) : url.origin;
  return { method, url: visible, headers: Object.entries(headers) };
}

function toObservedResponse({ status, headers }: CallResponse) {
  const get = (name: string) => headers[name.toLowerCase()] ?? null;
  const entries = Object.entries(headers);
  const source = { get, [Symbol.iterator]: () => entries[Symbol.iterator]() };
  return { status, headers: new DecodedHeaders(source) };
}

/** URLs of a service. */
interface Address {
  /** A path in it replaces that of the spec. */
  readonly url: URL;
  /** Origin of operations that have a server of their own in the spec: the jobs of Pili. */
  readonly jobUrl: URL | undefined;
}

/** Returns the URL, headers and body of a call. */
async function prepareCall(
  operation: SpecOperation,
  request: StepRequest,
  address: Address,
): Promise<UnsignedCall> {
  const { path: values = {}, query = {}, headers = {}, location, factoryId } = request;
  const path = fillPath(operation.path, values);
  const url = location === undefined ? locate(operation, path, address) : new URL(location);
  const { body, type } = await encodeBody(request);
  const contentType = type === undefined ? {} : { "Content-Type": type };
  return { operation, url, path, query, headers: { ...contentType, ...headers }, body, factoryId };
}

function locate(operation: SpecOperation, path: string, { url, jobUrl = url }: Address): URL {
  const { prefix, security } = operation;
  // Of the operations of Pili, only that of the job service is not signed.
  if (prefix === "") return new URL(path, security.length === 0 ? jobUrl.origin : url.origin);
  const ownPrefix = url.pathname.replace(/\/+$/, "");
  return new URL(`${ownPrefix || prefix}${path}`, url.origin);
}

async function encodeBody({
  json,
  file,
  form: texts,
  bytes,
}: StepRequest): Promise<{ body: Uint8Array<ArrayBuffer> | undefined; type: string | undefined }> {
  if (json !== undefined) {
    return { body: new TextEncoder().encode(JSON.stringify(json)), type: "application/json" };
  }
  if (bytes !== undefined) return { body: bytes, type: "application/octet-stream" };
  if (file === undefined && texts === undefined) return { body: undefined, type: undefined };
  const form = new FormData();
  for (const [name, text] of Object.entries(texts ?? {})) form.set(name, text);
  if (file !== undefined) form.set("file", file);
  const encoded = new Response(form);
  const type = encoded.headers.get("Content-Type") ?? undefined;
  return { body: new Uint8Array(await encoded.arrayBuffer()), type };
}

/** Parameters and body of a call. */
export interface StepRequest {
  /** Values of the variables in the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Body that is sent as JSON. */
  readonly json?: unknown;
  /** File that is sent as the field `file` of a form. */
  readonly file?: File;
  /** Text fields of a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Body that is sent unchanged. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Upload location, which replaces the URL of the operation. */
  readonly location?: string;
  /** Factory of the call, if it is not that of the run. */
  readonly factoryId?: string;
}

/** Signature of a call: valid, none, or one with a wrong secret key. */
export type Signing = "valid" | "missing" | "wrong";

/** A call without its signature. */
interface UnsignedCall {
  readonly operation: SpecOperation;
  /** Without a query, unless it is an upload location. */
  readonly url: URL;
  /** Path without the prefix of the API, with its variables filled in. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  readonly factoryId: string | undefined;
}

/** Signs calls of an API. */
export type SignCall = (call: UnsignedCall, signing: Signing) => SignedCall;
