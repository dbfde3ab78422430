/**
 * The part of an endpoints module that is the same for every API.
 *
 * `call()` hands the client untyped options: the endpoint's own signature has checked them already, and
 * inferring them a second time through the client is what makes type checks slow.
 */
export const preamble = `
/** Headers beside those that the API describes. */
export type ExtraHeaders = Record<string, HeaderValue>;

/** What a header may be given as; a list is joined by commas, \`undefined\` sends no header. */
export type HeaderValue = string | number | boolean | (string | number | boolean)[] | null | undefined;

/** What every endpoint takes. */
export interface CallOptions {
  headers?: ExtraHeaders | undefined;
  /** Ends the call. */
  signal?: AbortSignal | undefined;
}

/** What every endpoint gives: \`data\` of a success or \`error\` of a failure, and the response. */
export type Result<Data, Failure> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: Failure; response: Response };

interface WireOptions extends CallOptions {
  path?: unknown;
  query?: unknown;
  body?: unknown;
  baseUrl?: string | undefined;
}

interface FixedOptions {
  contentType?: string;
  parseAs?: "text" | "blob";
  baseUrl?: string;
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<never>;
}

function call(
  client: unknown,
  method: string,
  template: string,
  { path, query, body, headers, signal, baseUrl }: WireOptions,
  fixed: FixedOptions = {},
): Promise<never> {
  const contentType = body === undefined ? undefined : fixed.contentType;
  return (client as UntypedClient).request(method, template, {
    params: { path, query },
    headers: { "Content-Type": contentType, ...headers },
    body,
    signal,
    parseAs: fixed.parseAs,
    baseUrl: baseUrl ?? fixed.baseUrl,
  });
}
`;
