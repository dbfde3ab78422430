/** Waits for something that no signal can end, such as a read, unless the signal ends the wait. */
export function orAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    value.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
