import type { Middleware } from "openapi-fetch";
import { type Credentials, requireCredentials } from "./credentials.ts";

/**
 * Signs the requests of an openapi-fetch client of your own.
 *
 * Register it last: nothing may change a request after its signature. A body is read into memory to
 * be signed.
 *
 * @throws {InvalidArgumentError} When the credentials are none.
 * @example
 * const client = createClient<paths>({ baseUrl: "http://pili.qiniuapi.com/v1" });
 * client.use(signRequests(credentials));
 */
export function signRequests(credentials: Credentials): Middleware {
  requireCredentials(credentials);
  return {
    async onRequest({ request }) {
      const { method, url, headers } = request;
      const contentType = headers.get("Content-Type") ?? undefined;
      // The request itself must stay unread, or there is nothing left to send.
      const body = request.body ? new Uint8Array(await request.clone().arrayBuffer()) : undefined;
      const authorization = credentials.authorization({ method, url, headers, contentType, body });
      request.headers.set("Authorization", authorization);
      return request;
    },
  };
}
