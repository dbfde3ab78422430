import createClient, { type BodySerializer, type Client } from "openapi-fetch";
import { userAgentHeaders } from "#user-agent";
import { isPlainObject, isSet, requireKind } from "./argument-checks.ts";
import { FlipPiliError } from "./errors.ts";
import { StreamedBody } from "./files/streamed-body.ts";
import { type HeaderValues, requireHeaders } from "./options.ts";
import { type WireBody, WireRequest, type WireRequestInit } from "./send/messages.ts";
import { type SendSettings, sendRequest } from "./send/send.ts";
import { fillPath, joinPairs, type Pair, toPairs, toQueryValue } from "./wire/serialize.ts";

interface ApiClientOptions extends SendSettings {
  /** Converts the query parameters of a call to pairs, in the order in which they are sent. */
  toQuery: (params: Record<string, unknown>) => readonly Pair[];
  /** Headers of every request. */
  headers: HeaderValues;
}

/** Creates an openapi-fetch client with our own serializers and our own transport. */
export function createApiClient<Paths extends object>(options: ApiClientOptions): Client<Paths> {
  // openapi-fetch serializes a query right before it constructs the request.
  let pairs: readonly Pair[] = [];
  let text = "";
  class ClientRequest extends WireRequest {
    constructor(url: string, init: WireRequestInit) {
      // A caller may have serialized the query.
      super(url, init, url.endsWith(`?${text}`) ? pairs : undefined);
    }
  }
  const client = createClient<Paths>({
    baseUrl: options.baseUrl,
    headers: { ...userAgentHeaders(), ...options.headers },
    querySerializer: (params) => {
      pairs = options.toQuery(params as Record<string, unknown>);
      text = joinPairs(pairs);
      return text;
    },
    pathSerializer: fillPath,
    bodySerializer: serializeBody as BodySerializer<unknown>,
    // openapi-fetch only constructs a request and passes it to `fetch`, so both may be ours.
    Request: ClientRequest as unknown as typeof Request,
    fetch: ((request: WireRequest) =>
      sendRequest(request, options).catch(rethrow)) as unknown as typeof fetch,
  });
  return withHeaderChecks(client);
}

/** Throws a reason. openapi-fetch would ignore one that is empty, such as that of `abort(null)`. */
function rethrow(reason: unknown): never {
  throw reason || new FlipPiliError("aborted without a reason");
}

/** Makes `request()` check the headers of a call: the platform's error would not name the header. */
function withHeaderChecks<Paths extends object>(client: Client<Paths>): Client<Paths> {
  const { request } = client as unknown as UntypedClient;
  const check = async (headers: object): Promise<object> => requireHeaders(headers);
  const checked: UntypedClient["request"] = (method, path, init = {}) => {
    const send = () => request(method, path, init);
    return init.headers ? check(init.headers).then(send) : send();
  };
  return Object.assign(client, { request: checked });
}

interface UntypedClient {
  request(method: string, path: string, init?: { headers?: object }): Promise<unknown>;
}

/**
 * Serializes a request body according to its content type, or as JSON when there is none.
 *
 * Binary values are passed on as they are, whatever the type.
 */
function serializeBody(body: unknown, headers: Headers): WireBody {
  const type = headers.get("Content-Type") ?? "application/json";
  if (isBinary(body)) return body;
  if (/[/+]json\b/i.test(type)) return JSON.stringify(body);
  if (/\/x-www-form-urlencoded\b/i.test(type)) return joinPairs(toPairs("body", fieldsOf(body)));
  if (/\/form-data\b/i.test(type)) return toFormData(fieldsOf(body));
  return requireKind(typeof body === "string", "body", body, "bytes, a Blob or a stream") as string;
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
