// Failures of platforms other than Node, of which few tell a code. Exports the same names as
// `node-failures.ts`.

/** What the codes of failures mean. */
export const failureCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "host not found",
};

/** Codes of failures that happen before a single byte of the request was sent. */
export const neverConnected: RegExp = /^(ECONNREFUSED|ENOTFOUND)$/;

/** Returns the code of an error that has none, from its message. */
export function codeOfMessage(message: string): string | undefined {
  return /connection ?refused/i.test(message) ? "ECONNREFUSED" : undefined;
}

/** Returns whether an error code is about the certificate of the server. */
export function isCertificateFault(_code: unknown): boolean {
  return false;
}

/** Returns what a caller can do about a failure with a code. */
export function describeRemedy(_code: string | undefined): string {
  return "";
}

/** Returns whether a request can be sent again at once: `fetch` does that itself. */
export function canRepeat(..._: unknown[]): boolean {
  return false;
}
