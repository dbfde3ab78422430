import {
  canonicalPath,
  canonicalQuery,
  type FlipParams,
  stringToSign,
  TelestreamCloud,
} from "../../flip/index.ts";
import type { Keys } from "../credentials-from.ts";

/** What is signed. */
export interface FlipRequest {
  readonly method: string;
  readonly path: string;
  readonly params: FlipParams;
  readonly keys: Keys;
  readonly factoryId?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly timestamp?: string | undefined;
}

/** A signed request, and the stages that led to its signature. */
export interface SignedFlipRequest {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** What was signed, without the signature. */
  readonly query: string;
  readonly stringToSign: string;
  /** Everything that is sent, not escaped. */
  readonly params: Readonly<Record<string, unknown>> & { readonly signature: string };
  /** With the query, as it is sent. */
  readonly url: string;
}

/** @throws {InvalidArgumentError} When an argument cannot be used. */
export function signFlipRequest(request: FlipRequest): SignedFlipRequest {
  const { keys, factoryId, host: apiHost, port: apiPort, timestamp } = request;
  const cloud = new TelestreamCloud({ ...keys, factoryId, apiHost, apiPort });
  const method = request.method.toUpperCase();
  const path = canonicalPath(request.path);
  const params = cloud.signedParams(method, path, request.params, { timestamp });
  const { signature: _, ...signed } = params;
  return {
    method,
    path,
    query: canonicalQuery(signed),
    stringToSign: stringToSign({ method, host: cloud.apiHost, path, params: signed }),
    params,
    url: `${originOf(cloud)}/v${cloud.apiVersion}${path}?${canonicalQuery(params)}`,
  };
}

function originOf({ apiHost, apiPort }: TelestreamCloud): string {
  if (apiPort === 443) return `https://${apiHost}`;
  return `http://${apiPort === 80 ? apiHost : `${apiHost}:${apiPort}`}`;
}
