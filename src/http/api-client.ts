import type { Client, Middleware, ParseAs } from "openapi-fetch";
import { createHeaders } from "#headers";
import { userAgentHeaders } from "#user-agent";
import { isPlainObject, isSet, requireFunction, requireKind } from "./argument-checks.ts";
import { InvalidArgumentError } from "./errors.ts";
import { StreamedBody } from "./files/streamed-body.ts";
import { type CallContext, sendThrough } from "./middleware.ts";
import { type HeaderValues, type RequestOptions, requireHeaders } from "./options.ts";
import { readResult } from "./read-result.ts";
import { type WireBody, WireRequest } from "./send/messages.ts";
import { type SendSettings, sendRequest } from "./send/send.ts";
import { fillPath, joinPairs, type Pair, toPairs, toQueryValue } from "./wire/serialize.ts";

interface ApiClientOptions extends SendSettings {
  /** Converts the query parameters of a call to pairs, in the order in which they are sent. */
  toQuery: (params: Record<string, unknown>, hasObjects: boolean) => readonly Pair[];
  /** Headers of every request. */
  headers: HeaderValues;
}

/** Options of a call, those of openapi-fetch and those that our clients add. */
interface CallInit extends RequestOptions {
  baseUrl?: string;
  params?: { path?: Fields; query?: Fields; header?: Fields };
  body?: unknown;
  parseAs?: ParseAs;
  querySerializer?: Serialize | QueryOptions;
  pathSerializer?: (template: string, params?: Fields) => string;
  bodySerializer?: (body: unknown, headers: Headers) => WireBody;
  middleware?: readonly Middleware[];
}

type Fields = Record<string, unknown>;
type Serialize = (params: Fields) => string;

/** Styles of all lists and objects of a query. */
interface QueryOptions {
  readonly array?: { readonly explode?: boolean };
  readonly object?: { readonly style?: string };
}

const methods = "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE".split(" ");

/**
 * Creates a client with the methods, options and middleware of openapi-fetch, over our own transport.
 *
 * It takes the place of the runtime of openapi-fetch, which creates objects of the platform for each call,
 * and whose code is larger than that of the signatures.
 */
export function createApiClient<Paths extends object>(own: ApiClientOptions): Client<Paths> {
  const options = { ...own, headers: { ...userAgentHeaders(), ...own.headers } };
  let registered: readonly Middleware[] = [];
  const request = async (method: string, template: string, init: CallInit = {}) => {
    const { middleware = [], parseAs = "json" } = init;
    const sent = withOwnErrors(() => createRequest(method.toUpperCase(), template, init, options));
    const send = (current: WireRequest) => sendRequest(current, options);
    const all = [...registered, ...middleware];
    const response =
      all.length === 0
        ? await send(sent)
        : await sendThrough(all, describeCall(template, init, options), sent, send);
    return readResult(response, sent.method, parseAs);
  };
  const verbs = methods.map((method) => [method, request.bind(undefined, method)]);
  const client = {
    request,
    ...Object.fromEntries(verbs),
    use(...added: Middleware[]) {
      for (const item of added) requireMiddleware(item);
      registered = [...registered, ...added];
    },
    eject(...removed: Middleware[]) {
      registered = registered.filter((item) => !removed.includes(item));
    },
  };
  return client as unknown as Client<Paths>;
}

function requireMiddleware(item: Middleware): void {
  const { onRequest, onResponse, onError } = Object(item);
  const isValid = typeof (onRequest ?? onResponse ?? onError) === "function";
  requireKind(isValid, "middleware", item, "an object with onRequest, onResponse or onError");
}

function createRequest(
  method: string,
  template: string,
  init: CallInit,
  options: ApiClientOptions,
): WireRequest {
  const { params = {}, body, pathSerializer = fillPath, bodySerializer = serializeBody } = init;
  const base = (init.baseUrl ?? options.baseUrl).replace(/\/$/, "");
  const url = pathSerializer(base + template, params.path);
  const { query, search } = serializeQuery(params.query ?? {}, init, options);
  const headers = createHeaders();
  if (body !== undefined) headers.set("Content-Type", "application/json");
  mergeHeaders(headers, options.headers);
  mergeHeaders(headers, init.headers && requireHeaders(init.headers));
  mergeHeaders(headers, params.header && requireHeaders(params.header));
  const { signal, retries, timeoutMs } = init;
  const sent = body === undefined ? undefined : toWireBody(body, headers, bodySerializer);
  const settings = { method, headers, body: sent, signal, retries, timeoutMs };
  return new WireRequest(search === "" ? url : `${url}?${search}`, settings, query);
}

