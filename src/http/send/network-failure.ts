import { failureCodes } from "#transport";
import { isBrowser } from "../browser-check.ts";
import { FlipPiliError, HttpError, NetworkError, type RequestLine } from "../errors.ts";
import { TransportError } from "../transport/transport.ts";
import { WireResponse } from "./wire-response.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Codes of failures that happen before a single byte of the request was sent, and what they mean. */
const neverConnected: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host name lookup failed",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  UND_ERR_CONNECT_TIMEOUT: "connection timed out",
};

const descriptions: Readonly<Record<string, string>> = { ...neverConnected, ...failureCodes };

/** Messages of platforms whose errors have no code. */
const messages: readonly (readonly [RegExp, code: string])[] = [
  [/connection ?refused/i, "ECONNREFUSED"],
  [/dns error|failed to lookup address|name or service not known/i, "ENOTFOUND"],
  [/connection ?reset|connection ?closed/i, "ECONNRESET"],
  [/invalid peer certificate/i, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
];

/**
 * Codes of a failed verification. Faults of TLS itself, such as `ERR_SSL_BAD_RECORD_MAC`, are not among
 * them, nor are alerts in which the server rejects a certificate of the client.
 */
const certificateFault =
  /^(?!ERR_SSL_).*(CERT|SELF_SIGNED|UNABLE_TO_|CRL_|INVALID_CA|HOSTNAME_MISMATCH|INVALID_PURPOSE|PATH_LENGTH)|^ERR_SSL_CERTIFICATE_VERIFY_FAILED$/;

/** Returns whether an error code means that the certificate of the server cannot be trusted. */
function isCertificateFault(code: string | undefined): boolean {
  return code !== undefined && certificateFault.test(code);
}

/** Returns whether a failure, or one of its causes, is a certificate that cannot be trusted. */
export function hasCertificateFault(failure: unknown): boolean {
  return isCertificateFault(codeOf(failure));
}

/** What decides about a retry. */
interface FailureTraits {
  readonly isNeverConnected: boolean;
  readonly isPermanent: boolean;
}

/** The traits of each network error: a cause that was copied no longer shows them. */
const traits = new WeakMap<object, FailureTraits>();

/** Returns whether a failed request cannot have reached the server. Browsers hide the reason: `false`. */
export function isNeverConnected(failure: object): boolean {
  return traits.get(failure)?.isNeverConnected ?? false;
}

/** Returns whether a retry would fail in the same way: a bad certificate, a redirect, a bad `fetch`. */
export function isPermanent(failure: object): boolean {
  return traits.get(failure)?.isPermanent ?? false;
}

/**
 * Converts what a transport has thrown into an error for the caller.
 *
 * @param secrets - Texts that must not appear in it.
 */
export function toTypedError(
  cause: unknown,
  line: RequestLine,
  secrets: () => readonly string[],
): FlipPiliError {
  const ownFailure = findOwnFailure(cause);
  if (ownFailure !== undefined) return ownFailure;
  if (!(cause instanceof TransportError)) return networkError(line, cause, secrets);
  const { failure, message, response } = cause;
  if (failure === "size" && response !== undefined) {
    const received = new WireResponse(line, { ...response, body: new Uint8Array() });
    return new HttpError(line, received, undefined, message);
  }
  if (failure === "network") return networkError(line, cause.cause ?? cause, secrets);
  const shown = cause.cause === undefined ? undefined : withoutSecrets(cause.cause, secrets());
  const error = new NetworkError(line, shown, message);
  traits.set(error, { isNeverConnected: false, isPermanent: true });
  return error;
}

function networkError(
  line: RequestLine,
  cause: unknown,
  secrets: () => readonly string[],
): NetworkError {
  const code = codeOf(cause);
  const reason = describeCode(code) + describeRemedy(code);
  const error = new NetworkError(line, withoutSecrets(cause, secrets()), reason);
  traits.set(error, {
    isNeverConnected: code !== undefined && Object.hasOwn(neverConnected, code),
    isPermanent: isCertificateFault(code),
  });
  return error;
}

/** Returns the reason for a failure in words: `connection refused (ECONNREFUSED)`. */
export function describeFailure(failure: unknown): string {
  return describeCode(codeOf(failure));
}

/** Returns what a caller can do about a failure of TLS. Nothing is sent without TLS by itself. */
function describeRemedy(code: string | undefined): string {
  if (code === undefined) return "";
  if (/^TLS/.test(descriptions[code] ?? "")) return "; https: false is for servers without TLS";
  return isCertificateFault(code) ? "; https: false would send requests without encryption" : "";
}

function describeCode(code: string | undefined): string {
  if (code !== undefined) {
    return `${descriptions[code] ?? "no response"} (${code})`;
  }
  if (globalThis.navigator?.onLine === false) return "the device is offline";
  return isBrowser() ? "no response, or the browser has blocked it (CORS)" : "no response";
}

/** Finds the code of a failure or of its causes. A code that is known takes precedence. */
export function codeOf(failure: unknown): string | undefined {
  const causes = causesOf(failure);
  const codes = causes.flatMap(({ code, message }) =>
    typeof code === "string" && /^[A-Z][A-Z\d_]{2,60}$/.test(code)
      ? code
      : (messages.find(([pattern]) => pattern.test(message))?.[1] ?? []),
  );
  return codes.find((code) => Object.hasOwn(descriptions, code)) ?? codes[0];
}

/** Finds an error of this package that `fetch` has wrapped, such as that of an unreadable file. */
function findOwnFailure(failure: unknown): FlipPiliError | undefined {
  return causesOf(failure).find((cause) => cause instanceof FlipPiliError);
}

type Failure = Error & { code?: unknown };

/** Returns the failure and its causes: `fetch` hides the reason in `cause`. */
export function causesOf(failure: unknown): Failure[] {
  const causes: Failure[] = [];
  const queue = [failure];
  while (queue.length > 0 && causes.length < 20) {
    const next = queue.shift();
    if (!(next instanceof Error)) continue;
    causes.push(next);
    // Node connects to several addresses and collects their failures.
    queue.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  return causes;
}
