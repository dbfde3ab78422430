/**
 * Which media type is used when a spec offers several: the first of these that one of them matches.
 *
 * JSON comes first because every client reads and writes it; forms come before raw bytes because they
 * name their fields. `application/json` itself goes before its relatives. What matches nothing
 * keeps the order of the spec.
 */
export const mediaTypePreference: readonly RegExp[] = [
  /^application\/json$/,
  /^application\/json;/,
  /^[^;]+\+json(;|$)/,
  /^application\/x-www-form-urlencoded(;|$)/,
  /^multipart\/form-data(;|$)/,
  /^multipart\//,
  /^application\/octet-stream(;|$)/,
  /^text\//,
];

/** Chooses among the media types of a body by {@link mediaTypePreference}. */
export function chooseMediaType(mediaTypes: readonly string[]): string | undefined {
  const rank = (mediaType: string) => {
    const index = mediaTypePreference.findIndex((type) => type.test(mediaType.toLowerCase()));
    return index === -1 ? mediaTypePreference.length : index;
  };
  return mediaTypes.toSorted((one, other) => rank(one) - rank(other))[0];
}

/** Tells `application/json`, with or without parameters, and everything that ends in `+json`. */
export function isJson(mediaType: string): boolean {
  return /^(application\/json|[^;]+\+json)\s*(;|$)/i.test(mediaType);
}

/** Tells media types that have no text or fields to describe: without a schema they are bytes. */
export function isBinary(mediaType: string): boolean {
  return /^(application\/(octet-stream|zip|gzip|pdf)|(image|audio|video|font)\/)/i.test(mediaType);
}
