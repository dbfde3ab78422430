import { requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

/** A name or address, and a port. Names may have characters of any language. */
const hostPattern = /^([^\s"'`<>\\^{|}/?#@:[\]]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/**
 * Returns a host that goes into a URL as it is.
 *
 * @throws {InvalidArgumentError} When it is not a host with an optional port.
 */
export function requireUrlHost(argument: string, host: string): string {
  if (hostPattern.test(host) && !controlCharacters.test(host)) return host;
  throw new InvalidArgumentError(
    argument,
    "must be a host, or a host and a port: live.example.com:1935",
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Characters that would end the path of a URL, or that players and shells do not accept in one. All
 * others are sent as they are, as the clients of the service do: servers of RTMP do not decode paths.
 */
const unsafeCharacters = /[?#\s"'`<>\\^{|}]/;

/** Segments that players and proxies resolve. */
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * Returns text that goes into the path of a URL as it is.
 *
 * @throws {InvalidArgumentError} When the text is blank, or has a character that a path cannot have.
 */
export function requirePathText(argument: string, value: unknown): string {
  const text = requireText(argument, value);
  if (unsafeCharacters.test(text) || controlCharacters.test(text)) {
    const expectation =
      "must not contain spaces, quotes, control characters or any of ? # < > \\ ^ { | }";
    throw new InvalidArgumentError(argument, expectation);
  }
  if (!dotSegment.test(text)) return text;
  throw new InvalidArgumentError(argument, 'must not contain a "." or ".." segment');
}

/**
 * Returns a key that a URL shows as it is.
 *
 * @throws {InvalidArgumentError} When the key is blank or has a control character.
 */
export function requirePublishKey(key: unknown): string {
  const text = requireText("publishKey", key);
  if (!controlCharacters.test(text)) return text;
  throw new InvalidArgumentError("publishKey", "must not contain control characters");
}

const hubPattern = /^[A-Za-z0-9_-]+$/;

/**
 * Returns the name of a hub.
 *
 * @throws {InvalidArgumentError} When the name is not valid.
 */
export function requireHubName(name: unknown, argument: string = "hubName"): string {
  if (hubPattern.test(requireText(argument, name))) return String(name);
  throw new InvalidArgumentError(
    argument,
    "must consist of letters, digits, hyphens and underscores",
  );
}
