import { md5 } from "#hmac";
import {
  requireInteger,
  requireKey,
  requireKnownOptions,
  requireObject,
  requireText,
  requireThat,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { requireSeconds } from "../../qiniu/unix-seconds.ts";
import { formPairs, parseUrl, setParam, sortParams, type UrlParts } from "./url-query.ts";

/** Options of {@link signPlayUrl}, as in the settings of the domain. */
export interface SignPlayUrlOptions {
  /** Key of the domain: `playSecurity.key1`. */
  key: string;
  /**
   * Time in Unix seconds: the current time when the `type` of the settings is `tsStartMD5`, the time
   * at which the URL expires when it is `tsExpireMD5`.
   */
  time: number;
  /**
   * The text that is signed: `playSecurity.rule`. These variables are replaced, all other text stays:
   *
   * - `$(key)`: the key
   * - `$(path)`: the path with its extension: `/hub/title.m3u8`
   * - `$(streamKey)`: the path without its first slash and its extension: `hub/title`
   * - `$(streamTitle)`: what follows the first slash of `$(streamKey)`: `title`
   * - `$(path_1)`, `$(path_2)`, …: a segment of the path, the last one with its extension
   * - `$(_name)`: the parameter `name` of the URL, which may be the time
   *
   * @default "$(key)$(path)$(_t)", with the name of the time instead of `t`
   */
  rule?: string | undefined;
  /**
   * Base of the number that stands for the time, from 2 to 36: `playSecurity.tsBase`. 0 stands for 16.
   *
   * @default 16
   */
  base?: number | undefined;
  /**
   * Name of the parameter with the time: `playSecurity.tsPart`.
   *
   * @default "t"
   */
  timeName?: string | undefined;
  /**
   * Name of the parameter with the signature: `playSecurity.signPart`.
   *
   * @default "sign"
   */
  signName?: string | undefined;
}

/**
 * Signs a play URL for a domain that only delivers to viewers with a signature. The parameters of the
 * URL are kept and sorted; a signature that it has is replaced.
 *
 * @throws {InvalidArgumentError} When the URL is not absolute, an option is not valid, or the rule has a
 *   variable that the URL does not have.
 * @example
 * signPlayUrl("https://play.example.com/hub/title.m3u8", { key: "domain_key", time: 1893456000 });
 */
export function signPlayUrl(url: string, options: SignPlayUrlOptions): string {
  const expectation = "must be an absolute URL such as https://play.example.com/hub/title.m3u8";
  const parts = parseUrl(requireText("url", url), expectation);
  const { key, time, base, timeName = "t", signName = "sign", rule } = checkOptions(options);
  const unsigned = parts.params.filter(([name]) => name !== signName);
  const params = setParam(unsigned, timeName, time.toString(base));
  const text = expandRule(rule ?? `$(key)$(path)$(_${timeName})`, key, { ...parts, params });
  const signed = sortParams(setParam(params, signName, md5(text)));
  return `${parts.origin}${parts.path}?${formPairs(signed).join("&")}`;
}

const knownOptions: Required<SignPlayUrlOptions> = {
  ...{ key: "", time: 0, rule: "", base: 0, timeName: "", signName: "" },
};

function checkOptions(options: SignPlayUrlOptions): SignPlayUrlOptions {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { key, time, base = 0, ...texts } = options;
  requireKey("key", key);
  requireSeconds("time", time);
  for (const name of ["rule", "timeName", "signName"] as const) {
    if (texts[name] !== undefined) requireText(name, texts[name]);
  }
  const { timeName = "t", signName = "sign" } = texts;
  requireThat(timeName !== signName, "signName", "must differ from the name of the time");
  if (base !== 0) requireInteger("base", base, 2, 36);
  return { ...texts, key, time, base: base || 16 };
}

/** Replaces the variables of a rule. */
function expandRule(rule: string, key: string, { path, params }: UrlParts): string {
  const streamKey = path.slice(1).replace(/\.[^./]*$/, "");
  const [, ...titles] = streamKey.split("/");
  const variables = new Map([
    ["key", key],
    ["path", path],
    ["streamKey", streamKey],
    ["streamTitle", titles.join("/")],
    ...path
      .split("/")
      .slice(1)
      .map((segment, index) => [`path_${index + 1}`, segment] as const),
    ...[...params].reverse().map(([name, value]) => [`_${name}`, value] as const),
  ]);
  requireThat(!/\$\((?![^()]*\))/.test(rule), "rule", "must close each variable: $(name)");
  return rule.replace(/\$\(([^()]*)\)/g, (_, name: string) => {
    const value = variables.get(name);
    if (value !== undefined) return value;
    throw new InvalidArgumentError("rule", `has a variable that the URL does not have: $(${name})`);
  });
}
