import { type Command, Option } from "commander";
import { Credentials, stringToSign } from "../../pili/index.ts";
import { addKeyOptions, type KeyOptions, type Keys, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { formatExamples, quoteForShell } from "../format.ts";
import { collect, methodArgument } from "../parse-options.ts";
import type { CommandContext, Terminal } from "../terminal.ts";

/** Adds arguments, options, help and action to `flip-pili sign pili`. */
export function defineSignPili(command: Command, context: CommandContext): void {
  command
    .summary("Authorization header of a request to Pili")
    .description(
      "Signs a request to Pili: prints its Authorization header. URL, headers and body must be " +
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
      new Option("--format <name>", "output format").choices(piliFormats).default("header"),
    )
    .option("--explain", "print each step of the signature on standard error");
  addKeyOptions(command, "pili")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign pili GET 'https://pili.qiniuapi.com/v1/streams?hub=test-hub'",
        'curl -H "$(flip-pili sign pili GET $URL)" $URL',
        `flip-pili sign pili POST https://pili.qiniuapi.com/v1/streams --body '{"hub":"test-hub"}' --format curl`,
      ]),
    )
    .action((method, url, options) => signPili(method, url, options, context));
}

/** Values of the flags of `flip-pili sign pili`. */
interface SignPiliOptions extends KeyOptions {
  contentType?: string;
  header?: string[];
  body?: string;
  bodyFile?: string;
  format: PiliFormat;
  explain?: boolean;
}

/** Signs a request, and prints it. */
async function signPili(
  method: string,
  url: string,
  options: SignPiliOptions,
  context: CommandContext,
): Promise<void> {
  const absolute = requireUrl(url);
  const headers = parseHeaders(options.header ?? []);
  const keys = requireKeys("pili", options, context);
  const body = await readBody(options, context.terminal);
  const contentType = options.contentType ?? (body === undefined ? undefined : "application/json");
  const signed = signPiliRequest({
    method,
    url: absolute,
    keys,
    contentType,
    headers,
    body: body?.bytes,
  });
  const { stdout, stderr } = context.terminal;
  if (options.explain) stderr.write(explainPiliRequest(signed));
  stdout.write(`${formatPiliRequest(signed, options.format, body?.curlFlags ?? [])}\n`);
}

/** A request to sign. */
interface PiliRequest {
  readonly method: string;
  readonly url: string;
  readonly keys: Keys;
  readonly contentType?: string | undefined;
  /** Headers. Those that start with `X-Qiniu-` are signed. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array | undefined;
}

/** A signed request, and the steps of its signature. */
interface SignedPiliRequest {
  /** Upper case. */
  readonly method: string;
  /** URL as sent. */
  readonly url: string;
  /** `Qiniu AK:signature`. */
  readonly authorization: string;
  readonly stringToSign: string;
  readonly contentType: string | undefined;
  readonly headers: PiliRequest["headers"];
}

/** @throws {InvalidArgumentError} When an argument is invalid. */
function signPiliRequest(request: PiliRequest): SignedPiliRequest {
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
const piliFormats = ["header", "value", "curl"] as const;

type PiliFormat = (typeof piliFormats)[number];

/**
 * Formats a signed request.
 *
 * @param bodyFlags - The flags that make curl send the body.
 */
function formatPiliRequest(
  request: SignedPiliRequest,
  format: PiliFormat,
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
function explainPiliRequest({ authorization, stringToSign: text }: SignedPiliRequest): string {
  return [
    `String to sign, ${Buffer.byteLength(text)} bytes:`,
    ...text.split("\n").map((line) => `  ${line}`),
    `String to sign, as JSON:\n  ${JSON.stringify(text)}`,
    `Signature, URL-safe base64 with padding of HMAC-SHA1 with the secret key:`,
    `  ${authorization.slice(authorization.lastIndexOf(":") + 1)}`,
    "",
  ].join("\n");
}

function requireUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new UsageError("<url> must be absolute, such as https://pili.qiniuapi.com/v1/streams");
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
