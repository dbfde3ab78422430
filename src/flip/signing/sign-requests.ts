import type { Middleware } from "openapi-fetch";
import { requireFunction, requireObject } from "../../http/argument-checks.ts";
import { createLoader } from "../../http/keys.ts";
import { Clock } from "../../http/send/clock.ts";
import { canonicalPath } from "../../telestream/canonical-path.ts";
import { createFlipKeyRing, type FlipCredentials, type FlipKeys } from "./credentials.ts";
import { createQuerySigner, parseQuery, type SignQuery } from "./signature.ts";

/** Options of {@link signRequests}. */
export interface SignRequestsOptions {
  /**
   * Returns the time of the signatures.
   *
   * @default () => new Date()
   */
  now?: () => Date;
}

const versionPrefix = /^\/v\d[\w.-]*(?=\/)/;

/**
 * Creates middleware that signs the requests of your own openapi-fetch client.
 *
 * Register it last: a request must not change after it has been signed. Requests with a body are sent
 * with chunked encoding, because the URL of a `Request` cannot be changed without streaming its body.
 *
 * @throws {InvalidArgumentError} When a key or `now` is not valid.
 * @example
 * const client = createClient<paths>({ baseUrl: "https://api-gce.pandastream.com/v3.0" });
 * client.use(signRequests({ accessKey, secretKey, factoryId }));
 */
export function signRequests(
  credentials: FlipKeys & Pick<FlipCredentials, "factoryId">,
  { now }: SignRequestsOptions = {},
): Middleware {
  const keys = createFlipKeyRing(requireObject("credentials", credentials));
  const { factoryId } = credentials;
  const loadSign = createLoader(keys, ({ accessKey, hmac }) =>
    createQuerySigner({ accessKey, factoryId }, hmac),
  );
  const clock = new Clock(now === undefined ? now : requireFunction("now", now));
  return {
    async onRequest({ request }) {
      const sign = await loadSign();
      return new Request(signUrl(request.method, request.url, sign, clock.timestamp()), request);
    },
  };
}

/** Returns the signed URL of a request whose path starts with the version of the API. */
function signUrl(method: string, url: string, sign: SignQuery, timestamp: string): string {
  const { hostname, pathname, search, origin } = new URL(url);
  const path = canonicalPath(pathname.replace(versionPrefix, ""));
  const query = sign({ method, host: hostname, path, pairs: parseQuery(search) }, timestamp);
  return `${origin}${pathname}?${query}`;
}
