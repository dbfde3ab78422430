import {
  codeOfMessage,
  describeRemedy,
  failureCodes,
  isCertificateFault,
  neverConnected,
} from "#transport";
import { isBrowser } from "../browser-check.ts";
import { FlipPiliError, HttpError, NetworkError, type RequestLine } from "../errors.ts";
import { TransportError } from "../transport/transport.ts";
import { WireResponse } from "./wire-response.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Codes of network errors, which a copied cause may no longer show. Empty for one that is permanent. */
const codes = /* @__PURE__ */ new WeakMap<object, string | undefined>();

/** Returns whether a failure, or one of its causes, is a certificate that cannot be trusted. */
export function hasCertificateFault(failure: unknown): boolean {
  return isCertificateFault(codeOf(failure));
}

/** Returns whether a failed request cannot have reached the server. Browsers hide the reason: `false`. */
export function isNeverConnected(failure: object): boolean {
  return neverConnected.test(codes.get(failure) ?? "");
}

/** Returns whether a retry would fail in the same way: a bad certificate, a redirect, a bad `fetch`. */
export function isPermanent(failure: object): boolean {
  const code = codes.get(failure);
  return code === "" || isCertificateFault(code);
}

/**
 * Converts what a transport has thrown into an error for the caller.
 *
 * @param secrets - Texts that must not appear in it.
 */
export function toTypedError(
  thrown: unknown,
  line: RequestLine,
  secrets: () => readonly string[],
): FlipPiliError {
  try {
    return convert(thrown, line, secrets);
  } catch {
    return new NetworkError(line, undefined); // A property of the error cannot be read.
  }
}

function convert(
  thrown: unknown,
  line: RequestLine,
  secrets: () => readonly string[],
): FlipPiliError {
  // `fetch` may have wrapped an error of this package, such as that of an unreadable file.
  const own = causesOf(thrown).find((cause) => cause instanceof FlipPiliError);
  if (own !== undefined) return own;
  const { failure, message, response, cause } =
    thrown instanceof TransportError
      ? thrown
      : new TransportError("network", "", { cause: thrown });
  if (failure === "size" && response !== undefined) {
    const received = new WireResponse(line, { ...response, body: new Uint8Array() });
    return new HttpError(line, received, undefined, message);
  }
  const isNetwork = failure === "network";
  const code = isNetwork ? codeOf(thrown) : "";
  const reason = isNetwork ? describeCode(code) + describeRemedy(code) : message;
  const shown = cause ?? (isNetwork ? thrown : undefined);
  const error = new NetworkError(line, shown && withoutSecrets(shown, secrets()), reason);
  codes.set(error, code);
  return error;
}

/** Returns the reason for a failure in words: `connection refused (ECONNREFUSED)`. */
export function describeFailure(failure: unknown): string {
  return describeCode(codeOf(failure));
}

function describeCode(code: string | undefined): string {
  if (code !== undefined) return `${failureCodes[code] ?? "no response"} (${code})`;
  if (globalThis.navigator?.onLine === false) return "the device is offline";
  return isBrowser() ? "no response, or the browser has blocked it (CORS)" : "no response";
}

type Failure = Error & { code?: unknown };

/** Finds the code of a failure or of its causes. A code that is known takes precedence. */
export function codeOf(failure: unknown): string | undefined {
  const found = causesOf(failure).flatMap(({ code, message }) =>
    typeof code === "string" && /^[A-Z][A-Z\d_]{2,60}$/.test(code)
      ? code
      : (codeOfMessage(message) ?? []),
  );
  return found.find((code) => Object.hasOwn(failureCodes, code)) ?? found[0];
}

/** Returns the failure and its causes: `fetch` hides the reason in `cause`. */
export function causesOf(failure: unknown): Failure[] {
  const causes = [failure];
  for (const next of causes) {
    if (!(next instanceof Error) || causes.length > 20) continue;
    // Node connects to several addresses and collects their failures.
    causes.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  return causes.filter((cause) => cause instanceof Error);
}
