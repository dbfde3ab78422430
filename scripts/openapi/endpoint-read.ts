import { call, type EndpointResponse } from "./endpoint-call.ts";

/** Form in which a body is read. */
type BodyFormat = "json" | "text" | "blob";

/**
 * Calls an operation whose successes are not all JSON.
 *
 * @param formats - The format of all bodies, or those that the media types do not suggest.
 */
export async function callAndRead(
  client: unknown,
  method: string,
  template: string,
  options: Parameters<typeof call>[3],
  formats: BodyFormat | Record<string, BodyFormat> = {},
): Promise<never> {
  const calling: Promise<{ data?: unknown; response: EndpointResponse }> = call(
    client,
    method,
    template,
    { ...options, parseAs: "stream" },
  );
  const result = await calling;
  if (result.response.ok) result.data = await readBody(result.response, formats);
  return result as never; // The signature of the endpoint has the types.
}

async function readBody(
  response: EndpointResponse,
  formats: BodyFormat | Record<string, BodyFormat>,
): Promise<unknown> {
  const { status, headers } = response;
  if (status === 204 || status === 205) return undefined;
  const type = (headers.get("Content-Type") ?? "").replace(/;.*/s, "").trim().toLowerCase();
  const format = chooseFormat(type, formats);
  // Clients may parse JSON in their own way, but not all of them an empty body.
  const isFull = Number(headers.get("Content-Length")) > 0;
  if (format === "json" && isFull && suggestFormat(type) === format) return response.json();
  const blob = await response.blob();
  if (format === "blob") return blob;
  const text = await blob.text();
  if (format === "text") return text;
  return text === "" ? undefined : JSON.parse(text);
}

function chooseFormat(
  mediaType: string,
  formats: BodyFormat | Record<string, BodyFormat>,
): BodyFormat {
  if (typeof formats === "string") return formats;
  return new Map(Object.entries(formats)).get(mediaType) ?? suggestFormat(mediaType);
}

/** Returns the format that a media type without parameters suggests. */
export function suggestFormat(mediaType: string): BodyFormat {
  if (/[/+]json$/.test(mediaType)) return "json";
  return textTypes.test(mediaType) ? "text" : "blob";
}

const textTypes =
  /^$|^text\/|json|[/+.-](xml|html|yaml|yml|csv|sql|toml|graphql|javascript|ecmascript|mpegurl|pem|x-www-form-urlencoded)$/;
