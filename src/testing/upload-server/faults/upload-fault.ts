/**
 * A fault, and the requests that trigger it.
 *
 * @example
 * server.script([
 *   { kind: "reset", part: 3, after: 1024 },
 *   { kind: "status", status: 503, headers: { "Retry-After": "2" }, method: "PUT", nth: 5 },
 * ]);
 */
export type UploadFault = FaultTrigger & FaultAction;

/** A method that an upload location accepts. */
export type UploadMethod = "PUT" | "POST" | "GET" | "DELETE";

/** Conditions for the requests that trigger a fault. A request must meet all of them. */
export interface FaultTrigger {
  /** One method, or several. */
  readonly method?: UploadMethod | readonly UploadMethod[] | undefined;
  /** Value of `X-Part`. */
  readonly part?: number | undefined;
  /** Value of `X-Extra-File-Tag`; empty for the main file. */
  readonly tag?: string | undefined;
  /** Id of a session. */
  readonly session?: string | undefined;
  /**
   * Number, from 1, of the first request that triggers the fault, counted among the requests that match
   * after it was scripted.
   *
   * @default 1
   */
  readonly nth?: number | undefined;
  /**
   * Number of requests that trigger the fault. With `Infinity` all of them do, and the fault counts as
   * used after the first.
   *
   * @default 1
   */
  readonly times?: number | undefined;
}

/** An action of a fault. */
export type FaultAction = ConnectionFault | ResponseFault | SessionFault | ListFault;

/** What a server does in place of a TLS handshake. */
export type HandshakeReply = "alert" | "plain" | "close" | "reset" | "stall";

/** Faults of the connection. */
export type ConnectionFault =
  /** Delays the response. */
  | { readonly kind: "delay"; readonly ms: number }
  /**
   * Resets the connection: after the head of the request, after this many bytes of its body, or after
   * the bytes were stored.
   */
  | { readonly kind: "reset"; readonly after?: "head" | "stored" | number | undefined }
  /** Stores the bytes, then resets the connection. */
  | { readonly kind: "loseAnswer" }
  /** Stores the bytes and never responds, or stops reading after this many bytes of the body. */
  | { readonly kind: "stall"; readonly after?: "stored" | number | undefined }
  /** Sends the response, head included, a few bytes at a time. The default is one byte. */
  | { readonly kind: "drip"; readonly everyMs: number; readonly bytes?: number | undefined }
  /** Reads the body a few bytes at a time: slow, but alive. */
  | { readonly kind: "readSlowly"; readonly bytes: number; readonly everyMs: number }
  /**
   * Replies to the first bytes of a TLS handshake with an alert or with plain http, closes or resets the
   * connection, or never replies. Only for servers with the option `tls`. It is triggered by connections,
   * not by requests: `nth` and `times` count connections.
   */
  | { readonly kind: "handshake"; readonly reply: HandshakeReply }
  /**
   * Sends plain http, or by default a record with a wrong authentication code, as the response on a
   * connection that speaks TLS. Not stored.
   */
  | { readonly kind: "brokenTls"; readonly reply?: "record" | "plain" | undefined }
  /** Resets all connections, then listens again on the same port. Sessions and bytes are retained. */
  | { readonly kind: "restart"; readonly downMs: number };

/** Faults of the response. `stored` tells whether the request is applied nevertheless. */
export type ResponseFault =
  /** Responds with a status, with `early` before it reads the body. Not stored by default. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** A string is sent as it is, any other value as JSON. */
      readonly body?: unknown;
      readonly early?: boolean | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Sends fewer bytes than `Content-Length` announces, 5 by default. */
  | { readonly kind: "truncate"; readonly bytes?: number | undefined }
  /** Responds with bytes that are not HTTP. Not stored by default. */
  | {
      readonly kind: "raw";
      readonly bytes?: string | Uint8Array | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Responds 200 with an HTML page, as the captive portal of a hotel does. Not stored by default. */
  | {
      readonly kind: "html";
      readonly html?: string | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Responds 200 with any JSON or any text. Stored by default. */
  | {
      readonly kind: "body";
      /** Sent as JSON. Without it and without `text`, the body is empty. */
      readonly json?: unknown;
      readonly text?: string | undefined;
      /** Length to which the body is padded with spaces. */
      readonly padTo?: number | undefined;
      readonly stored?: boolean | undefined;
    }
  /** Compresses the response. `padTo` is the length to which the body is padded before. */
  | { readonly kind: "gzip"; readonly padTo?: number | undefined }
  /** Redirects the request, to another origin by default. Not stored. */
  | {
      readonly kind: "redirect";
      readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
      readonly location?: string | undefined;
    }
  /**
   * Names a new location in a good response: of the same origin, of another one where the session
   * continues, or a URL. With `leaves` the previous location responds 404 from then on.
   */
  | {
      readonly kind: "moved";
      readonly to?: "sameOrigin" | "otherOrigin" | URL | undefined;
      readonly leaves?: boolean | undefined;
    };

/** Faults of the session. */
export type SessionFault =
  /** Loses stored parts before it responds. */
  | { readonly kind: "forget"; readonly parts: readonly number[] }
  /** From now on the list of missing parts is never empty, and no response has the video. */
  | { readonly kind: "neverComplete" }
  /** From now on the session does not exist: 404 by default. */
  | { readonly kind: "expire"; readonly status?: 404 | 410 | undefined }
  /** Flips one bit of the bytes that the request stored, by default the lowest of the first byte. */
  | {
      readonly kind: "bitFlip";
      readonly byte?: number | undefined;
      readonly bit?: number | undefined;
    };

/** Faults of the list of missing parts. They apply to GET. */
export type ListFault =
  /** Lists every part twice. */
  | { readonly kind: "duplicateMissing" }
  /** Lists the parts in a wrong order. */
  | { readonly kind: "unsorted" }
  /** Lists an additional part, by default the one after the last. */
  | { readonly kind: "outOfRange"; readonly extra?: number | undefined };
