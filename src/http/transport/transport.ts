import type { FetchBody, StreamedBody } from "../files/streamed-body.ts";
import type { ResponseHeaders, UnreadBody } from "./response.ts";

/** The part of the platform's `fetch` that this package uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An Agent of Node's `http` or `https` module, or of a package such as `https-proxy-agent`. */
export interface HttpAgent {
  destroy(): void;
}

/** Agents by scheme. A scheme without one uses the default agent. */
export interface AgentsByScheme {
  readonly http?: HttpAgent | undefined;
  readonly https?: HttpAgent | undefined;
}

/**
 * One agent, an agent for each scheme, or a function that returns the agent for a URL without query.
 * Where there is `undefined`, the default agent is used.
 */
export type AgentOption = HttpAgent | AgentsByScheme | ((url: URL) => HttpAgent | undefined);

/** Certificates in PEM format. */
export type CertificateOption = string | Uint8Array | readonly (string | Uint8Array)[];

/** Options that determine how connections are opened. */
export interface ConnectionOptions {
  /** Sends all requests. Without it Node uses `node:http`, and other platforms their own `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Agent for `node:http`. Node only. */
  readonly agent?: AgentOption | undefined;
  /** Trusted certificate authorities, instead of those of Node. Node only. */
  readonly ca?: CertificateOption | undefined;
}

/** One request, exactly as it is sent. */
export interface TransportRequest {
  readonly method: string;
  /** Complete URL. */
  readonly url: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: FetchBody | StreamedBody | undefined;
  /** Whether a binary body of a success is left unread for the caller. */
  readonly leavesBinary?: boolean | undefined;
  /** Whether any body is left unread for the caller: the response is complete with its head. */
  readonly leavesBody?: boolean | undefined;
  /** Maximum size of the response body in bytes, after decompression. */
  readonly maxResponseBytes: number;
  /** Called when a chunk of a streamed body has been written, with its size in bytes. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** Called when there is a connection, everything has been sent, and a response has started. */
  readonly onProgress?: ((event: "connected" | "sent" | "received") => void) | undefined;
}

/** A response whose body has been read, unless it is binary. */
export interface TransportResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  /** The body, or what reads it once. */
  readonly body: Uint8Array | UnreadBody;
}

/** A request in flight. The first of response, failure and cancellation settles it. */
export interface Exchange {
  /** Rejects with a {@link TransportError}, an error of the body, or the reason of `cancel()`. */
  readonly response: Promise<TransportResponse>;
  /** Bytes that were written, but that the system has not taken. `undefined` if that is not known. */
  readonly pendingBytes?: number | undefined;
  /** Closes the connection. Has no effect once the response is complete. */
  cancel(reason: unknown): void;
}

/**
 * Opens connections. All other code sends its requests through one.
 *
 * Redirects are not followed.
 */
export interface Transport {
  /**
   * What it reports while a request is sent: connections and how much of a body the network has taken,
   * only the latter, or nothing.
   */
  readonly progress: "connections" | "bodies" | "none";
  send(request: TransportRequest): Exchange;
  /** Closes idle connections. Agents of the caller stay open. */
  close(): void;
}

/**
 * What prevented a response.
 *
 * - `network`: see `cause`.
 * - `misuse`: `fetch`, an agent or an option of the caller failed before anything was sent.
 * - `redirect`: the response is a redirect.
 * - `size`: the response body is larger than `maxResponseBytes`.
 */
export type TransportFailure = "network" | "misuse" | "redirect" | "size";

/** A response without its body. */
type ResponseHead = Pick<TransportResponse, "status" | "statusText" | "headers">;

/** Details of a {@link TransportError}. */
interface TransportErrorDetails {
  cause?: unknown;
  isStale?: boolean;
  response?: ResponseHead | undefined;
}

/** Thrown by a transport when there is no usable response. Not shown to callers. */
export class TransportError extends Error {
  readonly failure: TransportFailure;
  /** Whether a connection that was kept alive turned out to be closed: a retry needs no delay. */
  readonly isStale: boolean;
  /** The head of the response, if one was received. */
  readonly response: ResponseHead | undefined;

  constructor(failure: TransportFailure, message: string, details: TransportErrorDetails = {}) {
    super(message, details);
    this.failure = failure;
    this.isStale = details.isStale ?? false;
    this.response = details.response;
  }
}

/** Default maximum size of a response body, in bytes: 32 MiB. */
export const defaultMaxResponseBytes: number = 32 * 1024 * 1024;

/** Returns whether a status is a redirect. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** Creates the error for a redirect. Its target is not shown: it may contain a secret. */
export function redirectError(response: ResponseHead): TransportError {
  const { status } = response;
  const suffix = status === 0 ? "" : ` (status ${status})`; // Browsers do not show it.
  return new TransportError("redirect", `redirects are not followed${suffix}`, { response });
}

/** Creates the error for a response body that is too large. */
export function sizeError(maxBytes: number, response: ResponseHead): TransportError {
  const message = `with a body of more than ${maxBytes} bytes`;
  return new TransportError("size", message, { response });
}
