import { type Command, Option } from "commander";
import { Credentials, stringToSign } from "../../pili/index.ts";
import { addKeyOptions, type KeyOptions, type Keys, requireKeys } from "../credentials-from.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { formatExamples, quoteForShell } from "../format.ts";
import { collect } from "../parse-options.ts";
import type { CommandContext, Terminal } from "../terminal.ts";

interface SignPiliOptions extends KeyOptions {
  contentType?: string;
  header?: string[];
  body?: string;
  bodyFile?: string;
  format: PiliFormat;
  explain?: boolean;
}

/** Gives `flip-pili sign pili` its arguments, options, help and action. */
export function defineSignPili(command: Command, context: CommandContext): void {
  command
    .summary("Authorization header of a request to Pili")
    .description(
      "Signs a request to Pili: prints its Authorization header. Everything must be given as it is " +
        "sent, to the byte.",
    )
    .argument("<method>", "GET, POST or DELETE")
    .argument("<url>", "the whole URL")
    .option("--content-type <type>", "its header (default with a body: application/json)")
    .option("-H, --header <line>", "X-Qiniu- header, as 'Name: value'", collect)
    .option("--body <text>", "body of the request")
    .addOption(
      new Option("--body-file <path>", "file with the body; - is standard input").conflicts("body"),
    )
    .addOption(new Option("--format <name>").choices(piliFormats).default("header"))
    .option("--explain", "show the stages of the signature, on standard error");
  addKeyOptions(command, "pili")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign pili GET 'http://pili.qiniuapi.com/v1/streams?hub=test-hub'",
        'curl -H "$(flip-pili sign pili GET $URL)" $URL',
        `flip-pili sign pili POST http://pili.qiniuapi.com/v1/streams --body '{"hub":"test-hub"}' --format curl`,
      ]),
    )
    .action((method, url, options) => signPili(method, url, options, context));
}

async function signPili(
  method: string,
  url: string,
  options: SignPiliOptions,
  context: CommandContext,
): Promise<void> {
  const keys = requireKeys("pili", options, context);
  const headers = parseHeaders(options.header ?? []);
  const body = await readBody(options, context.terminal);
  const contentType = options.contentType ?? (body === undefined ? undefined : "application/json");
  const signed = signPiliRequest({ method, url, keys, contentType, headers, body: body?.bytes });
  const { stdout, stderr } = context.terminal;
  if (options.explain) stderr.write(explainPiliRequest(signed));
  stdout.write(`${formatPiliRequest(signed, options.format, body?.curlFlags ?? [])}\n`);
}

/** What is signed. */
interface PiliRequest {
  readonly method: string;
  readonly url: string;
  readonly keys: Keys;
  readonly contentType?: string | undefined;
  /** Of which those that begin with `X-Qiniu-` are signed. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array | undefined;
}

/** A signed request, and the stages that led to its signature. */
interface SignedPiliRequest {
  /** Upper case. */
  readonly method: string;
  /** As it is sent. */
  readonly url: string;
  /** `Qiniu AK:signature`. */
  readonly authorization: string;
  readonly stringToSign: string;
  readonly contentType: string | undefined;
  readonly headers: PiliRequest["headers"];
}

/** @throws {InvalidArgumentError | UsageError} When an argument cannot be used. */
function signPiliRequest(request: PiliRequest): SignedPiliRequest {
  const { keys, contentType, headers, body } = request;
  const credentials = new Credentials(keys.accessKey, keys.secretKey);
  const method = request.method.toUpperCase();
  const url = requireUrl(request.url);
  const parts = { method, url, contentType, headers, body };
  return {
    ...{ method, url, contentType, headers },
    authorization: credentials.authorization(parts),
    stringToSign: stringToSign(parts),
  };
}

/** How a signed request can be printed. */
const piliFormats = ["header", "value", "curl"] as const;

/** How a signed request is printed. */
type PiliFormat = (typeof piliFormats)[number];

/** Prints a signed request. @param data - The words that give curl the body. */
function formatPiliRequest(
  request: SignedPiliRequest,
  format: PiliFormat,
  data: readonly string[],
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
  return quoteForShell(["curl", "--globoff", "--request", method, ...flags, ...data, url]);
}

/** The stages of a signature, to compare with those of another signer. */
function explainPiliRequest({ authorization, stringToSign: text }: SignedPiliRequest): string {
  return [
    `String to sign, ${Buffer.byteLength(text)} bytes:`,
    ...text.split("\n").map((line) => `  ${line}`),
    `String to sign, as JSON:\n  ${JSON.stringify(text)}`,
    `Signature, HMAC-SHA1 by the secret key as URL-safe base64 with padding:`,
    `  ${authorization.slice(authorization.lastIndexOf(":") + 1)}`,
    "",
  ].join("\n");
}

function requireUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new UsageError("URL must be a whole one, such as http://pili.qiniuapi.com/v1/streams");
}

/** Headers that are given in another way, in lower case. */
const givenElsewhere: ReadonlyMap<string, string> = new Map([
  ["content-type", "--content-type"],
  ["host", "the URL"],
  ["authorization", "the signature"],
]);

/**
 * Reads `Name: value` lines. A name may come several times.
 *
 * @throws {UsageError} When a line has another form, or its header is given in another way.
 */
function parseHeaders(lines: readonly string[]): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\r\n]*)$/.exec(line) ?? [];
    if (name === undefined) throw new UsageError("--header must be 'Name: value', on one line");
    const place = givenElsewhere.get(name.toLowerCase());
    if (place !== undefined) throw new UsageError(`--header ${name} is not needed: use ${place}`);
    headers.set(name, [...(headers.get(name) ?? []), value?.trim() ?? ""]);
  }
  return Object.fromEntries(headers);
}

/** Body of a request. */
interface Body {
  readonly bytes: string | Uint8Array;
  /** What has curl send the same. */
  readonly curlFlags: readonly string[];
}

/**
 * Reads the body that flags name, where there is one.
 *
 * @throws {UsageError} When its file cannot be read.
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
