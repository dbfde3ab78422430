import { basename, extname } from "node:path";

/** The last segment of a URL's path, or of a file's. */
export function fileNameOf(place: string): string {
  const path = URL.canParse(place) ? new URL(place).pathname : place;
  return basename(decode(path).replaceAll("\\", "/"));
}

/** The extension of a file name, with its dot; empty when there is none. */
export function extensionOf(fileName: string): string {
  return extname(fileName);
}

/** Whether a source is one that cannot be used: its name begins with `fail`. */
export function isBadSource(fileName: string): boolean {
  return /^fail/i.test(fileName);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
