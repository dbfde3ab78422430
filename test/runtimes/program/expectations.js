/** Throws unless two values are the same. */
export function equal(actual, expected, subject) {
  if (actual !== expected) {
    throw new Error(`Expected ${subject} to be ${String(expected)}, not ${String(actual)}`);
  }
}

/**
 * Throws unless a call at level 1 gets a status from 600 up; where the runtime rejects them, unless the call
 * fails with a typed error.
 */
export async function expectStatus(call, status, { rejectsStatus600 }) {
  if (rejectsStatus600) equal((await failureOf(call)).name, "NetworkError", "the error");
  else equal((await call).status, status, "the status of the call");
}

/** Returns the error of a call. */
export function failureOf(call) {
  return call.then(
    () => {
      throw new Error("The call succeeded");
    },
    (error) => error,
  );
}
