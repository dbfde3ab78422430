import { TransportError, type TransportRequest } from "./transport.ts";

/** What the codes of Node's failures mean. */
export const failureCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host name lookup failed",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  UND_ERR_CONNECT_TIMEOUT: "connection timed out",
  ECONNRESET: "connection reset",
  ECONNABORTED: "connection aborted",
  EPIPE: "connection closed",
  UND_ERR_SOCKET: "connection closed",
  ETIMEDOUT: "connection timed out",
  EPROTO: "TLS handshake failed",
  ERR_SSL_WRONG_VERSION_NUMBER: "TLS handshake failed",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "TLS handshake failed",
  CERT_HAS_EXPIRED: "certificate has expired",
  CERT_NOT_YET_VALID: "certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate is for another host",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate is self-signed",
  UNABLE_TO_GET_ISSUER_CERT: "certificate is from an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate is from an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate is from an unknown authority",
};

/** Codes of failures that happen before a single byte of the request was sent. */
export const neverConnected: RegExp =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Messages of Deno and Bun, whose errors have no code. */
const messages: readonly (readonly [RegExp, code: string])[] = [
  [/connection ?refused/i, "ECONNREFUSED"],
  [/dns error|failed to lookup address|name or service not known/i, "ENOTFOUND"],
  [/connection ?(reset|closed)/i, "ECONNRESET"],
  [/invalid peer certificate/i, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
];

/** Returns the code of an error that has none, from its message. */
export function codeOfMessage(message: string): string | undefined {
  return messages.find(([pattern]) => pattern.test(message))?.[1];
}

/**
 * Codes of a failed verification. Faults of TLS itself, such as `ERR_SSL_BAD_RECORD_MAC`, are not among
 * them, nor are alerts in which the server rejects a certificate of the client.
 */
const certificateFault =
  /^(?!ERR_SSL_).*(CERT|SELF_SIGNED|UNABLE_TO_|CRL_|INVALID_CA|HOSTNAME_MISMATCH|INVALID_PURPOSE|PATH_LENGTH)|^ERR_SSL_CERTIFICATE_VERIFY_FAILED$/;

/** Returns whether an error code means that the certificate of the server cannot be trusted. */
export function isCertificateFault(code: unknown): boolean {
  return certificateFault.test(String(code));
}

/** Returns what a caller can do about a failure of TLS. Nothing is sent without TLS by itself. */
export function describeRemedy(code: string | undefined): string {
  if (code === undefined) return "";
  if (/^TLS/.test(failureCodes[code] ?? "")) return "; https: false is for servers without TLS";
  return isCertificateFault(code) ? "; https: false would send requests without encryption" : "";
}

/** Maximum number of connections that may turn out to be closed before an attempt counts as failed. */
const maxClosedConnections = 3;

/**
 * Returns whether a request can be sent again at once, although the server may have received it: an idle
 * connection turned out to be closed.
 *
 * @param closed - Number of connections that have turned out to be closed before.
 */
export function canRepeat(
  { method, body }: Pick<TransportRequest, "method" | "body">,
  error: unknown,
  closed: number,
): boolean {
  const isIdempotent = method !== "POST" && method !== "PATCH";
  const isStale = error instanceof TransportError && error.isStale;
  if (!isStale || closed >= maxClosedConnections) return false;
  return isIdempotent && !(body instanceof ReadableStream);
}
