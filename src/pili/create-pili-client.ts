import type { Client } from "openapi-fetch";
import { createHeaders } from "#headers";
import type { paths } from "../../generated/pili/schema.ts";
import { createApiClient } from "../http/api-client.ts";
import { isSet } from "../http/argument-checks.ts";
import type { Sign } from "../http/send/attempt.ts";
import type { WireRequest } from "../http/send/messages.ts";
import { type Pair, toPair, toQueryValue } from "../http/wire/serialize.ts";
import { type Credentials, loadFromCredentials, requireCredentials } from "../qiniu/credentials.ts";
import { type PiliOptions, type PiliSettings, readPiliOptions } from "./options.ts";

/** Client that the generated functions take. */
export type PiliClient = Client<paths>;

/**
 * Creates a client that signs every request. Pass it to `listStreams` and the other generated
 * functions.
 *
 * @throws {InvalidArgumentError} When an argument is not valid.
 * @example
 * const client = createPiliClient(credentials);
 * const { data, error } = await listStreams(client, { query: { hub: "hub_name" } });
 */
export function createPiliClient(credentials: Credentials, options: PiliOptions = {}): PiliClient {
  return createPiliClientFromSettings(credentials, readPiliOptions(options));
}

/** Creates a client from validated settings. */
export function createPiliClientFromSettings(
  credentials: Credentials,
  settings: PiliSettings,
): PiliClient {
  requireCredentials(credentials);
  return createApiClient<paths>({
    ...settings,
    toQuery,
    loadSign: loadFromCredentials(credentials, signWith),
  });
}

function toQuery(params: Record<string, unknown>): Pair[] {
  return Object.entries(params)
    .filter(([, value]) => isSet(value))
    .map(([key, value]) => toPair(key, toQueryValue(key, value)));
}

function signWith(credentials: Credentials): Sign {
  return (request: WireRequest) => {
    const { method, url, body } = request;
    const headers = createHeaders(request.headers);
    const contentType = headers.get("Content-Type") ?? undefined;
    const signed = { method, url, headers, contentType, body: body as string | undefined };
    headers.set("Authorization", credentials.authorization(signed));
    return { url, headers };
  };
}
