/** Headers that the API does not describe. */
export type ExtraHeaders = Record<string, HeaderValue>;

/** The value of a header. A list is joined by commas, `undefined` sends no header. */
export type HeaderValue =
  | string
  | number
  | boolean
  | (string | number | boolean)[]
  | null
  | undefined;

/** Options that every endpoint accepts. */
export interface CallOptions {
  /** Headers in addition to those of the client. They replace headers with the same name. */
  headers?: ExtraHeaders | undefined;
  /** Aborts the call, its retries and its delays. */
  signal?: AbortSignal | undefined;
  /** Attempts after the first one. Replaces the setting of the client. */
  retries?: number | undefined;
  /** Limit of one attempt in milliseconds. Replaces the setting of the client. */
  timeoutMs?: number | undefined;
}

/** A response, with the most useful members of the platform's `Response`. */
interface EndpointResponse
  extends Pick<
    Response,
    "status" | "ok" | "statusText" | "url" | "json" | "text" | "arrayBuffer" | "blob"
  > {
  readonly headers: Pick<Headers, "get" | "has" | "forEach"> & Iterable<[string, string]>;
}

/** The result of every endpoint: `data` of a success or `error` of a failure, and the response. */
export type Result<Data, Failure> =
  | { data: Data; error?: never; response: EndpointResponse }
  | { data?: never; error: Failure; response: EndpointResponse };

interface WireOptions extends CallOptions {
  path?: unknown;
  query?: unknown;
  body?: unknown;
  baseUrl?: string | undefined;
  parseAs?: "text" | "blob" | undefined;
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<never>;
}

/**
 * Calls an operation through an untyped client.
 *
 * The signature of the endpoint has already checked the options. Inferring their types again through
 * the client would slow type checks down.
 */
export function call(
  client: unknown,
  method: string,
  template: string,
  { path, query, ...options }: WireOptions,
): Promise<never> {
  const init = { ...options, params: { path, query } };
  return (client as UntypedClient).request(method, template, init);
}

interface OperationDefaults {
  /** Media type of the body, if it is not JSON. */
  contentType?: string;
  parseAs?: "text" | "blob";
  baseUrl?: string;
}

/** Adds what is the same for all calls of an operation. The options of the caller take precedence. */
export function withDefaults(
  options: WireOptions,
  { contentType, parseAs, baseUrl }: OperationDefaults,
): WireOptions {
  const type = options.body === undefined ? undefined : contentType;
  const headers = { "Content-Type": type, ...options.headers };
  return { ...options, headers, parseAs, baseUrl: options.baseUrl ?? baseUrl };
}
