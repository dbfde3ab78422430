import { createFlipClient } from "flip-pili/flip";
import { createPiliClient } from "flip-pili/pili";
import createClient from "openapi-fetch";
import {
  credentials as flipCredentials,
  type ReceivedRequest,
  startServer,
} from "../helpers/flip-server.ts";
import { credentials, isSignedCorrectly } from "../helpers/pili-server.ts";
import { isSignedCorrectly as isSignedForFlip } from "../helpers/verify-signature.ts";

/** The clients that generated functions are called with. */
export const clientNames = ["openapi-fetch", "Pili", "Flip"] as const;

/** Names a client of {@link startClients}. */
export type ClientName = (typeof clientNames)[number];

/** Parameters that the Flip client adds. */
const signatureParams = /^(access_key|factory_id|timestamp|signature)=/;

/** A request without the parts that a client adds to each. */
export interface SentRequest {
  readonly path: string;
  readonly query: string;
  readonly headers: ReceivedRequest["headers"];
  readonly body: Buffer;
  /** Whether the signature covers the request. `true` for a client that signs nothing. */
  readonly isSigned: boolean;
}

/** Starts a server, and creates a client of each kind. */
export async function startClients() {
  const server = await startServer(() => ({ json: {} }));
  const host = `127.0.0.1:${server.port}`;
  const options = { retries: 0, https: false } as const;
  const clients: Readonly<Record<ClientName, unknown>> = {
    "openapi-fetch": createClient({ baseUrl: `http://${host}/v1` }),
    Pili: createPiliClient(credentials, { ...options, apiHost: host }),
    Flip: createFlipClient({
      ...options,
      ...flipCredentials,
      apiHost: "127.0.0.1",
      apiPort: server.port,
    }),
  };
  /** Returns the latest request, as sent by a client. */
  const latest = (name: ClientName): SentRequest => {
    const request = server.requests.at(-1);
    if (request === undefined) throw new Error("no request was received");
    return describe(name, request);
  };
  return { server, clients, latest };
}

function describe(name: ClientName, request: ReceivedRequest): SentRequest {
  const { path, query, headers, body } = request;
  const own = query.split("&").filter((pair) => name !== "Flip" || !signatureParams.test(pair));
  return {
    path: path.replace(/^\/v(1|3\.0)/, ""),
    query: own.join("&"),
    headers,
    body,
    isSigned: checkSignature(name, request),
  };
}

function checkSignature(name: ClientName, request: ReceivedRequest): boolean {
  if (name === "openapi-fetch") return true;
  if (name === "Pili") return isSignedCorrectly(request);
  const { secretKey } = flipCredentials;
  return isSignedForFlip({ ...request, host: "127.0.0.1", secretKey });
}
