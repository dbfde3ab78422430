import { type Command, Option } from "commander";
import { Credentials, stringToSign } from "../../pili/index.ts";
import { type ApiName, apis } from "../apis.ts";
import { addKeyOptions, type KeyOptions, type Keys, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { formatExamples, quoteForShell } from "../format.ts";
import { collect, methodArgument } from "../parse-options.ts";
import type { CommandContext, Terminal } from "../terminal.ts";

/** An API of Qiniu, with an example of its URLs. */
interface QiniuApi {
  readonly api: ApiName;
  readonly url: string;
  /** A call with a body: the URL, and the body as JSON. */
  readonly post: readonly [url: string, body: string];
}

/** The APIs of Qiniu, which all have the same signature. */
const qiniuApis: readonly QiniuApi[] = [
  {
    api: "pili",
    url: "https://pili.qiniuapi.com/v1/streams?hub=test-hub",
    post: ["https://pili.qiniuapi.com/v1/streams", '{"hub":"test-hub"}'],
  },
  {
    api: "pili-v2",
    url: "https://pili.qiniuapi.com/v2/hubs/test-hub/streams",
    post: ["https://pili.qiniuapi.com/v2/hubs/test-hub/streams", '{"key":"test-key"}'],
  },
  {
    api: "rtc",
    url: "https://rtc.qiniuapi.com/v3/apps",
    post: ["https://rtc.qiniuapi.com/v3/apps", '{"title":"test-app"}'],
  },
];

/** Adds `flip-pili sign pili` and the commands for the other APIs of Qiniu. */
export function defineSignQiniu(parent: Command, context: CommandContext): void {
  for (const api of qiniuApis) defineSignApi(parent.command(api.api), api, context);
}

/** Adds arguments, options, help and action to a command that signs requests to an API. */
function defineSignApi(
  command: Command,
  { api, url: exampleUrl, post }: QiniuApi,
  context: CommandContext,
): void {
  const { title } = apis[api];
  const [postUrl, body] = post;
  command
    .summary(`Authorization header of a request to ${title}`)
    .description(
      `Signs a request to ${title}: prints its Authorization header. URL, headers and body must be ` +
        "exactly those of the request, byte for byte.",
    )
    .addArgument(methodArgument("GET", "POST", "DELETE"))
    .argument("<url>", "absolute URL")
    .option("--content-type <type>", "Content-Type header (default with a body: application/json)")
    .option("-H, --header <line>", "X-Qiniu-* header, as 'Name: value'", collect)
    .option("--body <text>", "request body")
    .addOption(
      new Option("--body-file <path>", "file with the request body; - is standard input").conflicts(
        "body",
      ),
    )
    .addOption(
      new Option("--format <name>", "output format").choices(qiniuFormats).default("header"),
    )
    .option("--explain", "print each step of the signature on standard error");
  addKeyOptions(command, api)
    .addHelpText(
      "after",
      formatExamples([
        `flip-pili sign ${api} GET '${exampleUrl}'`,
        `curl -H "$(flip-pili sign ${api} GET $URL)" $URL`,
        `flip-pili sign ${api} POST ${postUrl} --body '${body}' --format curl`,
      ]),
    )
    .action((method, text, options) => {
      const url = requireUrl(text, postUrl);
      return signRequest({ api, method, url }, options, context);
    });
}

/** Values of the flags of a command. */
interface SignQiniuOptions extends KeyOptions {
  contentType?: string;
  header?: string[];
  body?: string;
  bodyFile?: string;
  format: QiniuFormat;
  explain?: boolean;
}

/** Signs a request, and prints it. */
async function signRequest(
  { api, method, url }: { readonly api: ApiName; readonly method: string; readonly url: string },
  options: SignQiniuOptions,
  context: CommandContext,
): Promise<void> {
  const headers = parseHeaders(options.header ?? []);
  const keys = requireKeys(api, options, context);
  const body = await readBody(options, context.terminal);
  const contentType = options.contentType ?? (body === undefined ? undefined : "application/json");
  const signed = createQiniuRequest({
    method,
    url,
    keys,
    contentType,
    headers,
    body: body?.bytes,
  });
  const { stdout, stderr } = context.terminal;
  if (options.explain) stderr.write(explainQiniuRequest(signed));
  stdout.write(`${formatQiniuRequest(signed, options.format, body?.curlFlags ?? [])}\n`);
}

/** A request to sign. */
interface QiniuRequest {
  readonly method: string;
  readonly url: string;
  readonly keys: Keys;
  readonly contentType?: string | undefined;
  /** Headers. Those that start with `X-Qiniu-` are signed. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array | undefined;
}

/** A signed request, and the steps of its signature. */
interface SignedQiniuRequest {
  /** Upper case. */
  readonly method: string;
  /** URL as sent. */
  readonly url: string;
  /** `Qiniu AK:signature`. */
  readonly authorization: string;
  readonly stringToSign: string;
  readonly contentType: string | undefined;
  readonly headers: QiniuRequest["headers"];
}

/** @throws {InvalidArgumentError} When an argument is invalid. */
function createQiniuRequest(request: QiniuRequest): SignedQiniuRequest {
  const { url, keys, contentType, headers, body } = request;
  const credentials = new Credentials(keys.accessKey, keys.secretKey);
  const method = request.method.toUpperCase();
  const parts = { method, url, contentType, headers, body };
  return {
    method,
    url,
    contentType,
    headers,
    authorization: credentials.authorization(parts),
    stringToSign: stringToSign(parts),
  };
}

/** Output formats of a signed request. */
const qiniuFormats = ["header", "value", "curl"] as const;

type QiniuFormat = (typeof qiniuFormats)[number];

/**
 * Formats a signed request.
 *
 * @param bodyFlags - The flags that make curl send the body.
 */
function formatQiniuRequest(
  request: SignedQiniuRequest,
  format: QiniuFormat,
  bodyFlags: readonly string[],
): string {
  const { method, url, authorization, contentType, headers } = request;
  if (format === "value") return authorization;
  if (format === "header") return `Authorization: ${authorization}`;
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  if (contentType !== undefined) lines.unshift(`Content-Type: ${contentType}`);
  lines.unshift(`Authorization: ${authorization}`);
  const flags = lines.flatMap((line) => ["--header", line]);
  return quoteForShell(["curl", "--globoff", "--request", method, ...flags, ...bodyFlags, url]);
}

/** Formats the steps of a signature, for comparison with another implementation. */
function explainQiniuRequest({ authorization, stringToSign: text }: SignedQiniuRequest): string {
  return [
    `String to sign, ${Buffer.byteLength(text)} bytes:`,
    ...text.split("\n").map((line) => `  ${line}`),
    `String to sign, as JSON:\n  ${JSON.stringify(text)}`,
    `Signature, URL-safe base64 with padding of HMAC-SHA1 with the secret key:`,
    `  ${authorization.slice(authorization.lastIndexOf(":") + 1)}`,
    "",
  ].join("\n");
}

function requireUrl(text: string, example: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new UsageError(`<url> must be absolute, such as ${example}`);
}

/**
 * Parses `Name: value` lines. A name can be repeated.
 *
 * @throws {UsageError} When a line has another form, or its header is reserved.
 */
function parseHeaders(lines: readonly string[]): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\r\n]*)$/.exec(line) ?? [];
    if (name === undefined)
      throw new UsageError("--header must be 'Name: value', on a single line");
    const advice = reservedHeaders.get(name.toLowerCase());
    if (advice !== undefined) throw new UsageError(`--header ${name} is not allowed: ${advice}`);
    headers.set(name, [...(headers.get(name) ?? []), value?.trim() ?? ""]);
  }
  return Object.fromEntries(headers);
}

/** Headers that `--header` rejects, in lower case, each with a hint. */
const reservedHeaders: ReadonlyMap<string, string> = new Map([
  ["content-type", "use --content-type"],
  ["host", "it is part of the URL"],
  ["authorization", "the command computes it"],
]);

/** A request body. */
interface Body {
  readonly bytes: string | Uint8Array;
  /** Flags that make curl send the same body. */
  readonly curlFlags: readonly string[];
}

/**
 * Reads the body from its flag or file, if there is one.
 *
 * @throws {UsageError} When the file cannot be read.
 */
async function readBody(
  { body, bodyFile }: { body?: string; bodyFile?: string },
  terminal: Terminal,
): Promise<Body | undefined> {
  if (body !== undefined) return { bytes: body, curlFlags: ["--data-raw", body] };
  if (bodyFile === undefined) return undefined;
  const bytes = await readInput("--body-file", bodyFile, terminal);
  return { bytes, curlFlags: ["--data-binary", `@${bodyFile}`] };
}
