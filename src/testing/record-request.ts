import type { IncomingHttpHeaders } from "node:http";
import { type Pair, type Params, toParams } from "./params.ts";
import type { ReceivedRequest } from "./received-call.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import type { Reply } from "./reply.ts";

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
