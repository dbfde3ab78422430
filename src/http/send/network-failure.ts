import { FlipPiliError } from "../errors.ts";

/** Codes of failures that happen before a single byte of the request was sent. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const certificateFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

/** Whether a failed fetch cannot have reached the server. Browsers do not tell: then `false`. */
export function isNeverConnected(failure: unknown): boolean {
  return causesOf(failure).some(({ code }) => neverConnected.has(String(code)));
}

/** Whether fetch refused to follow a redirect. */
export function isRedirectRefusal(failure: unknown): boolean {
  return causesOf(failure).some(({ message }) => message === "unexpected redirect");
}

/** Whether the code of a failure says that the server's certificate cannot be trusted. */
export function isCertificateFault(code: unknown): boolean {
  return certificateFault.test(String(code));
}

/** Whether trying again would end the same way: a bad certificate, a redirect. */
export function isPermanent(failure: unknown): boolean {
  const hasBadCertificate = causesOf(failure).some(({ code }) => isCertificateFault(code));
  return hasBadCertificate || isRedirectRefusal(failure);
}

/** A failure of our own that `fetch` has wrapped: a file that could not be sent to its end. */
export function findOwnFailure(failure: unknown): FlipPiliError | undefined {
  return causesOf(failure).find((cause) => cause instanceof FlipPiliError);
}

type Failure = Error & { code?: unknown };

/** The failure and everything that led to it: `fetch` hides the reason in `cause`. */
function causesOf(failure: unknown): Failure[] {
  const causes: Failure[] = [];
  const waiting = [failure];
  while (waiting.length > 0 && causes.length < 20) {
    const next = waiting.shift();
    if (!(next instanceof Error)) continue;
    causes.push(next);
    // Node tries several addresses and collects their failures.
    waiting.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  return causes;
}
