import type { Client } from "openapi-fetch";
import { createHeaders } from "#headers";
import type { paths } from "../../generated/pili/schema.ts";
import { createApiClient } from "../http/api-client.ts";
import { isSet } from "../http/argument-checks.ts";
import type { Sign } from "../http/send/attempt.ts";
import { WireRequest } from "../http/send/messages.ts";
import { type Pair, toPair, toPairs, toQueryValue } from "../http/wire/serialize.ts";
import { type Credentials, loadFromCredentials, requireCredentials } from "../qiniu/credentials.ts";
import { coversBody } from "../qiniu/string-to-sign.ts";
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
    prepare: readSignedBody,
    loadSign: loadFromCredentials(credentials, signWith),
  });
}

/** Reads a form or Blob into memory if the signature covers it, with the type that `fetch` would send. */
async function readSignedBody(request: WireRequest): Promise<WireRequest> {
  const { body, headers } = request;
  const isReadable = [FormData, URLSearchParams, Blob].some((kind) => body instanceof kind);
  if (!isReadable) return request;
  const read = new Response(body as FormData);
  const contentType = headers.get("Content-Type") ?? read.headers.get("Content-Type");
  if (contentType === null || !coversBody(contentType)) return request;
  const described = new Headers(headers);
  described.set("Content-Type", contentType);
  const init = { ...request, headers: described, body: await read.arrayBuffer() };
  return new WireRequest(request.url, init, request.query);
}

function toQuery(params: Record<string, unknown>, hasObjects: boolean): Pair[] {
  if (hasObjects) return toPairs("query", params);
  return Object.entries(params)
    .filter(([, value]) => isSet(value))
    .map(([key, value]) => toPair(key, toQueryValue(key, value)));
}

function signWith(credentials: Credentials): Sign {
  return (request: WireRequest) => {
    const { method, url, body } = request;
    const headers = createHeaders(request.headers);
    const contentType = headers.get("Content-Type") ?? undefined;
    // Otherwise the signature does not cover the body, which may be a stream.
    const signedBody = coversBody(contentType) ? (body as string | undefined) : undefined;
    const signed = { method, url, headers, contentType, body: signedBody };
    headers.set("Authorization", credentials.authorization(signed));
    return { url, headers };
  };
}
