import type { Client } from "openapi-fetch";
import { createHmacSha256 } from "#hmac";
import type { paths } from "../../generated/flip/schema.ts";
import { createApiClient } from "../http/api-client.ts";
import { Clock } from "../http/send/clock.ts";
import type { Sign } from "../http/send/fetch-attempt.ts";
import type { ReceivedResponse } from "../http/send/response.ts";
import type { Hmac } from "../http/wire/hmac.ts";
import { type FlipOptions, type FlipSettings, readOptions } from "./options.ts";
import { canonicalPairs } from "./signing/canonical-query.ts";
import { createQuerySigner } from "./signing/sign-requests.ts";

/** A client for the generated functions. */
export type FlipClient = Client<paths>;

/**
 * Creates a client that signs every request: pass it to `listVideos` and the other functions.
 *
 * @throws {InvalidArgumentError} Naming the option that cannot be used.
 * @example
 * const client = createFlipClient({ accessKey, secretKey, factoryId });
 * const { data, error } = await listVideos(client, { query: { status: "success" } });
 */
export function createFlipClient(options: FlipOptions): FlipClient {
  const settings = readOptions(options);
  return connect(settings, new Clock(settings.now), createHmacSha256(settings.secretKey));
}

/** {@link createFlipClient} with checked settings; several clients may share a clock and an HMAC. */
export function connect(settings: FlipSettings, clock: Clock, hmac: Hmac): FlipClient {
  const { baseUrl, fetch, retries, timeoutMs } = settings;
  return createApiClient<paths>({
    baseUrl,
    toQuery: (params) => canonicalPairs(Object.entries(params)),
    fetch,
    sign: signWith(settings, clock, hmac),
    clock,
    isExpired,
    retries,
    timeoutMs,
  });
}

function signWith(settings: FlipSettings, clock: Clock, hmac: Hmac): Sign {
  const { baseUrl, apiHost: host } = settings;
  const signQuery = createQuerySigner(settings, hmac);
  return ({ method, target, query }) => {
    const path = target.slice(baseUrl.length);
    return { url: `${target}?${signQuery({ method, host, path, pairs: query }, clock.timestamp())}` };
  };
}

function isExpired({ response, text }: ReceivedResponse): boolean {
  return response.status === 401 && text !== undefined && text.includes("Signatures expired");
}
