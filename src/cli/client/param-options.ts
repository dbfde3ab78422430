import { Option } from "commander";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { collect } from "../parse-options.ts";
import { mergeParams, type Params, parseJsonParams, parseParams } from "../parse-params.ts";
import type { CommandContext } from "../terminal.ts";

/** Values of the flags that {@link paramOptions} creates. */
export interface ParamFlags {
  param?: string[];
  paramJson?: string;
  paramFile?: string;
}

/** Creates the flags for parameters that have no flag of their own. */
export function paramOptions(): Option[] {
  return [
    new Option(
      "-p, --param <key=value>",
      "parameter of the API; key[field]=value sets a field; repeatable",
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
  { param = [], paramJson, paramFile }: ParamFlags,
  given: Params,
  { terminal }: Pick<CommandContext, "terminal">,
): Promise<Params> {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  const parts = [Object.fromEntries(defined), parseParams(param)];
  if (paramJson !== undefined) parts.push(parseJsonParams(paramJson));
  if (paramFile !== undefined) {
    const text = Buffer.from(await readInput("--param-file", paramFile, terminal)).toString();
    parts.push(parseJsonParams(text, "--param-file"));
  }
  return parts.reduce(mergeParams, {});
}

/** @throws {UsageError} When there are no parameters. */
export function requireParams(params: Params, flags: string): Params {
  if (Object.keys(params).length > 0) return params;
  throw new UsageError(`Nothing to update: pass ${flags}`);
}
