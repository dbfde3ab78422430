import { onTestFinished, vi } from "vitest";

/**
 * Fakes timers until the test ends, and returns the pending timers that the package has started.
 *
 * `vi.getTimerCount()` also counts timers of Node's `fetch`, which may still hold the connections of
 * an earlier test.
 */
export function fakeTimers(): ReadonlySet<unknown> {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const pending = new Set<unknown>();
  const { setTimeout, clearTimeout } = globalThis;
  vi.stubGlobal("setTimeout", (callback: (...args: unknown[]) => void, ...rest: [number]) => {
    const isOfPackage = /[/\\]src[/\\]/.test(String(new Error().stack));
    if (!isOfPackage) return setTimeout(callback, ...rest);
    const timer = setTimeout(
      (...args: unknown[]) => {
        pending.delete(timer);
        callback(...args);
      },
      ...rest,
    );
    pending.add(timer);
    return timer;
  });
  vi.stubGlobal("clearTimeout", (timer: NodeJS.Timeout) => {
    pending.delete(timer);
    clearTimeout(timer);
  });
  return pending;
}
