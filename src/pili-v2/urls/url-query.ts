import { InvalidArgumentError } from "../../http/errors.ts";
import { escapeText } from "../../http/wire/serialize.ts";

/** Parameters of a URL, not escaped. */
export type UrlParams = readonly (readonly [name: string, value: string])[];

/** The parts of a URL, exactly as written. */
export interface UrlParts {
  /** Scheme and host: `rtmp://publish.example.com`. */
  readonly origin: string;
  readonly path: string;
  readonly params: UrlParams;
}

/**
 * Splits a URL. The path stays as it is: `URL` would escape characters.
 *
 * @param expectation - See {@link InvalidArgumentError}.
 * @throws {InvalidArgumentError} When the URL is not absolute, has no path, or has a fragment.
 */
export function parseUrl(url: string, expectation: string): UrlParts {
  const match = /^([a-z]+:\/\/[^/?#\s]+)(\/[^?#\s]*)(?:\?([^#\s]*))?$/i.exec(String(url));
  const [, origin, path, query = ""] = match ?? [];
  if (origin === undefined || path === undefined)
    throw new InvalidArgumentError("url", expectation);
  return { origin, path, params: [...new URLSearchParams(query)] };
}

/** Sorts parameters by name. Those with the same name keep their order. */
export function sortParams(params: UrlParams): UrlParams {
  return [...params].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

/** Escapes parameters as a form does: a space becomes `+`. */
export function formPairs(params: UrlParams): string[] {
  return params.map(([name, value]) => `${formText(name)}=${formText(value)}`);
}

function formText(text: string): string {
  return escapeText(text, "url").replaceAll("%20", "+");
}

/** Replaces the parameters of a name, or adds one. */
export function setParam(params: UrlParams, name: string, value: string): UrlParams {
  return [...params.filter(([other]) => other !== name), [name, value]];
}
