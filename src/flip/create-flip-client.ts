import type { Client } from "openapi-fetch";
import type { paths } from "../../generated/flip/schema.ts";
import { createApiClient } from "../http/api-client.ts";
import { mapLoader } from "../http/keys.ts";
import type { Sign } from "../http/send/attempt.ts";
import { Clock } from "../http/send/clock.ts";
import { type ReceivedResponse, withoutQuery } from "../http/send/messages.ts";
import { type FlipOptions, type FlipSettings, readFlipOptions } from "./options.ts";
import type { FlipSigner } from "./signing/credentials.ts";
import { canonicalPairs, createQuerySigner, parseQuery } from "./signing/signature.ts";

/** Client that the generated functions take. */
export type FlipClient = Client<paths>;

/**
 * Creates a client that signs every request. Pass it to `listVideos` and the other generated
 * functions.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 * @example
 * const client = createFlipClient({ accessKey, secretKey, factoryId });
 * const { data, error } = await listVideos(client, { query: { status: "success" } });
 */
export function createFlipClient(options: FlipOptions): FlipClient {
  const settings = readFlipOptions(options);
  return createFlipClientFromSettings(settings, new Clock(settings.now));
}

/** Creates a client from validated settings. Several clients can share a clock and the keys. */
export function createFlipClientFromSettings(settings: FlipSettings, clock: Clock): FlipClient {
  const { baseUrl, transport, retries, timeoutMs, maxResponseBytes, headers, hooks } = settings;
  return createApiClient<paths>({
    baseUrl,
    toQuery: (params) => canonicalPairs(Object.entries(params)),
    transport,
    loadSign: mapLoader(
      () => settings.keys.current(),
      (signer) => signWith(settings, clock, signer),
    ),
    clock,
    isExpired,
    retries,
    timeoutMs,
    maxResponseBytes,
    headers,
    hooks,
  });
}

function signWith(settings: FlipSettings, clock: Clock, { accessKey, hmac }: FlipSigner): Sign {
  const { baseUrl, apiHost: host, factoryId } = settings;
  const signQuery = createQuerySigner({ accessKey, factoryId }, hmac);
  return ({ method, url, query }) => {
    const base = withoutQuery(url);
    const pairs = query ?? parseQuery(url.slice(base.length));
    const path = base.slice(baseUrl.length);
    return { url: `${base}?${signQuery({ method, host, path, pairs }, clock.timestamp())}` };
  };
}

function isExpired({ response, text }: ReceivedResponse): boolean {
  return response.status === 401 && text !== undefined && text.includes("Signatures expired");
}
