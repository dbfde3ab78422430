/** Creates the error with which Node's `fetch` rejects when the network fails. */
export function fetchFailure(code: string): TypeError {
  const cause = Object.assign(new Error(`connect ${code} 127.0.0.1`), { code });
  return new TypeError("fetch failed", { cause });
}

/** Creates a response with any status, including those that the `Response` constructor rejects. */
export function responseOf(status: number, headers: Record<string, string> = {}): Response {
  const response = Response.json({ error: "Fault", message: "Not now" }, { headers });
  return Object.defineProperties(response, {
    status: { value: status },
    ok: { value: status >= 200 && status < 300 },
  });
}

/** Returns the value or the error of a call. A later rejection is not reported as unhandled. */
export function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch((reason: unknown) => reason);
}
