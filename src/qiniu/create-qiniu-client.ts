import type { Client } from "openapi-fetch";
import { createHeaders } from "#headers";
import { createApiClient } from "../http/api-client.ts";
import { isSet } from "../http/argument-checks.ts";
import type { ClientSettings } from "../http/options.ts";
import type { Sign } from "../http/send/attempt.ts";
import { WireRequest } from "../http/send/messages.ts";
import { type Pair, toPair, toPairs, toQueryValue } from "../http/wire/serialize.ts";
import { type Credentials, loadFromCredentials, requireCredentials } from "./credentials.ts";
import { coversBody } from "./string-to-sign.ts";

/** Validated options of a client, and the URL that its paths are relative to. */
export interface QiniuClientSettings extends ClientSettings {
  readonly baseUrl: string;
}

/**
 * Creates a client of a Qiniu service from validated settings.
 *
 * @throws {InvalidArgumentError} When the credentials are not valid.
 */
export function createQiniuClient<Paths extends object>(
  credentials: Credentials,
  settings: QiniuClientSettings,
): Client<Paths> {
  requireCredentials(credentials);
  return createApiClient<Paths>({
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
