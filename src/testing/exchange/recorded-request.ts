import type { IncomingHttpHeaders } from "node:http";
import { type ReceivedPair, type ReceivedParams, toParams } from "./params.ts";
import { urlencoded } from "./receive-body.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { Reply } from "./reply.ts";
import type { Violation } from "./violation.ts";

/** A file received in a form. */
export interface RecordedFile {
  /** Name of the form field. */
  readonly field: string;
  readonly name: string;
  readonly contentType: string | undefined;
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

/** A request that a mock server has responded to. Signatures and other secrets are hidden. */
export interface RecordedRequest {
  /** In upper case. */
  readonly method: string;
  /** Without the API's prefix and without the query: `/videos.json`. */
  readonly path: string;
  /** `operationId` of the spec; `undefined` when no operation matches the request. */
  readonly operationId: string | undefined;
  /** Query parameters. */
  readonly query: ReceivedParams;
  /** Text fields of a form. */
  readonly form: ReceivedParams;
  /** Files of a form. */
  readonly files: readonly RecordedFile[];
  readonly headers: IncomingHttpHeaders;
  /** Size of the body in bytes. */
  readonly bodySize: number;
  /** SHA-256 of the body, in hex. */
  readonly bodySha256: string;
  /** The body itself, unless it is a form or longer than 64 KiB. */
  readonly body: Uint8Array | undefined;
  /**
   * `valid`; `not checked` when the operation requires no signature or the server has no credentials;
   * otherwise the reason why the signature was rejected. For Flip 3.1, this is about the API key.
   */
  readonly signature: string;
  /** Violations of the spec, whether the request was served or rejected. Empty when there are none. */
  readonly findings: readonly Violation[];
  /** Status of the response; 0 when the connection was reset on purpose. */
  readonly status: number;
}

const secretHeader = /^(proxy-)?authorization$|^cookie$|api[-_]?key/;
const secretParam = /^signature$|secret|api[-_]?key/i;
const hidden = "[hidden]";

/** Maximum length of a body that is recorded. */
const recordedBytes = 64 * 1024;

/** Creates the record of a request and its reply, without secrets. */
export function recordRequest(
  { method, path, query, headers, body }: ReceivedRequest,
  { status, violations = [] }: Reply,
  details: { operationId?: string | undefined; signature?: string } = {},
): RecordedRequest {
  const isWhole = body.size <= recordedBytes && body.head.length === body.size;
  // A form may contain a signature: its fields are recorded.
  const isRecorded = body.size > 0 && isWhole && body.mediaType !== urlencoded;
  return {
    method,
    path,
    operationId: details.operationId,
    query: hideParams(query),
    form: hideParams(body.fields),
    files: body.files.map(({ name: field, fileName = "", contentType, size, sha256 }) => ({
      field,
      name: fileName,
      contentType,
      size,
      sha256,
    })),
    headers: hideHeaders(headers),
    bodySize: body.size,
    bodySha256: body.sha256,
    body: isRecorded ? new Uint8Array(body.head) : undefined,
    signature: details.signature ?? "not checked",
    findings: violations,
    status,
  };
}

function hideParams(pairs: readonly ReceivedPair[]): ReceivedParams {
  return toParams(
    pairs.map((pair) => (secretParam.test(pair.key) ? { ...pair, value: hidden } : pair)),
  );
}

function hideHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, secretHeader.test(name) ? hidden : value]),
  );
}
