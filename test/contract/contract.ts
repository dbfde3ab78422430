import type { ApiName, MockServerOptions } from "flip-pili/testing";
import type { Endpoint } from "../helpers/call-operation.ts";

/** One API: its spec, its generated functions, and a client to call them with. */
export interface Contract {
  readonly api: ApiName;
  /** Exports of the public entry point. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Exports of the generated module. */
  readonly generated: Readonly<Record<string, unknown>>;
  readonly credentials: MockServerOptions["credentials"];
  /** Creates a client without retries for a server. */
  readonly connect: (server: URL, fetch?: Fetch) => unknown;
  /** Path that the client puts before every path of the spec. */
  readonly prefix: string;
  /** Returns the `code` that an `HttpError` has for an error body. */
  readonly codeOf: (body: unknown) => string | undefined;
  /** A call that breaks the spec. */
  readonly invalidCall: InvalidCall;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A call that breaks a spec, and what Prism reports. */
export interface InvalidCall {
  readonly operationId: string;
  readonly options: object;
  readonly violation: string;
}

/** Returns the generated function of an operation, as users import it. */
export function endpointOf(entry: Contract["entry"], operationId: string): Endpoint {
  return entry[operationId] as Endpoint;
}
