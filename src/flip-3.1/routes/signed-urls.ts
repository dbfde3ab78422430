import { isPlainObject } from "../../http/argument-checks.ts";
import { type EndpointResult, unwrap } from "../../http/unwrap.ts";

/** Returns the URL of a response. */
export async function unwrapSignedUrl(
  result: Promise<EndpointResult<{ signed_url: string }>>,
): Promise<string> {
  const { signed_url } = await unwrap(result, (data) => isText(fieldsOf(data)["signed_url"]));
  return signed_url;
}

/** Returns the URLs of a response: none when the list is `null`. */
export async function unwrapSignedUrls(
  result: Promise<EndpointResult<{ signed_urls: string[] }>>,
): Promise<string[]> {
  const isExpected = (data: unknown): boolean => {
    const { signed_urls: urls = [] } = fieldsOf(data);
    return isPlainObject(data) && (urls === null || (Array.isArray(urls) && urls.every(isText)));
  };
  return (await unwrap(result, isExpected)).signed_urls ?? [];
}

function fieldsOf(data: unknown): Record<string, unknown> {
  return isPlainObject(data) ? data : {};
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
