import {
  requireKnownOptions,
  requireObject,
  requireText,
  requireThat,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { escapeText } from "../../http/wire/serialize.ts";
import type { Credentials } from "../../qiniu/credentials.ts";
import {
  authorizePublishing,
  type PublishAuthorizationOptions,
} from "../../qiniu/publish-authorization.ts";
import { requireDomain, streamPath } from "./stream-path.ts";
import {
  formPairs,
  parseUrl,
  setParam,
  sortParams,
  type UrlParams,
  type UrlParts,
} from "./url-query.ts";

/** How a publish URL is authorized. Texts that are not listed are rejected. */
export type PublishSecurity =
  | "expiry_sk"
  | "expiry"
  | "static"
  | "dynamic"
  | "none"
  | (string & {});

/** Options of {@link signPublishUrl}. */
export interface SignPublishUrlOptions extends PublishAuthorizationOptions {
  /**
   * How publishing to the stream is authorized, as its hub and the stream say.
   *
   * - `expiry_sk`: an expiration time, signed with `credentials`
   * - `expiry`: an expiration time, signed with `publishKey`
   * - `static`: `publishKey` itself, which everyone can read who sees the URL
   * - `dynamic`: a number that is valid once, signed with `publishKey`; deprecated by the service
   * - `none`, or an empty text: nothing
   *
   * @default "expiry_sk"
   */
  publishSecurity?: PublishSecurity | undefined;
  /** Publish key of the stream or hub, for all securities but `expiry_sk` and `none`. */
  publishKey?: string | undefined;
  /**
   * For `expiry` and `expiry_sk` security: time at which the URL expires, in Unix seconds.
   *
   * @default 10 minutes from now
   */
  expiresAt?: number | undefined;
  /** For `expiry_sk` security: keys of the account. Streams of a hub use those of the hub. */
  credentials?: Credentials | undefined;
}

/** Options of functions that create publish URLs. */
export interface PublishUrlOptions extends SignPublishUrlOptions {
  /**
   * Parameters that are added to the URL and signed. Callbacks of the domain can contain them. They cannot
   * have the names of what authorizes the URL, such as `e` and `token`.
   */
  params?: Readonly<Record<string, string>> | undefined;
}

/** Default validity of URLs that expire. */
const validitySeconds = 600;

/**
 * Returns the RTMP URL that a broadcaster publishes to.
 *
 * @param domain - Domain of the hub for publishing, with a port if it is not 1935.
 * @throws {InvalidArgumentError} When a text cannot be part of a URL, a key is missing, or an option is
 *   not valid.
 * @example
 * rtmpPublishUrl("publish.example.com", "hub_name", "stream_key", { expiresAt: 1893456000, credentials });
 */
export function rtmpPublishUrl(
  domain: string,
  hub: string,
  key: string,
  options: PublishUrlOptions = {},
): string {
  const params = readParams(options);
  const url = `rtmp://${requireDomain(domain)}${streamPath(hub, key)}`;
  const query = formPairs(params).join("&");
  return signUrl(query === "" ? url : `${url}?${query}`, options);
}

/**
 * Returns the SRT URL that a broadcaster publishes to. Its `streamid` contains the hub, the key, and what
 * authorizes the broadcaster.
 *
 * @param domain - Domain of the hub for publishing, with a port if it is not 1935.
 * @throws {InvalidArgumentError} When a text cannot be part of a URL, a key is missing, or an option is
 *   not valid.
 */
export function srtPublishUrl(
  domain: string,
  hub: string,
  key: string,
  options: PublishUrlOptions = {},
): string {
  const own = readParams(options);
  for (const [name] of own) {
    requireThat(!/^(h|m|domain)$/.test(name), `params.${name}`, "is a part of every SRT URL");
  }
  const host = requireDomain(domain);
  const path = streamPath(hub, key);
  requireThat(!/[,&]/.test(key), "key", "must not contain , or &, which end a part of an SRT URL");
  const params: UrlParams = [["domain", host.replace(/:\d+$/, "")], ...own];
  const parts = [`h=${path.slice(1)}`, "m=publish", ...formPairs(params)];
  return signUrl(`srt://${withPort(host)}?streamid=${srtPrefix}${parts.join(",")}`, options);
}

const signOptions: Readonly<Record<keyof SignPublishUrlOptions, true>> = {
  publishSecurity: true,
  publishKey: true,
  expiresAt: true,
  credentials: true,
  nonce: true,
  now: true,
};

function readParams(options: PublishUrlOptions): UrlParams {
  requireKnownOptions(requireObject("options", options), { ...signOptions, params: true });
  const { params = {} } = options;
  return Object.entries(requireObject("params", params)).map(([name, value]) => {
    const argument = `params.${name}`;
    if (typeof value !== "string") throw new InvalidArgumentError(argument, "must be a string");
    for (const text of [name, value]) escapeText(text, argument); // Throws when it is not well-formed.
    return [name, value];
  });
}

/**
 * Signs an RTMP or SRT URL for publishing. Its parameters are kept, sorted, and signed too; what
 * authorized it before is replaced.
 *
 * @param url - `rtmp://domain/hub/key`, or `srt://domain?streamid=#!::h=hub/key`.
 * @throws {InvalidArgumentError} When the URL has another form, a key is missing, or an option is not
 *   valid.
 */
export function signPublishUrl(url: string, options: SignPublishUrlOptions): string {
  requireKnownOptions(requireObject("options", options), signOptions);
  return signUrl(url, options);
}

function signUrl(url: string, options: PublishUrlOptions): string {
  const { publishSecurity, publishKey, params: own = {} } = options;
  const isSrt = /^srt:/i.test(requireText("url", url));
  const parts = isSrt ? parseSrtUrl(url) : parseUrl(url, rtmpExpectation);
  const security = (publishSecurity ?? "expiry_sk") || "none";
  const [name, value, sign] = authorizePublishing(
    security,
    parts.path,
    publishKey,
    validitySeconds,
    options,
  );
  if (name === undefined) return url;
  for (const set of sign ? [name, "token"] : [name]) {
    requireThat(!Object.hasOwn(own, set), `params.${set}`, "is what authorizes the URL");
  }
  const kept = sign ? parts.params.filter(([other]) => other !== "token") : parts.params;
  const params = sortParams(setParam(kept, name, String(value)));
  const token = sign?.(`${parts.path}?${formPairs(params).join("&")}`);
  return (isSrt ? writeSrtUrl : writeRtmpUrl)({ ...parts, params }, token);
}

const rtmpExpectation = "must be an absolute URL such as rtmp://publish.example.com/hub/key";

function writeRtmpUrl({ origin, path, params }: UrlParts, token: string | undefined): string {
  return `${origin}${path}?${[...formPairs(params), ...tokenPart(token)].join("&")}`;
}

function tokenPart(token: string | undefined): string[] {
  return token === undefined ? [] : [`token=${token}`];
}

/** Start of the parts of a `streamid`. */
const srtPrefix = "#!::";

/** Splits an SRT URL. Its parts are the path, a mode that is ignored, and the parameters. */
function parseSrtUrl(url: string): UrlParts {
  const [, origin, list = ""] = /^(srt:\/\/[^/?#\s]+)\/?\?streamid=#!::(\S+)$/i.exec(url) ?? [];
  const texts = list.split(",");
  const isComplete = texts.every((part) => part.includes("="));
  // Not decoded, as the path of an RTMP URL.
  const path = texts.find((part) => part.startsWith("h="))?.slice(2);
  if (origin === undefined || !path || !isComplete) {
    const expectation =
      "must be an SRT URL such as srt://publish.example.com?streamid=#!::h=hub/key";
    throw new InvalidArgumentError("url", expectation);
  }
  const others = texts.filter((part) => !/^[hm]=/.test(part));
  const query = others.map((part) => part.replaceAll("&", "%26")).join("&");
  return { origin, path: `/${path.replace(/^\//, "")}`, params: [...new URLSearchParams(query)] };
}

function writeSrtUrl({ origin, path, params }: UrlParts, token: string | undefined): string {
  const pairs = formPairs(sortParams(setParam(params, "m", "publish")));
  const parts = [`h=${path.slice(1)}`, ...pairs, ...tokenPart(token)];
  return `${withPort(origin)}?streamid=${srtPrefix}${parts.join(",")}`;
}

/** Adds the default port of SRT to a host, or to a URL that ends with one. */
function withPort(host: string): string {
  return /:\d+$/.test(host) ? host : `${host}:1935`;
}
