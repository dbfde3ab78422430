/** Calls a listener, and ignores its exceptions and rejections: a failing progress bar must not end the work. */
export function callSafely<Value>(
  listener: ((value: Value) => unknown) | undefined,
  value: Value,
): void {
  try {
    Promise.resolve(listener?.(value)).catch(() => {});
  } catch {
    // Ignored, as documented above.
  }
}
