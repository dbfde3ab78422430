import { printLiteral } from "./literal.ts";
import type { ObjectCalls } from "./objects/object-call.ts";
import type { ExampleCall } from "./read-call.ts";
import type { ApiStyle, Program } from "./sample.ts";
import { targetOf } from "./target.ts";

const credentials = 'const credentials = new Credentials("qiniu_access_key", "qiniu_secret_key");';

/** What differs between the services of Qiniu. */
interface QiniuService {
  /** Name of the API and of its entry point. */
  readonly api: string;
  readonly objects: ObjectCalls;
  /** Classes whose instances give access to the objects, by the name of the instance. */
  readonly roots: Readonly<Record<string, { readonly name: string; readonly declaration: string }>>;
  /** Function that creates a client for the generated functions. */
  readonly createClient: string;
  /** Host and path that precede every path of the spec. */
  readonly host: string;
  readonly prefix: string;
  /** Host of the operations that are not signed. */
  readonly publicHost?: string;
}

/** Creates the style of calls to a service of Qiniu. */
export function createQiniuStyle(service: QiniuService): ApiStyle {
  const { api, objects, roots, createClient } = service;
  return {
    api,
    objects,
    declareObjects: (code) => {
      const used = Object.entries(roots).filter(([name]) => code.includes(`${name}.`));
      return {
        imports: ["Credentials", ...used.map(([, { name }]) => name)],
        code: [credentials, ...used.map(([, { declaration }]) => declaration)].join("\n"),
      };
    },
    declareClient: () => ({
      imports: ["Credentials", createClient],
      code: `${credentials}\nconst client = ${createClient}(credentials);`,
    }),
    writeRaw: (call) =>
      call.isSigned ? writeSignedFetch(call, service) : writePlainFetch(call, service),
    writeCurl: (call) =>
      call.isSigned ? writeSignedCurl(call, service) : writePlainCurl(call, service),
  };
}

function writeSignedFetch(call: ExampleCall, service: QiniuService): Program {
  const { method, body } = call;
  const signed = body === undefined ? "method, url" : "method, url, contentType, body";
  const request = [
    credentials,
    `const method = "${method}";`,
    declareUrl(call, service),
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

function writePlainFetch(call: ExampleCall, service: QiniuService): Program {
  return {
    imports: [],
    code: [
      declareUrl(call, service),
      "",
      "const response = await fetch(url);",
      showResponse(call),
    ].join("\n"),
  };
}

function writeSignedCurl(call: ExampleCall, { host, prefix }: QiniuService): string {
  const { method, body } = call;
  const target = `${prefix}${targetOf(call)}`;
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

function writePlainCurl(call: ExampleCall, { publicHost }: QiniuService): string {
  return [
    "# No signature: anyone who knows the id can query the job.",
    `curl "https://${publicHost}${targetOf(call)}"`,
  ].join("\n");
}

function declareUrl(call: ExampleCall, { host, prefix, publicHost }: QiniuService): string {
  const base = call.isSigned ? `https://${host}${prefix}` : `https://${publicHost}`;
  const url = JSON.stringify(base + targetOf(call));
  const short = `const url = ${url};`;
  return short.length <= 76 ? short : `const url =\n  ${url};`;
}

function showResponse({ hasJsonResponse }: ExampleCall): string {
  return `console.log(response.status${hasJsonResponse ? ", await response.json()" : ""});`;
}
