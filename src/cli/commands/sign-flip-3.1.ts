import { type Command, Option } from "commander";
import { apis } from "../apis.ts";
import {
  addFactoryOption,
  addKeyOptions,
  findFactoryId,
  findUrl,
  type KeyOptions,
  missing,
  requireApiKey,
} from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { formatExamples, quoteForShell } from "../format.ts";
import { collect, methodArgument } from "../parse-options.ts";
import { mergeParams, type Params, parseJsonParams, parseParams } from "../parse-params.ts";
import { addUrlOption, authorityOf, parseServiceUrl } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";

const api = "flip-3.1";

/** Output formats of a request. */
const formats = ["header", "value", "url", "curl"] as const;

/** Values of the flags of `flip-pili sign flip-3.1`. */
interface SignFlip31Options extends KeyOptions {
  param?: string[];
  paramJson?: string;
  url?: string;
  format: (typeof formats)[number];
}

/** Adds arguments, options, help and action to `flip-pili sign flip-3.1`. */
export function defineSignFlip31(command: Command, context: CommandContext): void {
  command
    .summary("header of a request to Flip 3.1")
    .description(
      "Prints the header that authorizes a request to Flip 3.1: X-Api-Key, with the key itself. There is nothing " +
        "to sign: every request of the account has the same header, and everybody who sees it can call the API.",
    )
    .addArgument(methodArgument("GET", "POST", "PUT", "PATCH", "DELETE"))
    .argument("<path>", "path without the version: /videos.json")
    .option(
      "-p, --param <key=value>",
      "parameter: of the query with GET and DELETE, else a text of the JSON body; key[field]=value sets a field",
      collect,
    )
    .option("--param-json <object>", "parameters as a JSON object")
    .addOption(new Option("--format <name>", "output format").choices(formats).default("header"));
  addUrlOption(command, api);
  addKeyOptions(addFactoryOption(command), api)
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign flip-3.1 GET /videos.json -p page=2 --format curl",
        'curl -H "$(flip-pili sign flip-3.1 GET /factories.json)" https://api.cloud.telestream.net/flip/3.1/factories.json',
        `flip-pili sign flip-3.1 POST /videos.json --param-json '{"source_url":"http://files.com/my_video.mp4"}' --format curl`,
      ]),
    )
    .action((method, path, options) => showRequest(method, path, options, context));
}

/** Prints what authorizes a request, or the request. */
function showRequest(
  method: string,
  path: string,
  options: SignFlip31Options,
  context: CommandContext,
): void {
  const { apiKey } = requireApiKey(api, options, context);
  const request = { method, path: requirePath(path), params: readParams(options) };
  const header = `X-Api-Key: ${apiKey}`;
  const formatters: Readonly<Record<SignFlip31Options["format"], () => string>> = {
    header: () => header,
    value: () => apiKey,
    url: () => urlOf(request, options, context),
    curl: () => formatCurl(request, header, urlOf(request, options, context)),
  };
  context.terminal.stdout.write(`${formatters[options.format]()}\n`);
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly params: Params;
}

function hasQuery({ method }: Request): boolean {
  return method === "GET" || method === "DELETE";
}

function formatCurl(request: Request, header: string, url: string): string {
  const { method, params } = request;
  const hasBody = !hasQuery(request) && Object.keys(params).length > 0;
  const body = hasBody ? jsonFlags(params) : [];
  return quoteForShell([
    ...["curl", "--globoff", "--request", method, "--header", header],
    ...body,
    url,
  ]);
}

function jsonFlags(params: Params): string[] {
  return ["--header", "Content-Type: application/json", "--data-raw", JSON.stringify(params)];
}

/** @throws {UsageError} When the path is a URL, or begins with the version. */
function requirePath(path: string): string {
  if (/^\/(?!\/)[^\s?#]*$/.test(path) && !/^\/(flip\/|v?\d[\d.]*(\/|$))/.test(path)) return path;
  throw new UsageError("<path> must be a path without the version, such as /videos.json");
}

function readParams({ param = [], paramJson }: SignFlip31Options): Params {
  const params = parseParams(param);
  return paramJson === undefined ? params : mergeParams(params, parseJsonParams(paramJson));
}

/** Returns the URL of a request. */
function urlOf(request: Request, options: SignFlip31Options, context: CommandContext): string {
  const { path, params } = request;
  const server = parseServiceUrl(api, findUrl(api, options, context) ?? apis[api].url);
  const query = new URLSearchParams(factoryOf(path, options, context));
  for (const [name, value] of Object.entries(hasQuery(request) ? params : {})) {
    if (typeof value === "object")
      throw new UsageError(`--param ${name} must be a text in a query`);
    query.append(name, String(value));
  }
  const origin = `${server.https ? "https" : "http"}://${authorityOf(server)}`;
  const search = query.size === 0 ? "" : `?${query}`;
  return `${origin}${apis[api].pathExample}${path}${search}`;
}

/** Returns the parameter with the factory, which all calls need but those about factories themselves. */
function factoryOf(
  path: string,
  options: SignFlip31Options,
  context: CommandContext,
): Record<string, string> {
  if (/^\/factories[./]/.test(path)) return {};
  const factoryId = findFactoryId(api, options, context);
  if (factoryId === undefined) throw missing("--factory-id", apis[api].variables.factoryId);
  return { factory_id: factoryId };
}
