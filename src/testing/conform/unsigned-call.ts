import type { SpecOperation } from "../spec/read-spec.ts";

/** What a step sends. */
export interface TrialRequest {
  /** Values of the path's variables. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Body that goes as JSON. */
  readonly json?: unknown;
  /** File that goes as the part `file` of a form. */
  readonly file?: File;
  /** Body that goes as it is. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Upload location, which goes before the operation's own URL. */
  readonly location?: string;
  /** Factory that the call is about, where it is not that of the run. */
  readonly factoryId?: string;
}

/** How a call is signed: as it should be, not at all, or with another secret key. */
export type Signing = "valid" | "missing" | "wrong";

/** A call without its signature. */
export interface UnsignedCall {
  readonly operation: SpecOperation;
  /** Where it goes, without query unless that belongs to an upload location. */
  readonly url: URL;
  /** Path without the API's prefix, with its variables filled in. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  readonly factoryId: string | undefined;
}

/** A call that is ready to be sent. */
export interface SignedCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

/** Signs calls of an API. */
export type SignCall = (call: UnsignedCall, signing: Signing) => SignedCall;
