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

/** So many objects are looked into; what is larger is taken for one that gives secrets away. */
const longestSearch = 1000;
const deepestCause = 10;

/**
 * A failure in which the secrets do not occur: the same one or, where it shows a secret, a copy of
 * its names, messages, codes and causes without them.
 *
 * @param secrets - Texts that a signature added to the request.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): unknown {
  return shows(failure, secrets) ? copy(failure, secrets) : failure;
}

function shows(failure: unknown, secrets: readonly string[]): boolean {
  const seen = new Set<unknown>();
  const waiting = [failure];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string" && secrets.some((secret) => value.includes(secret))) return true;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > longestSearch) return true;
    waiting.push(...partsOf(value));
  }
  return false;
}

/** The values of an object's fields, without calling a getter that is not the platform's. */
function partsOf(value: object): unknown[] {
  const fields = Object.values(Object.getOwnPropertyDescriptors(value)).map((field) => field.value);
  return value instanceof Error ? [...fields, value.message, value.stack] : fields;
}

function copy(failure: unknown, secrets: readonly string[], depth: number = 0): Error {
  const clean = (text: unknown) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, ""), String(text));
  if (typeof failure === "string") return new Error(clean(failure));
  if (!(failure instanceof Error) || depth > deepestCause) return new Error("not shown");
  const copyOf = (cause: unknown) => copy(cause, secrets, depth + 1);
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
