import createClient, { type BodySerializer, type Client } from "openapi-fetch";
import type { Sign } from "./send/fetch-attempt.ts";
import { createSend, type SendOptions } from "./send/send.ts";
import { WireRequest } from "./send/wire-request.ts";
import { fillPath } from "./wire/fill-path.ts";
import { serializeBody } from "./wire/serialize-body.ts";

export interface ApiClientOptions extends SendOptions {
  /** Where paths are appended: `https://api-gce.pandastream.com:443/v3.0`. */
  baseUrl: string;
  querySerializer: (query: Record<string, unknown>) => string;
}

/** Creates an openapi-fetch client with our own serialisers and our own way to the network. */
export function createApiClient<Paths extends object>({
  baseUrl,
  querySerializer,
  ...options
}: ApiClientOptions): Client<Paths> {
  return createClient<Paths>({
    baseUrl,
    querySerializer: (query) => querySerializer(query as Record<string, unknown>),
    pathSerializer: fillPath,
    bodySerializer: serializeBody as BodySerializer<unknown>,
    // openapi-fetch only constructs a request and hands it to `fetch`, so both may be ours.
    Request: WireRequest as unknown as typeof Request,
    fetch: createSend({ ...options, sign: signOwn(options.sign, baseUrl) }) as unknown as (
      request: Request,
    ) => Promise<Response>,
  });
}

/** Signs what goes to the API. A request to anywhere else must not carry a signature there. */
function signOwn(sign: Sign, baseUrl: string): Sign {
  const root = `${baseUrl}/`;
  return (request) => (request.url.startsWith(root) ? sign(request) : request);
}
