import { Option } from "commander";
import type { ApiName } from "../apis.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { collect } from "../parse-options.ts";
import { mergeParams, type Params, parseJsonParams, parseParams } from "../parse-params.ts";
import type { CommandContext } from "../terminal.ts";

/** Values of the flags that {@link paramOptions} creates, and the API that gets the parameters. */
export interface ParamFlags {
  api?: ApiName;
  param?: string[];
  paramJson?: string;
  paramFile?: string;
}

/** Creates the flags for parameters that have no flag of their own. */
export function paramOptions(): Option[] {
  return [
    new Option(
      "-p, --param <key=value>",
      "parameter of the API; key[field]=value sets a field; flip-3.1: numbers, true and false are not sent as text; repeatable",
    ).argParser(collect),
    new Option("--param-json <object>", "parameters as a JSON object"),
    new Option("--param-file <file>", "file with parameters as a JSON object; - is standard input"),
  ];
}

/**
 * Returns the parameters of all flags.
 *
 * @param given - Parameters with a flag of their own. Those that are `undefined` are not set.
 * @throws {UsageError} When a parameter is repeated, or has another form.
 */
export async function readParams(
  { api, param = [], paramJson, paramFile }: ParamFlags,
  given: Params,
  { terminal }: Pick<CommandContext, "terminal">,
): Promise<Params> {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  const pairs = parseParams(param);
  const parts = [Object.fromEntries(defined), api === "flip-3.1" ? toJsonValues(pairs) : pairs];
  if (paramJson !== undefined) parts.push(parseJsonParams(paramJson));
  if (paramFile !== undefined) {
    const text = Buffer.from(await readInput("--param-file", paramFile, terminal)).toString();
    parts.push(parseJsonParams(text, "--param-file"));
  }
  return parts.reduce(mergeParams, {});
}

/** Returns parameters for a JSON body, where only texts are texts. */
function toJsonValues(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "string" ? toJsonValue(value) : toJsonValues(value as Params),
    ]),
  );
}

function toJsonValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  const value = Number(text);
  // Not what JSON would write in another form, such as 007 and 1e3.
  return Number.isFinite(value) && String(value) === text ? value : text;
}

/** @throws {UsageError} When there are no parameters. */
export function requireParams(params: Params, flags: string): Params {
  if (Object.keys(params).length > 0) return params;
  throw new UsageError(`Nothing to update: pass ${flags}`);
}
