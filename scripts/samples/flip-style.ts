import { canonicalQuery } from "flip-pili/flip";
import { flipCalls } from "./objects/flip-calls.ts";
import type { ExampleCall } from "./read-call.ts";
import { fillPath } from "./target.ts";
import { createTelestreamStyle } from "./telestream-style.ts";

const host = "api-gce.pandastream.com";

/** The style of calls to Flip 3.0. */
export const flipStyle = createTelestreamStyle({
  api: "flip",
  objects: flipCalls,
  keys: '  accessKey: "your-access-key",\n  secretKey: "your-secret-key",\n',
  writeCurl: writeSignedCurl,
});

function writeSignedCurl({ method, path, pathParams, query }: ExampleCall): string {
  const target = fillPath(path, pathParams);
  const canonical = canonicalQuery({
    ...query,
    access_key: "$ACCESS_KEY",
    factory_id: "$FACTORY_ID",
    timestamp: "$timestamp",
  }).replaceAll(/%24(ACCESS_KEY|FACTORY_ID|timestamp)/g, "$$$1");
  const noBody = method === "POST" || method === "PUT" ? " -d ''" : "";
  return [
    "# Set ACCESS_KEY, SECRET_KEY and FACTORY_ID.",
    `host=${host}`,
    `path=${target}`,
    "",
    "# 1. The canonical query: all parameters with access key, factory and timestamp,",
    "#    percent-encoded and sorted by name. %3A is a colon of the timestamp.",
    "timestamp=$(date -u +%Y-%m-%dT%H%%3A%M%%3A%SZ)",
    `query="${canonical.replaceAll("&", "\\\n&")}"`,
    "",
    "# 2. The string to sign: method, host, path and query, one per line.",
    "# 3. The signature: HMAC-SHA256 with the secret key, in base64, percent-encoded.",
    `signature=$(printf '%s\\n%s\\n%s\\n%s' ${method} "$host" "$path" "$query" |`,
    '  openssl dgst -sha256 -hmac "$SECRET_KEY" -binary | base64 |',
    "  sed 's/+/%2B/g; s/\\//%2F/g; s/=/%3D/g')",
    "",
    "# 4. The request: what was signed, and the signature. The version is not signed.",
    `curl -g -X ${method}${noBody} "https://$host/v3.0$path?$query&signature=$signature"`,
  ].join("\n");
}
