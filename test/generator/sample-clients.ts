import { createFlipClient } from "flip-pili/flip";
import { createPiliClient } from "flip-pili/pili";
import createClient from "openapi-fetch";
import { credentials, keys } from "../helpers/pili-server.ts";

/** Creates a client of a server on this machine. */
export type ConnectClient = (port: number) => unknown;

const apiHost = "127.0.0.1";

/** Creates a client of openapi-fetch. */
export function connectBare(port: number): unknown {
  return createClient({ baseUrl: `http://${apiHost}:${port}` });
}

/** Every kind of client that endpoint functions take, by name. */
export const sampleClients: readonly (readonly [name: string, ConnectClient])[] = [
  ["openapi-fetch", connectBare],
  ["createFlipClient()", (apiPort) => createFlipClient({ ...keys, apiHost, apiPort, retries: 0 })],
  [
    "createFlipClient() over fetch",
    (apiPort) =>
      createFlipClient({ ...keys, apiHost, apiPort, retries: 0, fetch: globalThis.fetch }),
  ],
  [
    "createPiliClient()",
    (port) =>
      createPiliClient(credentials, { apiHost: `${apiHost}:${port}`, https: false, retries: 0 }),
  ],
];
