import type { Middleware } from "openapi-fetch";
import { createHmacSha256 } from "#hmac";
import { requireText } from "../../http/argument-checks.ts";
import { Clock } from "../../http/send/clock.ts";
import { canonicalPath } from "./canonical-path.ts";
import type { FlipCredentials } from "./credentials.ts";
import { parseQuery } from "./parse-query.ts";
import { createQuerySigner, type SignQuery } from "./sign-query.ts";

/** Options of {@link signRequests}. */
export interface SignRequestsOptions {
  /** @default () => new Date() */
  now?: () => Date;
}

const versionPrefix = /^\/v[\d.]+(?=\/)/;

/**
 * Signs the requests of an openapi-fetch client of your own.
 *
 * Register it last: nothing may change a request after its signature. Requests with a body are
 * sent chunked, since a platform request cannot get another URL otherwise.
 *
 * @throws {InvalidArgumentError} When a key is empty.
 * @example
 * const client = createClient<paths>({ baseUrl: "https://api-gce.pandastream.com/v3.0" });
 * client.use(signRequests({ accessKey, secretKey, factoryId }));
 */
export function signRequests(
  credentials: FlipCredentials,
  { now }: SignRequestsOptions = {},
): Middleware {
  requireText("accessKey", credentials.accessKey);
  requireText("secretKey", credentials.secretKey);
  const clock = new Clock(now);
  const sign = createQuerySigner(credentials, createHmacSha256(credentials.secretKey));
  return {
    onRequest: ({ request }) =>
      new Request(signUrl(request.method, request.url, sign, clock.timestamp()), request),
  };
}

/** The URL of a request with the parameters that sign it. Its path starts with the API's version. */
export function signUrl(method: string, url: string, sign: SignQuery, timestamp: string): string {
  const { hostname, pathname, search, origin } = new URL(url);
  const path = canonicalPath(pathname.replace(versionPrefix, ""));
  const query = sign({ method, host: hostname, path, pairs: parseQuery(search) }, timestamp);
  return `${origin}${pathname}?${query}`;
}
