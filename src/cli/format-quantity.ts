import prettyBytes from "pretty-bytes";
import prettyMilliseconds from "pretty-ms";

/** A number of bytes, for people: `1.5 MB`. */
export function formatSize(bytes: number): string {
  return prettyBytes(bytes);
}

/** A duration, for people, in whole seconds: `2m 5s`. */
export function formatDuration(seconds: number): string {
  return prettyMilliseconds(Math.ceil(seconds) * 1_000);
}
