/** A page of a list, whose marker is the number of items up to its end. */
interface MarkedPage<Item> {
  readonly items: readonly Item[];
  /** Marker of the next page. */
  readonly marker: string;
  /** Whether there are no more items. */
  readonly isLast: boolean;
}

/**
 * Returns the page after a marker.
 *
 * @param marker - Marker of the previous page. Empty for the first page.
 * @returns `undefined` when no list has such a marker.
 */
export function pageAfter<Item>(
  list: readonly Item[],
  marker: string,
  limit: number,
): MarkedPage<Item> | undefined {
  if (!/^\d{0,15}$/.test(marker)) return undefined;
  const start = Number(marker);
  const items = list.slice(start, start + limit);
  const end = start + items.length;
  return { items, marker: String(end), isLast: end >= list.length };
}
