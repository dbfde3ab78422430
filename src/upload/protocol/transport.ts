import type { ByteSource } from "../source/byte-source.ts";

/** One request to a location. */
export interface TransportRequest {
  readonly method: "PUT" | "GET" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes to send, if any. */
  readonly body?: TransportBody | undefined;
  readonly signal: AbortSignal;
  /** Called with the number of bytes each time the network has taken some. */
  readonly onSent: (bytes: number) => void;
}

/** Bytes of a source, from `start` to before `end`. */
export interface TransportBody {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** A response whose body has been read. */
export interface TransportResponse {
  readonly status: number;
  readonly text: string;
  /** Returns one header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** Time limits of a request, in milliseconds. */
export interface TransportTimeouts {
  /** Until there is a connection. */
  readonly connectMs: number;
  /** Without the network taking a byte. */
  readonly stallMs: number;
  /** From the last byte sent to the last byte of the response. */
  readonly answerMs: number;
}

/** Sends requests to a location. */
export interface Transport {
  /**
   * Sends a request and reads the response.
   *
   * @throws {TransportError} When there is no usable response.
   * @throws {UploadError} When the source cannot be read. An abort throws the signal's reason.
   */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes the connections that are kept alive. */
  close(): void;
}

/** Maximum size of a response body: responses of a location are short. */
export const maxResponseBytes: number = 1024 * 1024;

/** Details of a {@link TransportError}. */
interface TransportErrorOptions {
  cause?: unknown;
  isPermanent?: boolean;
  isStale?: boolean;
}

/** Thrown by a transport when a request has no usable response. */
export class TransportError extends Error {
  /** Whether a retry would fail again for the same reason. */
  readonly isPermanent: boolean;
  /** Whether a kept-alive connection turned out to be closed: a retry needs no delay. */
  readonly isStale: boolean;

  constructor(message: string, options: TransportErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.isPermanent = options.isPermanent ?? false;
    this.isStale = options.isStale ?? false;
  }
}
