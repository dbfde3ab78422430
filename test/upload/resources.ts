import { readdir } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Number of open resources of each kind. */
export type Resources = ReadonlyMap<string, number>;

const watched = /TCPSocket|Timeout|FSReq|FileHandle|TLS|Connect|GetAddrInfo/;

/** Counts the resources that are open now. */
export async function readResources(): Promise<Resources> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (watched.test(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  // The directory itself is open while it is read. Linux alone has it.
  const descriptors = await readdir("/proc/self/fd").catch(() => []);
  counts.set("file descriptors", descriptors.length);
  return counts;
}

/**
 * Waits until no more is open than before: sockets take a few turns of the event loop to close.
 *
 * @returns The resources that are still open after ten seconds.
 */
export async function settleResources(before: Resources): Promise<string[]> {
  const end = performance.now() + 10_000;
  for (;;) {
    const now = await readResources();
    const left = [...now].filter(([kind, count]) => count > (before.get(kind) ?? 0));
    if (left.length === 0 || performance.now() > end) return left.map(String);
    await nextTurn();
  }
}
