import type { ErrorBody, Refusal } from "../exchange/reply.ts";
import type { ReceivedCall } from "../spec/operation.ts";
import type { Service, ServiceOptions } from "./service.ts";

/** What a verifier says of a call. */
export interface Verdict {
  /** As in the record of the request. */
  readonly signature: string;
  /** The answer, when the call is refused. */
  readonly refusal?: Refusal;
  /** What a refused signature should have been made of. */
  readonly stringToSign?: string;
}

/** Checks who a call comes from. */
export type Verifier = (call: ReceivedCall) => Verdict;

/** What a verifier knows. */
export interface VerifierOptions<Credentials> {
  /** Without them, signatures must be there but are not checked. */
  readonly credentials: Credentials | undefined;
  /** The server's clock. */
  readonly now: () => Date;
}

/** An API that can be mocked. */
export interface MockApi<Credentials> {
  /** Name of its spec. */
  readonly spec: string;
  /** Parameters that belong to the signature: no operation describes them. */
  readonly authParams: ReadonlySet<string>;
  /** Answer to a path that no operation has, when there is a special one. */
  readonly refusePath: (path: string) => Refusal | undefined;
  /** The body of an error of the mock's own, in the shape that the service gives them. */
  readonly toErrorBody: (error: ErrorBody, status: number) => unknown;
  /** Each server has a verifier of its own. */
  readonly createVerifier: (options: VerifierOptions<Credentials>) => Verifier;
  /** Each server has a service of its own, unless it only answers with examples. */
  readonly createService: (options: ServiceOptions) => Service;
}

/** What a mock's clients sign with. */
export interface MockCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
}
