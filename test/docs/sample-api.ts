import type { ApiName, MockServer, MockServerOptions } from "flip-pili/testing";

/** How the samples of one API run against mock servers. */
export interface SampleApi {
  readonly api: ApiName;
  /** Exports of the entry point. */
  readonly entry: object;
  /** The credentials in the samples. */
  readonly credentials: MockServerOptions["credentials"];
  /** Options of the stateful mock server that samples of uploads need. Without uploads, `undefined`. */
  readonly uploads?: MockServerOptions;
  /** The variables that curl samples use. */
  readonly variables: Readonly<Record<string, string>>;
  /** Replaces the hosts in a program by a mock server. */
  readonly useMock: (source: string, mock: MockServer) => string;
}
