import { isSet } from "../http/argument-checks.ts";
import { escapeName } from "../http/files/multipart-body.ts";
import { toQueryValue } from "../http/wire/serialize.ts";

/** Writes fields as the parts of a multipart body that precede its file. */
export function toFormParts(fields: object, boundary: string): string {
  const parts = Object.entries(fields)
    .filter(([, value]) => isSet(value))
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"\r\n\r\n${toQueryValue(name, value)}\r\n`,
    );
  return parts.join("");
}
