/** What `Content-Range` says: the bytes that are sent, or a question for those that have arrived. */
export type ContentRange =
  | { readonly kind: "range"; readonly start: number; readonly end: number; readonly size: number }
  | { readonly kind: "status"; readonly size: number };

/** Reads `bytes 0-4/9`, with the last byte included, or with a star in their place. */
export function readContentRange(header: string): ContentRange | undefined {
  const [, start, end, size] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(header) ?? [];
  if (size === undefined) return undefined;
  if (start === undefined) return { kind: "status", size: Number(size) };
  return { kind: "range", start: Number(start), end: Number(end), size: Number(size) };
}
