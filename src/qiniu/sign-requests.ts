import type { Middleware } from "openapi-fetch";
import { type Credentials, requireCredentials } from "./credentials.ts";

/**
 * Creates middleware that signs the requests of your own openapi-fetch client.
 *
 * Register it last: a request must not change after it has been signed. Bodies are read into memory
 * to be signed.
 *
 * @throws {InvalidArgumentError} When `credentials` is not an instance of {@link Credentials}.
 * @example
 * const client = createClient<paths>({ baseUrl: "https://pili.qiniuapi.com/v1" });
 * client.use(signRequests(credentials));
 */
export function signRequests(credentials: Credentials): Middleware {
  requireCredentials(credentials);
  return {
    async onRequest({ request }) {
      const { method, url, headers } = request;
      const contentType = headers.get("Content-Type") ?? undefined;
      // Reads a clone, because the body of a request can be read only once.
      const body = request.body ? new Uint8Array(await request.clone().arrayBuffer()) : undefined;
      const current = await credentials.resolve();
      const authorization = current.authorization({ method, url, headers, contentType, body });
      request.headers.set("Authorization", authorization);
      return request;
    },
  };
}
