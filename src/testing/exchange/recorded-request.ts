import type { IncomingHttpHeaders } from "node:http";
import { type Pair, type Params, toParams } from "./params.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { Reply } from "./reply.ts";

/** A way in which a request, or an example, differs from the spec. */
export interface Violation {
  /** Where: `["request", "query", "per_page"]`. */
  readonly location: readonly string[];
  /** What, naming the parameter. */
  readonly message: string;
  /** The rule of the schema that is broken, such as `maximum` or `required`, where there is one. */
  readonly rule?: string;
}

/** A file that was sent in a form. */
export interface RecordedFile {
  /** Field of the form. */
  readonly field: string;
  readonly name: string;
  readonly contentType: string | undefined;
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

/** A request that a mock server has answered. Signatures and other secrets are left out. */
export interface RecordedRequest {
  /** In upper case. */
  readonly method: string;
  /** Without the API's prefix and without the query: `/videos.json`. */
  readonly path: string;
  /** The spec's name of the operation; `undefined` when it has none for the request. */
  readonly operationId: string | undefined;
  /** Parameters of the query. */
  readonly query: Params;
  /** Text fields of a form body. */
  readonly form: Params;
  /** Files of a form body. */
  readonly files: readonly RecordedFile[];
  readonly headers: IncomingHttpHeaders;
  /** Size of the body in bytes. */
  readonly bodySize: number;
  /** SHA-256 of the body, in hex. */
  readonly bodySha256: string;
  /** The body itself, when it is no form and at most 64 KiB long. */
  readonly body: Uint8Array | undefined;
  /**
   * `valid`; `not checked` when the operation takes no signature or the server has no credentials; or
   * why the signature was refused.
   */
  readonly signature: string;
  /** Empty when the request was as the spec says. */
  readonly violations: readonly Violation[];
  /** Status of the answer; 0 when the connection was broken on purpose. */
  readonly status: number;
}

const secretHeaders = new Set(["authorization", "cookie", "proxy-authorization"]);
const secretParam = /^signature$|secret/i;
const hidden = "[hidden]";

/** Longest body that is kept. */
const keptBytes = 64 * 1024;

/** Writes down what was received and answered, without secrets. */
export function recordRequest(
  { method, path, query, headers, body }: ReceivedRequest,
  { status, violations = [] }: Reply,
  details: { operationId?: string | undefined; signature?: string } = {},
): RecordedRequest {
  const isKept = body.size > 0 && body.size <= keptBytes && body.head.length === body.size;
  return {
    method,
    path,
    operationId: details.operationId,
    query: hideParams(query),
    form: hideParams(body.fields),
    files: body.files.map(({ name: field, fileName = "", contentType, size, sha256 }) => ({
      ...{ field, name: fileName, contentType, size, sha256 },
    })),
    headers: hideHeaders(headers),
    bodySize: body.size,
    bodySha256: body.sha256,
    body: isKept ? new Uint8Array(body.head) : undefined,
    signature: details.signature ?? "not checked",
    violations,
    status,
  };
}

function hideParams(pairs: readonly Pair[]): Params {
  return toParams(
    pairs.map((pair) => (secretParam.test(pair.key) ? { ...pair, value: hidden } : pair)),
  );
}

function hideHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, secretHeaders.has(name) ? hidden : value]),
  );
}