function toWireBody(
  body: unknown,
  headers: Headers,
  serialize: NonNullable<CallInit["bodySerializer"]>,
): WireBody {
  if (isBinary(body)) return body;
  const sent: unknown = serialize(body, headers);
  const isValid = typeof sent === "string" || isBinary(sent);
  return requireKind(isValid, "body", sent, "fields, text, bytes, a Blob or a stream") as WireBody;
}

/** Converts the errors of generated serializers, which cannot import a class. */
function withOwnErrors<Result>(create: () => Result): Result {
  try {
    return create();
  } catch (error) {
    const { argument, expectation } = Object(error) as Record<string, string>;
    throw argument && expectation ? new InvalidArgumentError(argument, expectation) : error;
  }
}

/** Serializes a query. One that the caller serializes is not known as pairs. */
function serializeQuery(
  params: Fields,
  { querySerializer }: CallInit,
  { toQuery }: ApiClientOptions,
): { query?: readonly Pair[]; search: string } {
  // What generated functions pass: lists are joined by commas, and objects have brackets.
  const { array, object } = Object(querySerializer) as QueryOptions;
  const isKnown = array?.explode === false || object?.style === "deepObject";
  if (querySerializer !== undefined && !isKnown) {
    const serialize = requireFunction("querySerializer", querySerializer as Serialize);
    return { search: serialize(params).replace(/^\?/, "") };
  }
  const query = toQuery(params, object !== undefined);
  return { query, search: joinPairs(query) };
}

/** Adds headers. `null` removes a header, a list has several values. */
function mergeHeaders(headers: Headers, added: object = {}): void {
  for (const [name, value] of Object.entries(added)) {
    if (typeof value === "string") headers.set(name, value);
    else if (value !== undefined) {
      headers.delete(name);
      for (const item of [value ?? []].flat()) headers.append(name, String(item));
    }
  }
}

/** Returns what middleware may know about a call. */
function describeCall(
  schemaPath: string,
  init: CallInit,
  { baseUrl, toQuery }: ApiClientOptions,
): CallContext {
  const options = {
    baseUrl,
    parseAs: "json",
    querySerializer: (params: Fields) => joinPairs(toQuery(params, false)),
    pathSerializer: fillPath,
    bodySerializer: serializeBody,
    ...init,
  };
  const id = Math.random().toString(36).slice(2);
  return { schemaPath, params: init.params ?? {}, options, id } as unknown as CallContext;
}

/**
 * Serializes a request body according to its content type, or as JSON when there is none.
 *
 * Binary values are passed on as they are, whatever the type.
 */
function serializeBody(body: unknown, headers: Headers): WireBody {
  const type = headers.get("Content-Type") ?? "application/json";
  if (/[/+]json\b/i.test(type)) return toJson(body);
  if (/\/x-www-form-urlencoded\b/i.test(type)) return joinPairs(toPairs("body", fieldsOf(body)));
  if (/\/form-data\b/i.test(type)) return toFormData(fieldsOf(body));
  return body as WireBody; // Checked by toWireBody().
}

function toJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidArgumentError("body", "must not contain cycles or bigints");
  }
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return requireKind(isPlainObject(body), "body", body, "an object of fields") as Record<
    string,
    unknown
  >;
}

function isBinary(body: unknown): body is Exclude<WireBody, string> {
  const types = [Blob, ReadableStream, FormData, StreamedBody, URLSearchParams];
  return isBytes(body) || types.some((type) => body instanceof type);
}

function isBytes(value: unknown): value is ArrayBufferView<ArrayBuffer> | ArrayBuffer {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

function toFormData(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) {
    const part = isBytes(value) ? new Blob([value]) : value;
    if (isSet(part)) form.append(key, part instanceof Blob ? part : toQueryValue(key, part));
  }
  return form;
}
