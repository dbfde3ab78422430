import { type Command, Option } from "commander";
import {
  Credentials,
  hlsPlayUrl,
  httpFlvPlayUrl,
  InvalidArgumentError,
  type PublishUrlOptions,
  rtmpPlayUrl,
  rtmpPublishUrl,
  type SignPlayUrlOptions,
  signPlayUrl,
  snapshotPlayUrl,
  srtPublishUrl,
} from "../../pili-v2/index.ts";
import { type ApiFlag, apis, families, rejectOtherFlags } from "../apis.ts";
import { findHub, type KeyOptions, missing, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { collect, integer, unixSeconds } from "../parse-options.ts";
import { parseParams } from "../parse-params.ts";
import type { CommandContext } from "../terminal.ts";

const api = "pili-v2";

/** Flags of one version, under the names of their values. The other flags are of both. */
const flagsOf: Readonly<Record<string, readonly string[]>> = {
  pili: ["stream", "title", "host"],
  "pili-v2": [
    ...["domain", "key", "param", "https", "signTime", "signKey"],
    ...["signRule", "signBase", "signTimeName", "signName"],
  ],
};

/** @throws {UsageError} When a flag is set that the selected version does not support. */
export function rejectFlagsOfOtherVersion<Options extends ApiFlag>(options: Options): void {
  const entries = families.pili.flatMap((name) =>
    (flagsOf[name] ?? []).map((value) => {
      const flag = value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [`--${flag}`, [Reflect.get(options, value), [name]]] as const;
    }),
  );
  const choice = { by: "--api", api: options.api, among: families.pili };
  rejectOtherFlags(choice, Object.fromEntries(entries));
}

/** Values of the flags that describe a stream of Pili v2. */
export interface StreamV2Options extends ApiFlag {
  domain?: string;
  hub?: string;
  key?: string;
}

/** Adds the flags that describe a stream of Pili v2. */
export function addStreamV2Options(command: Command): Command {
  return command
    .option("--domain <name>", "pili-v2: domain of the hub")
    .option("--key <key>", "pili-v2: key of the stream");
}

/** Returns the domain, the hub and the key of the flags. */
function readStreamV2(
  { domain, hub, key }: StreamV2Options,
  context: CommandContext,
): [domain: string, hub: string, key: string] {
  const { variables } = apis[api];
  const hubName = findHub(api, hub === undefined ? {} : { hub }, context);
  if (domain === undefined) throw new UsageError("--domain is missing: pass it");
  if (hubName === undefined) throw missing("--hub", variables.hub);
  if (key === undefined) throw new UsageError("--key is missing: pass it");
  return [domain, hubName, key];
}

/** Values of the flags of `flip-pili url publish` and `flip-pili url srt` with Pili v2. */
export interface PublishV2Options extends StreamV2Options, KeyOptions {
  publishSecurity?: string;
  publishKey?: string;
  nonce?: bigint;
  expiresAt?: number;
  param?: string[];
}

/** Creates `--param` of publish URLs. */
export function urlParamOption(): Option {
  const description = "pili-v2: parameter to add to the URL, which is signed; repeatable";
  return new Option("-p, --param <key=value>", description).argParser(collect);
}

const publishUrls = { rtmp: rtmpPublishUrl, srt: srtPublishUrl };

/** Returns a URL that a broadcaster publishes to. */
export function publishUrlV2(
  protocol: "rtmp" | "srt",
  options: PublishV2Options,
  context: CommandContext,
): string {
  const { publishSecurity, publishKey, nonce, expiresAt } = options;
  const [domain, hub, key] = readStreamV2(options, context);
  const params = parseParams(options.param ?? []);
  // Only expiry_sk, which is the default, signs with the keys of the account.
  const needsKeys = publishSecurity === undefined || publishSecurity === "expiry_sk";
  const keys = needsKeys ? requireKeys(api, options, context) : undefined;
  const credentials = keys && new Credentials(keys.accessKey, keys.secretKey);
  const authorization = { publishSecurity, publishKey, nonce, expiresAt, credentials };
  // The library checks the parameters.
  const added = params as PublishUrlOptions["params"];
  return publishUrls[protocol](domain, hub, key, { ...authorization, params: added });
}

/** Values of the flags of commands that print a play URL of Pili v2. */
export interface PlayV2Options extends StreamV2Options {
  profile?: string;
  https?: boolean;
  signTime?: number;
  signKey?: string;
  signRule?: string;
  signBase?: number;
  signTimeName?: string;
  signName?: string;
}

/** Environment variable with the key that play URLs are signed with. */
const signKeyVariable = "PILI_SIGN_KEY";

/** Adds the flags for signed play URLs, as in the settings of the domain. */
export function addPlaySignOptions(command: Command): Command {
  return command
    .option(
      "--sign-time <time>",
      "pili-v2: sign the URL with this time, the current one or that at which it expires, as the domain demands",
      unixSeconds,
    )
    .option(
      "--sign-key <key>",
      `pili-v2: key of the domain (default: ${signKeyVariable}, safer because other users can see flags)`,
    )
    .option("--sign-rule <rule>", "pili-v2: text to sign (default: $(key)$(path)$(_t))")
    .option("--sign-base <number>", "pili-v2: base of the time (default: 16)", integer(2, 36))
    .option("--sign-time-name <name>", "pili-v2: parameter with the time (default: t)")
    .option("--sign-name <name>", "pili-v2: parameter with the signature (default: sign)");
}

const playUrls = {
  rtmp: rtmpPlayUrl,
  hls: hlsPlayUrl,
  flv: httpFlvPlayUrl,
  snapshot: snapshotPlayUrl,
};

/** Returns a URL that plays a stream, signed if `--sign-time` is given. */
export function playUrlV2(
  kind: "rtmp" | "hls" | "flv" | "snapshot",
  options: PlayV2Options,
  context: CommandContext,
): string {
  const { profile, https } = options;
  const url = playUrls[kind](...readStreamV2(options, context), { profile, https });
  const signing = readSigning(options, context);
  return signing === undefined ? url : sign(url, signing);
}

function readSigning(
  { signTime: time, signKey, signRule: rule, signBase: base, ...names }: PlayV2Options,
  { env }: CommandContext,
): SignPlayUrlOptions | undefined {
  const { signTimeName: timeName, signName } = names;
  if (time === undefined) {
    const others = [signKey, rule, base, timeName, signName];
    if (others.every((value) => value === undefined)) return undefined;
    throw new UsageError("--sign-time is missing: pass it to sign the URL");
  }
  const key = signKey ?? (env[signKeyVariable] || undefined);
  if (key === undefined) throw missing("--sign-key", signKeyVariable);
  return { time, key, rule, base, timeName, signName };
}

/** Signs a URL. The messages of errors name the flags. */
function sign(url: string, options: SignPlayUrlOptions): string {
  try {
    return signPlayUrl(url, options);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const { argument, message } = error;
    const flag = argument === "timeName" ? "time-name" : argument.replace("signName", "name");
    throw new UsageError(message.replace(`Invalid argument ${argument}:`, `--sign-${flag}`));
  }
}
