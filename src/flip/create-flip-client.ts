import type { Client } from "openapi-fetch";
import type { paths } from "../../generated/flip/schema.ts";
import { createApiClient } from "../http/api-client.ts";
import { createLoader } from "../http/keys.ts";
import { Clock } from "../http/send/clock.ts";
import { withoutQuery } from "../http/send/messages.ts";
import { type FlipOptions, type FlipSettings, readFlipOptions } from "./options.ts";
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
  const { keys, baseUrl, apiHost: host, factoryId } = settings;
  return createApiClient<paths>({
    ...settings,
    toQuery: canonicalPairs,
    loadSign: createLoader(keys, ({ accessKey, hmac }) => {
      const sign = createQuerySigner({ accessKey, factoryId }, hmac);
      return ({ method, url, query }) => {
        const base = withoutQuery(url);
        const pairs = query ?? parseQuery(url.slice(base.length));
        const path = base.slice(baseUrl.length);
        return { url: `${base}?${sign({ method, host, path, pairs }, clock.timestamp())}` };
      };
    }),
    correctClock: ({ status, receivedText, headers }) =>
      status === 401 && receivedText.includes("Signatures expired") && clock.follow(headers),
  });
}
