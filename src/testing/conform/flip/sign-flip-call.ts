import { canonicalQuery } from "../../../flip/signing/canonical-query.ts";
import { type FlipCredentials, identify } from "../../../flip/signing/credentials.ts";
import { signature } from "../../../flip/signing/signature.ts";
import { stringToSign } from "../../../flip/signing/string-to-sign.ts";
import { Clock } from "../../../http/send/clock.ts";
import type { SignCall } from "../unsigned-call.ts";

/** Signs calls of Flip by parameters of the query. Upload locations are left as they are. */
export function createFlipSigner(credentials: FlipCredentials, now: () => Date): SignCall {
  const { accessKey, secretKey } = credentials;
  const secrets = { valid: secretKey, wrong: `${secretKey}-but-another` };
  const clock = new Clock(now);
  return ({ operation, url, path, query, headers, body, factoryId }, signing) => {
    const { method, security } = operation;
    const call = { method, headers, body };
    if (security.length === 0) return { ...call, url };
    const signed = new URL(url);
    if (signing === "missing") {
      signed.search = canonicalQuery(query);
      return { ...call, url: signed };
    }
    const secret = secrets[signing];
    const factory = factoryId ?? credentials.factoryId;
    const keys = identify({ accessKey, secretKey: secret, factoryId: factory });
    const params = { ...query, ...keys, timestamp: clock.timestamp() };
    const text = stringToSign({ method, host: url.hostname, path, params });
    signed.search = canonicalQuery({ ...params, signature: signature(secret, text) });
    return { ...call, url: signed };
  };
}
