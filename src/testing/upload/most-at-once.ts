import type { RecordedUpload } from "./recorded-upload.ts";

/** The most requests that were open at the same time. */
export function countMostAtOnce(requests: readonly RecordedUpload[]): number {
  const changes = requests.flatMap(({ startedAt, endedAt = Infinity }) => [
    { at: startedAt, by: 1 },
    { at: endedAt, by: -1 },
  ]);
  // One that ends when another begins makes room for it.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let open = 0;
  let most = 0;
  for (const { by } of changes) {
    open += by;
    most = Math.max(most, open);
  }
  return most;
}
