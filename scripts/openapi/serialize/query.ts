import { type FieldStyle, toTextPairs } from "./pairs.ts";
import { ownValue } from "./values.ts";

/** Creates the serializer of a query. Parameters without a style have the default one. */
export function serializeQuery(styles: Readonly<Record<string, FieldStyle>>) {
  return (query: Readonly<Record<string, unknown>>): string =>
    Object.entries(query)
      .flatMap(([name, value]) => toTextPairs(`query.${name}`, name, value, ownValue(styles, name)))
      .map(([name, text]) => `${name}=${text}`)
      .join("&");
}
