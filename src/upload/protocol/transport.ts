import type { ByteSource } from "../source/byte-source.ts";

/** One request to a location. */
export interface UploadRequest {
  readonly method: "PUT" | "GET" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes to send, if any. */
  readonly body?: UploadBody | undefined;
  readonly signal: AbortSignal;
  /** Told how many bytes the network has taken. */
  readonly onSent: (bytes: number) => void;
}

/** Bytes of a source, from `start` to before `end`. */
export interface UploadBody {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** An answer, read as a whole. */
export interface UploadAnswer {
  readonly status: number;
  readonly text: string;
  /** One header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** How long a request may take, in milliseconds. */
export interface UploadLimits {
  /** Until there is a connection. */
  readonly connectMs: number;
  /** Without the network taking a byte. */
  readonly stallMs: number;
  /** From the last byte sent to the last byte of the answer. */
  readonly answerMs: number;
}

/** Sends requests. One of them fails with a {@link TransportFailure}, a source's error, or the signal's reason. */
export interface Transport {
  send(request: UploadRequest): Promise<UploadAnswer>;
  /** Closes what is kept open for further requests. */
  close(): void;
}

/** Bytes of an answer that are read at the most: answers are short. */
export const longestAnswerBytes: number = 1024 * 1024;

/** Facts about a {@link TransportFailure}. */
export interface TransportFailureOptions {
  cause?: unknown;
  isPermanent?: boolean;
  isStale?: boolean;
}

/** Thrown by a transport when a request did not get an answer that can be used. */
export class TransportFailure extends Error {
  /** Whether trying again would end the same way. */
  readonly isPermanent: boolean;
  /** Whether a connection that was kept open turned out to be closed: another one may do at once. */
  readonly isStale: boolean;

  constructor(message: string, options: TransportFailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.isPermanent = options.isPermanent ?? false;
    this.isStale = options.isStale ?? false;
  }
}
