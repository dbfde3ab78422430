import type { ToParts } from "./multipart.ts";
import { type FieldStyle, toTextPairs } from "./pairs.ts";

/** Creates the serializer of a field with a style. Its texts are not escaped. */
export function styledParts(style: FieldStyle): ToParts {
  const asIs = (text: string) => text;
  return (argument, name, value) =>
    toTextPairs(argument, name, value, style, { name: asIs, value: asIs });
}
