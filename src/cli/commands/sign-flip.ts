import { type Command, Option } from "commander";
import {
  canonicalPath,
  canonicalQuery,
  type FlipParams,
  stringToSign,
  TelestreamCloud,
} from "../../flip/index.ts";
import {
  addFactoryOption,
  addKeyOptions,
  findFactoryId,
  type KeyOptions,
  type Keys,
  requireKeys,
} from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { formatExamples, quoteForShell } from "../format.ts";
import { collect, methodArgument } from "../parse-options.ts";
import { mergeParams, type Params, parseJsonParams, parseParams } from "../parse-params.ts";
import { addFormerServerOptions, addUrlOption, withServer } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";

/** Adds arguments, options, help and action to `flip-pili sign flip`. */
export function defineSignFlip(command: Command, context: CommandContext): void {
  command
    .summary("parameters of a request to Flip")
    .description(
      "Signs a request to Flip: prints its parameters with access_key, timestamp and signature. " +
        "The service accepts them for a few minutes, and those of a POST request only once.",
    )
    .addArgument(methodArgument("GET", "POST", "PUT", "DELETE"))
    .argument("<path>", "path without the version: /videos.json")
    .option("-p, --param <key=value>", "parameter; key[field]=value sets a field", collect)
    .option("--param-json <object>", "parameters as a JSON object")
    .option("--timestamp <time>", "ISO 8601 (default: now)")
    .addOption(new Option("--format <name>", "output format").choices(flipFormats).default("json"))
    .option("--explain", "print each step of the signature on standard error");
  addFormerServerOptions(addUrlOption(command, "flip"));
  addKeyOptions(addFactoryOption(command), "flip")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign flip GET /videos.json -p status=success --format url",
        "flip-pili sign flip POST /videos.json -p source_url=http://files.com/my_video.mp4 --format curl",
        "flip-pili sign flip PUT /notifications.json -p 'events[video_created]=true' --explain",
      ]),
    )
    .action((method, path, options) => signFlip(method, path, options, context));
}

/** Values of the flags of `flip-pili sign flip`. */
interface SignFlipOptions extends KeyOptions {
  param?: string[];
  paramJson?: string;
  url?: string;
  host?: string;
  port?: number;
  http?: boolean;
  timestamp?: string;
  format: FlipFormat;
  explain?: boolean;
}

/** Signs a request, and prints it. */
function signFlip(
  method: string,
  path: string,
  options: SignFlipOptions,
  context: CommandContext,
): void {
  const checked = requirePath(path);
  const params = readParams(options);
  const file = readFileName(method, params);
  const { host, port, http, timestamp } = withServer(options, context);
  const https = http === undefined ? undefined : !http;
  const keys = requireKeys("flip", options, context);
  const factoryId = findFactoryId("flip", options, context);
  const request = { method, path: checked, params, keys, factoryId, host, port, https, timestamp };
  const signed = signFlipRequest(request);
  const { stdout, stderr } = context.terminal;
  if (options.explain) stderr.write(explainFlipRequest(signed));
  stdout.write(`${formatFlipRequest(signed, options.format, file)}\n`);
}

/**
 * Returns the path as it is signed.
 *
 * @throws {UsageError} When the path is a URL, or begins with the version.
 */
function requirePath(path: string): string {
  const isRelative =
    !/^\s*([a-z][\w+.-]*:)?\/\//i.test(path) && !/^\s*\/*v\d[\d.]*(\/|$)/.test(path);
  if (isRelative) return canonicalPath(path);
  throw new UsageError("<path> must be a path without the version, such as /videos.json");
}

function readParams({ param = [], paramJson }: SignFlipOptions): Params {
  const params = parseParams(param);
  return paramJson === undefined ? params : mergeParams(params, parseJsonParams(paramJson));
}

/** Returns the path of the uploaded file, which is sent with the request but not signed. */
function readFileName(method: string, { file }: { file?: unknown }): string | undefined {
  if (file === undefined) return undefined;
  if (typeof file === "string" && method.toUpperCase() === "POST") return file;
  throw new UsageError("--param file must be a path, and needs the method POST");
}

/** A request to sign. */
interface FlipRequest {
  readonly method: string;
  readonly path: string;
  readonly params: FlipParams;
  readonly keys: Keys;
  readonly factoryId?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly https?: boolean | undefined;
  readonly timestamp?: string | undefined;
}

/** A signed request, and the steps of its signature. */
interface SignedFlipRequest {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** Canonical query that was signed, without the signature. */
  readonly query: string;
  readonly stringToSign: string;
  /** All parameters of the request, not escaped. */
  readonly params: Readonly<Record<string, unknown>> & { readonly signature: string };
  /** URL with the query, as sent. */
  readonly url: string;
}

/** @throws {InvalidArgumentError} When an argument is invalid. */
function signFlipRequest(request: FlipRequest): SignedFlipRequest {
  const { keys, factoryId, host: apiHost, port: apiPort, https, timestamp } = request;
  const cloud = new TelestreamCloud({ ...keys, factoryId, apiHost, apiPort, https });
  const method = request.method.toUpperCase();
  const { path } = request;
  const params = cloud.signedParams(method, path, request.params, { timestamp });
  const { signature: _, ...signed } = params;
  return {
    method,
    path,
    query: canonicalQuery(signed),
    stringToSign: stringToSign({ method, host: cloud.apiHost, path, params: signed }),
    params,
    url: `${originOf(cloud)}/v${cloud.apiVersion}${path}?${canonicalQuery(params)}`,
  };
}

function originOf({ apiHost, apiPort, https }: TelestreamCloud): string {
  const scheme = https ? "https" : "http";
  const isDefaultPort = apiPort === (https ? 443 : 80);
  return `${scheme}://${apiHost}${isDefaultPort ? "" : `:${apiPort}`}`;
}

/** Output formats of a signed request. */
const flipFormats = ["json", "query", "url", "curl"] as const;

type FlipFormat = (typeof flipFormats)[number];

/** Formats a signed request. */
function formatFlipRequest(
  request: SignedFlipRequest,
  format: FlipFormat,
  file: string | undefined,
): string {
  const { method, params, url } = request;
  if (format === "json") return JSON.stringify(params, undefined, 2);
  if (format === "query") return url.slice(url.indexOf("?") + 1);
  if (format === "url") return url;
  const form = file === undefined ? [] : ["--form", `file=@${quoteFormPath(file)}`];
  // With --globoff, brackets in the query are not a pattern.
  return quoteForShell(["curl", "--globoff", "--request", method, ...form, url]);
}

/** Formats the steps of a signature, for comparison with another implementation. */
function explainFlipRequest(request: SignedFlipRequest): string {
  const { path, query, params } = request;
  const text = request.stringToSign;
  return [
    `Canonical path:\n  ${path}`,
    `Canonical query:\n  ${query}`,
    `String to sign, ${Buffer.byteLength(text)} bytes in four lines, without a final line break:`,
    ...text.split("\n").map((line) => `  ${line}`),
    `String to sign, as JSON:\n  ${JSON.stringify(text)}`,
    `Signature, base64 of HMAC-SHA256 with the secret key:\n  ${params.signature}`,
    "",
  ].join("\n");
}

/** Quotes a path for `curl --form`, where `;` and `,` are separators. */
function quoteFormPath(path: string): string {
  return `"${path.replace(/["\\]/g, "\\$&")}"`;
}
