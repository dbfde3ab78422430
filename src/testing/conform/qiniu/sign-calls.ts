import { Credentials } from "../../../qiniu/credentials.ts";
import type { MockCredentials } from "../../mock/mock-api.ts";
import type { SignCall } from "../caller.ts";
import type { SignerOptions } from "../conform-api.ts";
import type { RejectionRules } from "../step.ts";

/** Statuses of calls that are not signed correctly. */
export const unsigned: RejectionRules["unsigned"] = { missing: [401], wrong: [401] };

/** Creates the signer of a service of Qiniu, which sets `Authorization`. Public operations are not signed. */
export function createQiniuSigner({ credentials }: SignerOptions<MockCredentials>): SignCall {
  const { accessKey, secretKey } = credentials;
  const keys = {
    valid: new Credentials(accessKey, secretKey),
    wrong: new Credentials(accessKey, `${secretKey}-but-another`),
  };
  return ({ operation, url, query, headers, body }, signing) => {
    const { method, security } = operation;
    const target = new URL(url);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    const call = { method, url: target, headers, body };
    if (security.length === 0 || signing === "missing") return call;
    const contentType = headers["Content-Type"];
    const request = { method, url: target, contentType, body };
    const authorization = keys[signing].authorization(request);
    return { ...call, headers: { ...headers, Authorization: authorization } };
  };
}
