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
export interface EndpointResponse
  extends Pick<
    Response,
    "status" | "ok" | "statusText" | "url" | "json" | "text" | "arrayBuffer" | "blob"
  > {
  readonly headers: Pick<Headers, "get" | "has" | "forEach"> & Iterable<[string, string]>;
}

/**
 * The result of every endpoint: `data` of a success or `error` of a failure, the status and the response.
 *
 * Narrows by `data`, by `error` and by `status`.
 */
export type Result<Data, Problem, Key = "2XX"> = Success<Key, Data> | Failure<"default", Problem>;

/** The result of a success with the statuses of `Key`, except those of `Others`. */
export interface Success<Key, Data, Others = never> {
  data: Data;
  error?: never;
  status: Exclude<StatusOf<Key>, StatusOf<Others>>;
  response: EndpointResponse;
}

/** The result of a failure with the statuses of `Key`, except those of `Others`. */
export interface Failure<Key, Problem, Others = never> {
  data?: never;
  error: Problem;
  status: Exclude<StatusOf<Key>, StatusOf<Others>>;
  response: EndpointResponse;
}

/** The statuses that a key of a spec stands for: `404` for itself, `4XX` for its class, `default` for all failures. */
type StatusOf<Key> = Key extends "default"
  ? StatusOf<"3XX" | "4XX" | "5XX">
  : Key extends `${infer Class}XX`
    ? ToNumber<`${Class}${Digit}${Digit}`>
    : Key;

type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

interface WireOptions extends Omit<CallOptions, "headers"> {
  path?: unknown;
  query?: unknown;
  headers?: object | undefined;
  body?: unknown;
  querySerializer?: unknown;
  pathSerializer?: unknown;
  bodySerializer?: unknown;
  duplex?: "half";
  baseUrl?: string | undefined;
  parseAs?: "stream";
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<UntypedResult>;
}

interface UntypedResult {
  status?: number | undefined;
  response?: EndpointResponse;
}

/**
 * Calls an operation through an untyped client, and adds the status to the result.
 *
 * The signature of the endpoint has already checked the options. Inferring their types again through
 * the client would slow type checks down.
 */
export async function call(
  client: unknown,
  method: string,
  template: string,
  { path, query, ...options }: WireOptions,
): Promise<never> {
  const init = { ...options, params: { path, query } };
  const result = await (client as UntypedClient).request(method, template, init);
  result.status = result.response?.status;
  return result as never; // The signature of the endpoint has the types.
}

interface OperationDefaults {
  /** Media type of the body, if it is not JSON. */
  contentType?: string;
  baseUrl?: string;
}

/** Adds what is the same for all calls of an operation. The options of the caller take precedence. */
export function withDefaults(
  options: WireOptions,
  { contentType, baseUrl }: OperationDefaults,
): WireOptions {
  const type = options.body === undefined ? undefined : contentType;
  const headers = { "Content-Type": type, ...options.headers };
  return { ...options, headers, baseUrl: options.baseUrl ?? baseUrl };
}
