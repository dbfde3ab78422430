import { type Pair, toPair } from "../../http/wire/pairs.ts";
import { comparePairs } from "./canonical-query.ts";

const nested = /^([^[\]]+)\[([^[\]]+)\]$/;

/**
 * Reads the pairs of a query that somebody else has written, whatever its order and escaping, and
 * puts them into canonical order.
 *
 * `events[a]` is taken as a field of `events` also where the brackets are escaped, as the service
 * does.
 */
export function parseQuery(query: string): Pair[] {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => {
    const [, key = name, field] = nested.exec(name) ?? [];
    return toPair(key, field, value);
  });
  return pairs.sort(comparePairs);
}

/** Takes a query apart again that is escaped as it should be, each pair as it is written. */
export function splitQuery(query: string): Pair[] {
  return query === "" ? [] : query.split("&").map(splitPair).sort(comparePairs);
}

function splitPair(text: string): Pair {
  const name = text.slice(0, text.indexOf("="));
  const bracket = name.indexOf("[");
  if (bracket < 0) return { key: decode(name), field: "", text };
  return {
    key: decode(name.slice(0, bracket)),
    field: decode(name.slice(bracket + 1, -1)),
    text,
  };
}

function decode(text: string): string {
  return text.includes("%") ? decodeURIComponent(text) : text;
}
