import * as flip from "flip-pili/flip";
import * as pili from "flip-pili/pili";
import type { ApiName } from "flip-pili/testing";
import * as flipEndpoints from "../../generated/flip/endpoints.ts";
import * as piliEndpoints from "../../generated/pili/endpoints.ts";
import type { Endpoint } from "../helpers/call-operation.ts";
import { readSpecOperations, type SpecOperation } from "../helpers/spec-operations.ts";

/** One API: its spec, its generated functions, and a client to call them with. */
export interface Contract {
  readonly api: ApiName;
  readonly operations: readonly SpecOperation[];
  /** Exports of the public entry point. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Exports of the generated module. */
  readonly generated: Readonly<Record<string, unknown>>;
  readonly credentials: { readonly accessKey: string; readonly secretKey: string };
  /** Creates a client without retries for a server. */
  readonly connect: (server: URL, fetch?: Fetch) => unknown;
  /** Path that the client puts before every path of the spec. */
  readonly prefix: string;
  /** Returns the `code` that an `HttpError` has for an error body. */
  readonly codeOf: (body: unknown) => string | undefined;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const flipCredentials = {
  accessKey: "8df50af4-074f-11df-b278-1231350015b1",
  secretKey: "contract",
  factoryId: "abcdeb2cc233daaa26da6e7dd77eabcd",
};

const piliCredentials = { accessKey: "qiniu_access_key", secretKey: "contract" };

/** The contracts of all APIs. */
export const contracts: readonly Contract[] = [
  {
    api: "flip",
    operations: readSpecOperations("flip"),
    entry: flip,
    generated: flipEndpoints,
    credentials: flipCredentials,
    connect: ({ hostname, port }, fetch) =>
      flip.createFlipClient({
        ...flipCredentials,
        apiHost: hostname,
        apiPort: Number(port),
        retries: 0,
        fetch,
      }),
    prefix: "/v3.0",
    codeOf: (body) => (body as { error?: string } | undefined)?.error,
  },
  {
    api: "pili",
    operations: readSpecOperations("pili"),
    entry: pili,
    generated: piliEndpoints,
    credentials: piliCredentials,
    connect: ({ host }, fetch) => {
      const { accessKey, secretKey } = piliCredentials;
      const credentials = new pili.Credentials(accessKey, secretKey);
      return pili.createPiliClient(credentials, { apiHost: host, retries: 0, fetch });
    },
    prefix: "/v1",
    codeOf: readPiliCode,
  },
];

/** Returns the generated function of an operation, as users import it. */
export function endpointOf(entry: Contract["entry"], operationId: string): Endpoint {
  return entry[operationId] as Endpoint;
}

/** Reads the number of an error: older bodies have it in `error`, newer ones in `errno` or `code`. */
function readPiliCode(body: unknown): string | undefined {
  const { error, message, errno, code } = (body ?? {}) as Record<string, string | number>;
  const found = message === undefined ? (errno ?? code) : error;
  return found === undefined ? undefined : String(found);
}
