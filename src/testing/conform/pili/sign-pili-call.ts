import { Credentials } from "../../../pili/signing/credentials.ts";
import type { MockCredentials } from "../../mock-credentials.ts";
import type { SignCall } from "../unsigned-call.ts";

/** Signs calls of Pili by the header `Authorization`. Those to the job service are left as they are. */
export function createPiliSigner({ accessKey, secretKey }: MockCredentials): SignCall {
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
