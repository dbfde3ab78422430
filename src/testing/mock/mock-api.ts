import { requireKey, requireObject } from "../../http/argument-checks.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import type { ErrorBody, Rejection, Reply } from "../exchange/reply.ts";
import type { Violation } from "../exchange/violation.ts";
import type { ReceivedCall, SpecOperation } from "../spec/operation.ts";
import type { CallRules } from "../spec/read-call.ts";
import type { UploadServer } from "../upload-server/upload-server.ts";
import type { UploadServerOptions } from "../upload-server/upload-server-options.ts";
import type { MockClock } from "./clock.ts";
import type { Delivery } from "./deliveries.ts";

/** Values of the option `errorsAs`. */
export const errorForms = ["number", "text"] as const;

/** Content of the field `error` in an error of Pili v1. */
export type ErrorsAs = (typeof errorForms)[number];

/** Values of the option `notLiveAs`. */
export const notLiveForms = ["619", "404", "zeros"] as const;

/** How Pili v2 reports that a stream is not live. */
export type NotLiveAs = (typeof notLiveForms)[number];

/** An API that can be mocked. */
export interface MockApi<Credentials> extends CallRules {
  /** Name of the service. */
  readonly title: string;
  /** Name of its spec. */
  readonly spec: string;
  /**
   * Checks the credentials that a caller has passed.
   *
   * @throws {InvalidArgumentError} When they are not valid.
   */
  readonly requireCredentials: (credentials: Credentials) => void;
  /**
   * What a call is authorized with, as the reason of a rejection names it.
   *
   * @default "Signature"
   */
  readonly credentialName?: string;
  /** Returns the special response for a path without operation, if there is one. */
  readonly rejectPath: (path: string) => Rejection | undefined;
  /** Returns the name of the spec for a path that has several names. */
  readonly toSpecPath?: (path: string) => string;
  /** Converts an error of the mock into the format of the service's errors. */
  readonly toErrorBody: (error: ErrorBody, status: number) => unknown;
  /** Converts the body of an error into one of the forms that the service has sent. */
  readonly toErrorForm: (body: unknown, form: ErrorsAs) => unknown;
  /** Creates the verifier of one server. */
  readonly createVerifier: (options: VerifierOptions<Credentials>) => Verifier;
  /** Creates the service of one server. A stateless server has none. */
  readonly createService: (options: ServiceOptions & VerifierOptions<Credentials>) => Service;
}

/** A pair of keys that the clients of a mock sign with. */
export interface MockCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * Checks a pair of keys.
 *
 * @throws {InvalidArgumentError} When a key is not valid.
 */
export function requireMockCredentials(credentials: MockCredentials): void {
  requireObject("credentials", credentials);
  requireKey("credentials.accessKey", credentials.accessKey);
  requireKey("credentials.secretKey", credentials.secretKey);
}

/** Options of a verifier. */
export interface VerifierOptions<Credentials> {
  /** Without them, signatures must be present but are not checked. */
  readonly credentials: Credentials | undefined;
  /** The server's clock. */
  readonly now: () => Date;
}

/** Checks the signature of a call. */
export type Verifier = (call: ReceivedCall) => SignatureCheck;

/** Result of a {@link Verifier}. */
export interface SignatureCheck {
  /** As in the record of the request. */
  readonly signature: string;
  /** The response, if the signature is rejected. */
  readonly rejection?: Rejection;
  /** What the service may reject: nothing documents that it accepts it. */
  readonly violations?: readonly Violation[];
  /** The string that a rejected signature should have been computed from. */
  readonly stringToSign?: string;
}

/** A service with state, which responds instead of the examples of the spec. */
export interface Service {
  /** The server for its uploads, if it has uploads. It listens from the first session on. */
  readonly uploads: UploadServer | undefined;
  /** The webhooks and callbacks that it has sent. */
  readonly deliveries: readonly Delivery[];
  /**
   * Responds to a call with a valid signature and valid parameters.
   *
   * @returns `undefined` for an operation without state: then the response is the example of the spec.
   */
  respond(call: ReceivedCall): Reply | undefined | Promise<Reply | undefined>;
  /**
   * Lets the user of a room token join its room. Only a service with rooms has it.
   *
   * @throws {FlipPiliError} When the token is not accepted.
   */
  joinRoom?(token: string): void;
  /** Returns to the initial state. The clock has already been reset. */
  reset(): void;
  close(): Promise<void>;
}

/** Options of a service. */
export interface ServiceOptions {
  /** Operations of the spec. Their examples are the initial state. */
  readonly operations: readonly SpecOperation[];
  readonly clock: MockClock;
  /** Id of the factory that exists from the start. */
  readonly factoryId: string | undefined;
  /** Name of the hub that exists from the start. */
  readonly hub: string | undefined;
  /** How a stream that is not live is reported. */
  readonly notLiveAs: NotLiveAs;
  readonly uploads: UploadServerOptions;
  /** Receives the lines of the log. */
  readonly log: (line: string) => void;
  /** How the receivers of webhooks and callbacks are reached. */
  readonly connection: ConnectionOptions;
}
