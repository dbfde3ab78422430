import type { Middleware } from "openapi-fetch";
import { InvalidArgumentError } from "./errors.ts";
import { WireRequest } from "./send/messages.ts";
import type { WireResponse } from "./send/wire-response.ts";

/** What middleware receives beside the request. */
export type CallContext = Omit<Argument, "request">;

type Argument = Parameters<NonNullable<Middleware["onRequest"]>>[0];
type Send = (request: WireRequest) => Promise<WireResponse>;

/**
 * Sends a request through middleware, like openapi-fetch: `onRequest` in the order of registration,
 * `onResponse` and `onError` in reverse order.
 *
 * @returns The response of the service, or the one that middleware has returned instead.
 * @throws {InvalidArgumentError} When middleware returns something else.
 */
export async function sendThrough(
  middleware: readonly Middleware[],
  context: CallContext,
  request: WireRequest,
  send: Send,
): Promise<Response> {
  let argument = { ...context, request: request as unknown as Request };
  for (const { onRequest } of middleware) {
    const result: unknown = await onRequest?.(argument);
    if (isResponse(result)) return result;
    argument = { ...argument, request: result ? requireRequest(result) : argument.request };
  }
  const reversed = middleware.toReversed();
  // Middleware is typed for the classes of the platform.
  const sent = send(argument.request as unknown as WireRequest) as Promise<unknown>;
  const first = (await sent.catch((error) => handleError(reversed, argument, error))) as Response;
  return handleResponse(reversed, argument, first);
}

function requireRequest(result: unknown): Request {
  if (result instanceof WireRequest) return result as unknown as Request;
  throw wrongResult("onRequest", "the request it was given, or a Response");
}

/** Lets middleware replace a response. */
async function handleResponse(
  reversed: readonly Middleware[],
  argument: Argument,
  first: Response,
): Promise<Response> {
  let response = first;
  for (const { onResponse } of reversed) {
    const result: unknown = await onResponse?.({ ...argument, response });
    if (isResponse(result)) response = result;
    else if (result) throw wrongResult("onResponse", "a Response");
  }
  return response;
}

/** Lets middleware replace an error by another one, or by a response. */
async function handleError(
  reversed: readonly Middleware[],
  argument: Argument,
  cause: unknown,
): Promise<Response> {
  let error = cause;
  for (const { onError } of reversed) {
    const result: unknown = await onError?.({ ...argument, error });
    if (isResponse(result)) return result;
    if (result instanceof Error) error = result;
    else if (result) throw wrongResult("onError", "a Response or an Error");
  }
  throw error;
}

/** Returns whether a value is a response: ours, that of the platform, or of a library. */
function isResponse(value: unknown): value is Response {
  return typeof (value as Response | null | undefined)?.status === "number";
}

function wrongResult(name: string, allowed: string): InvalidArgumentError {
  return new InvalidArgumentError(name, `must return ${allowed}, or nothing`);
}
