import { Credentials, stringToSign } from "flip-pili/pili";
import type { Texts } from "./live-part.ts";

/** Shows each stage of the signature of a Pili request. */
export function showPiliSignature(fields: Texts): Texts {
  const { method = "", url = "", accessKey = "", secretKey = "", contentType, body } = fields;
  const request = {
    method,
    url,
    contentType: contentType || undefined,
    body: body || undefined,
  };
  return {
    text: stringToSign(request),
    header: `Authorization: ${new Credentials(accessKey, secretKey).authorization(request)}`,
  };
}
