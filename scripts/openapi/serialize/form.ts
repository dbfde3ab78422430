import { escapeText } from "./members.ts";
import { type FieldStyle, type TextPair, toTextPairs } from "./pairs.ts";
import { isSentAsJson } from "./raw-body.ts";
import { isRecord, isSet, ownValue, toText } from "./values.ts";

/**
 * Creates the serializer of an `application/x-www-form-urlencoded` body.
 *
 * Fields without a style are text or, if they are objects, JSON. Lists are repeated fields.
 */
export function serializeForm(styles: Readonly<Record<string, FieldStyle>>) {
  return (body: unknown, headers: Headers): unknown => {
    if (isSentAsJson(headers)) return JSON.stringify(body);
    if (!isRecord(body)) return body;
    return Object.entries(body)
      .flatMap(([name, value]) => {
        const style = ownValue(styles, name);
        const argument = `body.${name}`;
        return style ? toTextPairs(argument, name, value, style) : formPairs(argument, name, value);
      })
      .map(([name, text]) => `${name}=${text}`)
      .join("&");
  };
}

function formPairs(argument: string, name: string, value: unknown): TextPair[] {
  return [value].flat().flatMap((item): TextPair[] => {
    if (!isSet(item)) return [];
    const isNested = Array.isArray(item) || isRecord(item);
    const text = isNested ? JSON.stringify(item) : toText(argument, item);
    return [[escapeText(name, argument), escapeText(text, argument)]];
  });
}
