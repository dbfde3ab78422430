/** What Node's `fetch` rejects with when the network fails. */
export function fetchFailure(code: string): TypeError {
  const cause = Object.assign(new Error(`connect ${code} 127.0.0.1`), { code });
  return new TypeError("fetch failed", { cause });
}

/** An answer of any status, also of those that `Response` refuses to make. */
export function responseOf(status: number, headers: Record<string, string> = {}): Response {
  const response = Response.json({ error: "Fault", message: "Not now" }, { headers });
  return Object.defineProperties(response, {
    status: { value: status },
    ok: { value: status >= 200 && status < 300 },
  });
}

/** Keeps the outcome of a call that fails later, so that it is not reported as unhandled. */
export function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch((reason: unknown) => reason);
}
