import { NetworkError, TimeoutError } from "../../http/errors.ts";
import { fillPath } from "../../http/wire/path.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import { type ReceivedAnswer, readJson } from "./answer.ts";
import type { Journal } from "./journal.ts";
import type { SignCall, SignedCall, Signing, TrialRequest, UnsignedCall } from "./unsigned-call.ts";

/** A call that was sent, and what became of it. */
export interface SentCall {
  readonly operation: SpecOperation;
  /** Method and path, without the query: `GET /v3.0/videos.json`. */
  readonly line: string;
  /** `undefined` when no whole answer arrived. */
  readonly answer: ReceivedAnswer | undefined;
  /** Why none arrived. */
  readonly failure: NetworkError | TimeoutError | undefined;
}

/** Sends a call of an operation. Rejects only when the run is ended. */
export type Caller = (
  operationId: string,
  request: TrialRequest,
  signing?: Signing,
) => Promise<SentCall>;

/** What calls are made with. */
interface CallerOptions {
  readonly operations: ReadonlyMap<string, SpecOperation>;
  readonly address: Address;
  readonly sign: SignCall;
  readonly limits: CallLimits;
  readonly journal: Journal;
}

/** Composes the way of a call: find, fill in, sign, send, take the time. */
export function createCaller(options: CallerOptions): Caller {
  const { operations, address, sign, limits, journal } = options;
  return async (operationId, request, signing = "valid") => {
    limits.signal?.throwIfAborted();
    const operation = operations.get(operationId);
    if (operation === undefined) throw new Error(`The spec has no operation ${operationId}`);
    const call = sign(await prepareCall(operation, request, address), signing);
    const line = `${call.method} ${call.url.pathname}`;
    const start = performance.now();
    try {
      const answer = await sendCall(call, limits);
      journal.unanswered = 0;
      return { operation, line, answer, failure: undefined };
    } catch (fault) {
      if (!(fault instanceof NetworkError || fault instanceof TimeoutError)) throw fault;
      journal.unanswered += 1;
      return { operation, line, answer: undefined, failure: fault };
    } finally {
      journal.addTime(operationId, performance.now() - start);
    }
  };
}

/** Limits of a call. */
interface CallLimits {
  readonly timeoutMs: number;
  /** Ends calls that change nothing. The others go on: what they have created must be known. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a call and takes the answer as it is: no redirect is followed, nothing is repeated.
 *
 * @throws {NetworkError} When no whole answer arrives.
 * @throws {TimeoutError} When it does not arrive in time.
 */
async function sendCall(
  call: SignedCall,
  { timeoutMs, signal }: CallLimits,
): Promise<ReceivedAnswer> {
  const { method, url, headers, body } = call;
  const line = { method, url: withoutQuery(url) };
  const timeout = AbortSignal.timeout(timeoutMs);
  const ends = method === "GET" && signal !== undefined ? [timeout, signal] : [timeout];
  try {
    const response = await fetch(url, {
      ...{ method, headers, redirect: "manual", signal: AbortSignal.any(ends) },
      body: body ?? null,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), bytes, body: readJson(bytes) };
  } catch (fault) {
    if (method === "GET") signal?.throwIfAborted();
    if (timeout.aborted) throw new TimeoutError(line, timeoutMs);
    throw new NetworkError(line, fault, reasonOf(fault));
  }
}

/** A URL as it may be shown: the query can hold a signature. */
export function withoutQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** What the network says is in the causes: `fetch failed` tells nothing. */
function reasonOf(fault: unknown): string {
  const { cause, message } = fault as Error;
  if (!(cause instanceof Error)) return message;
  const { code } = cause as NodeJS.ErrnoException;
  return [code, cause.message].filter(Boolean).join(": ");
}

/** Where a service is. */
interface Address {
  /** With a path, that takes the place of the one in the spec. */
  readonly url: URL;
  /** Origin of what the spec serves elsewhere: the jobs of Pili. */
  readonly jobUrl: URL | undefined;
}

/** Finds where a call goes and what it carries. */
async function prepareCall(
  operation: SpecOperation,
  request: TrialRequest,
  address: Address,
): Promise<UnsignedCall> {
  const { path: values = {}, query = {}, headers = {}, location, factoryId } = request;
  const path = fillPath(operation.path, values);
  const url = location === undefined ? locate(operation, path, address) : new URL(location);
  const { body, type } = await encodeBody(request);
  const contentType = type === undefined ? {} : { "Content-Type": type };
  return { operation, url, path, query, headers: { ...contentType, ...headers }, body, factoryId };
}

function locate({ prefix }: SpecOperation, path: string, { url, jobUrl }: Address): URL {
  if (prefix === "") return new URL(path, jobUrl ?? url.origin);
  const ownPrefix = url.pathname.replace(/\/+$/, "");
  return new URL(`${ownPrefix || prefix}${path}`, url.origin);
}

async function encodeBody({
  json,
  file,
  bytes,
}: TrialRequest): Promise<{ body: Uint8Array<ArrayBuffer> | undefined; type: string | undefined }> {
  if (json !== undefined) {
    return { body: new TextEncoder().encode(JSON.stringify(json)), type: "application/json" };
  }
  if (bytes !== undefined) return { body: bytes, type: "application/octet-stream" };
  if (file === undefined) return { body: undefined, type: undefined };
  const form = new FormData();
  form.set("file", file);
  const encoded = new Response(form);
  const type = encoded.headers.get("Content-Type") ?? undefined;
  return { body: new Uint8Array(await encoded.arrayBuffer()), type };
}
