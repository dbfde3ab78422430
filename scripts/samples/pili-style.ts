import { printLiteral } from "./literal.ts";
import { piliCalls } from "./objects/pili-calls.ts";
import type { ExampleCall } from "./read-call.ts";
import type { ApiStyle, Program } from "./sample.ts";
import { targetOf } from "./target.ts";

const credentials = 'const credentials = new Credentials("qiniu_access_key", "qiniu_secret_key");';
const host = "pili.qiniuapi.com";
const jobHost = "api.qiniu.com";

/** The style of calls to Pili. */
export const piliStyle: ApiStyle = {
  api: "pili",
  objects: piliCalls,
  declareObjects: () => ({
    imports: ["Credentials", "Hub"],
    code: `${credentials}\nconst hub = new Hub(credentials, "test-hub");`,
  }),
  declareClient: () => ({
    imports: ["Credentials", "createPiliClient"],
    code: `${credentials}\nconst client = createPiliClient(credentials);`,
  }),
  writeRaw: (call) => (call.isSigned ? writeSignedFetch(call) : writePlainFetch(call)),
  writeCurl: (call) => (call.isSigned ? writeSignedCurl(call) : writePlainCurl(call)),
};

function writeSignedFetch(call: ExampleCall): Program {
  const { method, body } = call;
  const signed = body === undefined ? "method, url" : "method, url, contentType, body";
  const request = [
    credentials,
    `const method = "${method}";`,
    declareUrl(call),
    ...(body === undefined
      ? []
      : [
          'const contentType = "application/json";',
          `const body = JSON.stringify(${printLiteral(body.value, "const body = JSON.stringify(".length)});`,
        ]),
  ];
  const fetching =
    body === undefined
      ? [
          `const authorization = credentials.authorization({ ${signed} });`,
          "const response = await fetch(url, { method, headers: { authorization } });",
        ]
      : [
          `const authorization = credentials.authorization({ ${signed} });`,
          "const response = await fetch(url, {",
          "  method,",
          '  headers: { authorization, "content-type": contentType },',
          "  body,",
          "});",
        ];
  return {
    imports: ["Credentials"],
    code: [...request, "", ...fetching, showResponse(call)].join("\n"),
  };
}

function writePlainFetch(call: ExampleCall): Program {
  return {
    imports: [],
    code: [declareUrl(call), "", "const response = await fetch(url);", showResponse(call)].join(
      "\n",
    ),
  };
}

function writeSignedCurl(call: ExampleCall): string {
  const { method, body } = call;
  const target = `/v1${targetOf(call)}`;
  const start = [
    "# Set ACCESS_KEY and SECRET_KEY.",
    `host=${host}`,
    "",
    "# 1. The data to send.",
    `target='${target}'`,
  ];
  if (body !== undefined) start.push(`body='${JSON.stringify(body.value)}'`);
  const signed =
    body === undefined
      ? [
          "# 2. The string to sign: method and target, the host, two newlines.",
          "# 3. Its HMAC-SHA1 with the secret key, in base64 with - and _ for + and /.",
          `signature=$(printf '%s %s\\nHost: %s\\n\\n' ${method} "$target" "$host" |`,
        ]
      : [
          "# 2. The string to sign: method and target, the host, the content type,",
          "#    two newlines, and the body exactly as it is sent.",
          "# 3. Its HMAC-SHA1 with the secret key, in base64 with - and _ for + and /.",
          `signature=$(printf '%s %s\\nHost: %s\\nContent-Type: %s\\n\\n%s' \\`,
          `  ${method} "$target" "$host" application/json "$body" |`,
        ];
  return [
    ...start,
    "",
    ...signed,
    "  openssl dgst -sha1 -hmac \"$SECRET_KEY\" -binary | base64 | tr '+/' '-_')",
    "",
    "# 4. The header contains access key and signature.",
    `curl -X ${method} "https://$host$target" \\`,
    `  -H "Authorization: Qiniu $ACCESS_KEY:$signature"${body === undefined ? "" : " \\"}`,
    ...(body === undefined ? [] : ['  -H "Content-Type: application/json" -d "$body"']),
  ].join("\n");
}

function writePlainCurl(call: ExampleCall): string {
  return [
    "# No signature: anyone who knows the id can query the job.",
    `curl "https://${jobHost}${targetOf(call)}"`,
  ].join("\n");
}

function declareUrl(call: ExampleCall): string {
  const base = call.isSigned ? `https://${host}/v1` : `https://${jobHost}`;
  const url = JSON.stringify(base + targetOf(call));
  const short = `const url = ${url};`;
  return short.length <= 76 ? short : `const url =\n  ${url};`;
}

function showResponse({ hasJsonResponse }: ExampleCall): string {
  return `console.log(response.status${hasJsonResponse ? ", await response.json()" : ""});`;
}
