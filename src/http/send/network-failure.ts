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

/** Returns whether a failed fetch cannot have reached the server. Browsers hide the reason: `false`. */
export function isNeverConnected(failure: unknown): boolean {
  return causesOf(failure).some(({ code }) => neverConnected.has(String(code)));
}

/** Returns whether fetch rejected a redirect. */
export function isRejectedRedirect(failure: unknown): boolean {
  return causesOf(failure).some(({ message }) => message === "unexpected redirect");
}

/** Returns whether an error code means that the certificate of the server cannot be trusted. */
export function isCertificateFault(code: unknown): boolean {
  return certificateFault.test(String(code));
}

/** Returns whether a retry would fail in the same way: a bad certificate, a redirect. */
export function isPermanent(failure: unknown): boolean {
  const hasBadCertificate = causesOf(failure).some(({ code }) => isCertificateFault(code));
  return hasBadCertificate || isRejectedRedirect(failure);
}

/** Finds an error of this package that `fetch` has wrapped, such as that of an unreadable file. */
export function findOwnFailure(failure: unknown): FlipPiliError | undefined {
  return causesOf(failure).find((cause) => cause instanceof FlipPiliError);
}

type Failure = Error & { code?: unknown };

/** Returns the failure and its causes: `fetch` hides the reason in `cause`. */
function causesOf(failure: unknown): Failure[] {
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

/** Maximum number of objects that are searched. A larger failure counts as one that shows a secret. */
const maxSearchedObjects = 1000;
const maxCauseDepth = 10;

/**
 * Returns a failure in which the secrets do not occur: the same one or, where it shows a secret, a
 * copy of its names, messages, codes and causes without them.
 *
 * @param secrets - Texts that a signature added to the request.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): unknown {
  return showsSecret(failure, secrets) ? copyWithout(failure, secrets) : failure;
}

function showsSecret(failure: unknown, secrets: readonly string[]): boolean {
  const seen = new Set<unknown>();
  const queue = [failure];
  while (queue.length > 0) {
    const value = queue.pop();
    if (typeof value === "string" && secrets.some((secret) => value.includes(secret))) return true;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > maxSearchedObjects) return true;
    queue.push(...partsOf(value));
  }
  return false;
}

/** Returns the values of an object's fields without calling a getter that is not the platform's. */
function partsOf(value: object): unknown[] {
  const fields = Object.values(Object.getOwnPropertyDescriptors(value)).map((field) => field.value);
  return value instanceof Error ? [...fields, value.message, value.stack] : fields;
}

function copyWithout(failure: unknown, secrets: readonly string[], depth: number = 0): Error {
  const clean = (text: unknown) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, ""), String(text));
  if (typeof failure === "string") return new Error(clean(failure));
  if (!(failure instanceof Error) || depth > maxCauseDepth) return new Error("not shown");
  const copyOf = (cause: unknown) => copyWithout(cause, secrets, depth + 1);
  const message = clean(failure.message);
  const result =
    failure instanceof AggregateError
      ? new AggregateError(failure.errors.map(copyOf), message)
      : new Error(message);
  result.name = clean(failure.name);
  result.stack = clean(failure.stack);
  if ("code" in failure) Object.assign(result, { code: clean(failure.code) });
  return failure.cause === undefined
    ? result
    : Object.defineProperty(result, "cause", { value: copyOf(failure.cause), configurable: true });
}
