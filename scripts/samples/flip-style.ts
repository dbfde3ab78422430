import { canonicalQuery } from "flip-pili/flip";
import { printLiteral } from "./literal.ts";
import { flipCalls } from "./objects/flip-calls.ts";
import type { ExampleCall } from "./read-call.ts";
import type { ApiStyle, Program } from "./sample.ts";
import { fillPath } from "./target.ts";
import { writeUploadCurl, writeUploadFetch } from "./write-upload.ts";

const host = "api-gce.pandastream.com";

const keys = '  accessKey: "your-access-key",\n  secretKey: "your-secret-key",\n';
const factoryId = '  factoryId: "your-factory-id",\n';

/** The style of calls to Flip. */
export const flipStyle: ApiStyle = {
  api: "flip",
  objects: flipCalls,
  declareObjects(code) {
    const lines = [
      `const tc = new TelestreamCloud({\n${keys}});`,
      'const flip = tc.getResource("flip");',
      ...(/\bfactory\.(?!id|details|save|name)/.test(code) && !code.includes("const factory ")
        ? ['const factory = await flip.factories.find("your-factory-id");']
        : []),
    ];
    return { imports: ["TelestreamCloud"], code: lines.join("\n") };
  },
  declareClient: () => ({
    imports: ["createFlipClient"],
    code: `const client = createFlipClient({\n${keys}${factoryId}});`,
  }),
  writeRaw: (call) => (call.isSigned ? writeRawCall(call) : writeUploadFetch(call)),
  writeCurl: (call) => (call.isSigned ? writeSignedCurl(call) : writeUploadCurl(call)),
};

function writeRawCall(call: ExampleCall): Program {
  const { method, path, pathParams, query } = call;
  const start = `await tc.${method.toLowerCase()}(${JSON.stringify(path)}`;
  const params = { ...pathParams, ...query };
  const argument =
    Object.keys(params).length === 0
      ? ""
      : `, ${printLiteral(params, `const result = ${start}, `.length)}`;
  return {
    imports: ["TelestreamCloud"],
    code: [
      `const tc = new TelestreamCloud({\n${keys}${factoryId}});`,
      "",
      `const result = ${start}${argument});`,
      "console.log(result);",
    ].join("\n"),
  };
}

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
