/** A method that a location takes. */
export type UploadMethod = "PUT" | "POST" | "GET" | "DELETE";

/** Which request a fault is for: one that meets everything that is given here. */
export interface FaultTrigger {
  /** One method, or several. */
  readonly method?: UploadMethod | readonly UploadMethod[] | undefined;
  /** What `X-Part` says. */
  readonly part?: number | undefined;
  /** Id of a session. */
  readonly session?: string | undefined;
  /**
   * Of the requests that match since the fault was scripted, the first to meet it, from 1.
   *
   * @default 1
   */
  readonly nth?: number | undefined;
  /**
   * How many requests meet it. `Infinity` for all; then it counts as used after the first.
   *
   * @default 1
   */
  readonly times?: number | undefined;
}

/** Faults of the connection. */
export type ConnectionFault =
  /** Answers late. */
  | { readonly kind: "delay"; readonly ms: number }
  /**
   * Resets the connection: after the request's head, after so many bytes of its body, or after the
   * bytes were stored.
   */
  | { readonly kind: "reset"; readonly after?: "head" | "stored" | number | undefined }
  /** Stores, then resets the connection. */
  | { readonly kind: "loseAnswer" }
  /** Stores and never answers; or reads no further after so many bytes of the body. */
  | { readonly kind: "stall"; readonly after?: "stored" | number | undefined }
  /** Answers so many bytes at a time, one when not given, head included. */
  | { readonly kind: "drip"; readonly everyMs: number; readonly bytes?: number | undefined }
  /** Reads so many bytes of the body at a time: slow, but alive. */
  | { readonly kind: "readSlowly"; readonly bytes: number; readonly everyMs: number }
  /** Resets all connections, and listens again on the same port with everything kept. */
  | { readonly kind: "restart"; readonly downMs: number };

/** Faults of the answer. `stored` says whether the request took effect nevertheless. */
export type AnswerFault =
  /** Answers a status, `early` without reading the body first. Not stored when not told. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** A text as it is, anything else as JSON. */
      readonly body?: unknown;
      readonly early?: boolean | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Promises more than it sends: so many bytes, 5 when not given. */
  | { readonly kind: "truncate"; readonly bytes?: number | undefined }
  /** Answers what is no HTTP. Not stored when not told. */
  | {
      readonly kind: "raw";
      readonly bytes?: string | Uint8Array | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Answers 200 with a page, as the portal of a hotel does. Not stored when not told. */
  | {
      readonly kind: "html";
      readonly html?: string | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Answers 200 with any JSON, or any text. Stored when not told. */
  | {
      readonly kind: "body";
      /** Sent as JSON. Without it and `text`, the body is empty. */
      readonly json?: unknown;
      readonly text?: string | undefined;
      /** Blanks at its end make it so long. */
      readonly padTo?: number | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Compresses the answer. Blanks at its end make it so long when it is unpacked. */
  | { readonly kind: "gzip"; readonly padTo?: number | undefined }
  /** Sends the request elsewhere, to another origin when not told. Not stored. */
  | {
      readonly kind: "redirect";
      readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
      readonly location?: string | undefined;
    }
  /** Names a new location in an answer that is good: of the same origin, another one, or a URL. */
  | { readonly kind: "moved"; readonly to?: "sameOrigin" | "otherOrigin" | URL | undefined };

/** Faults of the session. */
export type SessionFault =
  /** Loses parts that it has stored, before it answers. */
  | { readonly kind: "forget"; readonly parts: readonly number[] }
  /** From then on the list of missing parts is never empty, and no part is answered with a video. */
  | { readonly kind: "neverComplete" }
  /** From then on there is no such session: 404 when not told. */
  | { readonly kind: "expire"; readonly status?: 404 | 410 | undefined }
  /** Turns one bit of what the request stored: the lowest of its first byte when not told. */
  | {
      readonly kind: "bitFlip";
      readonly byte?: number | undefined;
      readonly bit?: number | undefined;
    };

/** Faults of the list of missing parts. They wait for a GET. */
export type ListFault =
  /** Names every part twice. */
  | { readonly kind: "duplicateMissing" }
  /** Names the parts in a wrong order. */
  | { readonly kind: "unsorted" }
  /** Names a part more: the one after the last when not told. */
  | { readonly kind: "outOfRange"; readonly extra?: number | undefined };

/** What goes wrong. */
export type FaultAction = ConnectionFault | AnswerFault | SessionFault | ListFault;

/**
 * Something that goes wrong, and with which request.
 *
 * @example
 * server.script([
 *   { kind: "reset", part: 3, after: 1024 },
 *   { kind: "status", status: 503, headers: { "Retry-After": "2" }, method: "PUT", nth: 5 },
 * ]);
 */
export type UploadFault = FaultTrigger & FaultAction;
