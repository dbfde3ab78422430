import { createHash } from "node:crypto";
import { textOf } from "../telestream/fields.ts";
import type { TelestreamRequest } from "../telestream/request.ts";

const defaultSeconds = 3600;

/** Returns the URL of a stored file with an access token. The token is accepted by no server. */
export function signUrl({ context, factory, fields }: TelestreamRequest, key: string): string {
  const seconds = Number(textOf(fields, "expires") ?? defaultSeconds);
  const expires = Math.floor(context.clock.now().getTime() / 1000) + seconds;
  const { id, url } = factory.data;
  const signed = new URL(key, url ?? `http://${id}.s3.amazonaws.com/`);
  signed.protocol = "https:";
  const token = createHash("sha256").update(`${signed.href} ${expires}`).digest("base64url");
  signed.search = new URLSearchParams({ Expires: String(expires), Signature: token }).toString();
  return signed.href;
}
