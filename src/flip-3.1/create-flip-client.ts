import type { Client } from "openapi-fetch";
import { createHeaders } from "#headers";
import type { paths } from "../../generated/flip-3.1/schema.ts";
import { createApiClient } from "../http/api-client.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { createLoader } from "../http/keys.ts";
import type { Sign } from "../http/send/attempt.ts";
import { withoutQuery } from "../http/send/messages.ts";
import { escapeText, toPairs } from "../http/wire/serialize.ts";
import { type FlipOptions, type FlipSettings, readFlipOptions } from "./options.ts";
import { withRemedies } from "./remedies.ts";
import { SentKeys } from "./sent-keys.ts";

/** Client that the generated functions take. */
export type FlipClient = Client<paths>;

/**
 * Creates a client that adds the API key to every request, and the factory to those that are about one. Pass it to
 * `listVideos` and the other generated functions.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 * @example
 * const client = createFlipClient({ apiKey, factoryId });
 * const { data, error } = await listVideos(client, { query: { per_page: 20 } });
 */
export function createFlipClient(options: FlipOptions): FlipClient {
  return createFlipClientFromSettings(readFlipOptions(options));
}

/** Creates a client from validated settings. */
export function createFlipClientFromSettings(settings: FlipSettings): FlipClient {
  const { keys, baseUrl, factoryId } = settings;
  const sentKeys = new SentKeys();
  const client = createApiClient<paths>({
    ...settings,
    toQuery: (params) => toPairs("query", params),
    loadSign: createLoader(
      keys,
      (apiKey): Sign =>
        ({ url, headers: unsigned }) => {
          const headers = createHeaders(unsigned);
          headers.set("X-Api-Key", apiKey);
          sentKeys.add(apiKey);
          return { url: withFactory(url, baseUrl, factoryId), headers };
        },
    ),
  });
  return withRemedies(client, { ...settings, sentKeys });
}

/** Adds the factory to a URL, in place of one that the caller has given. Calls of factories need none. */
function withFactory(url: string, baseUrl: string, factoryId: string | undefined): string {
  const base = withoutQuery(url);
  if (/^\/factories[/.]/.test(base.slice(baseUrl.length))) return url;
  const pairs = url.slice(base.length + 1).split("&");
  const isFactory = (pair: string) => pair.startsWith("factory_id=");
  if (factoryId !== undefined) {
    const others = pairs.filter((pair) => pair !== "" && !isFactory(pair));
    return `${base}?${[...others, `factory_id=${escapeText(factoryId)}`].join("&")}`;
  }
  if (pairs.some(isFactory)) return url;
  const expectation = "must be set: only the calls of factories work without a factory";
  throw new InvalidArgumentError("factoryId", expectation);
}
