import type { Fields } from "./read-fields.ts";
import type { Stored } from "./state.ts";

const mostPerPage = 100;

/** One page of a list, by `page` and `per_page`. */
export function pageOf<Item>(items: readonly Item[], { page, per_page }: Fields): Item[] {
  const size = Math.min(Number(per_page ?? mostPerPage), mostPerPage);
  const start = (Number(page ?? 1) - 1) * size;
  return items.slice(start, start + size);
}

/** Keeps what has the values that were asked for in certain fields. */
export function filterBy<Item extends Stored<{ readonly id: string }>>(
  items: readonly Item[],
  fields: Fields,
  names: readonly string[],
): Item[] {
  const wanted = names.filter((name) => fields[name] !== undefined);
  return items.filter(({ data }) =>
    wanted.every((name) => (data as Record<string, unknown>)[name] === fields[name]),
  );
}
