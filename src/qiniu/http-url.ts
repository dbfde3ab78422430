import { requireText, requireThat } from "../http/argument-checks.ts";

/**
 * Returns a URL that the service calls.
 *
 * @throws {InvalidArgumentError} When it is not an http or https URL.
 */
export function requireHttpUrl(argument: string, value: unknown): string {
  const url = requireText(argument, value);
  const isUrl = /^https?:\/\//i.test(url) && URL.canParse(url);
  requireThat(isUrl, argument, "must be an http or https URL");
  return url;
}
