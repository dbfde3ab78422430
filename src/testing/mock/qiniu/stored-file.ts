/** A file that the service stores for a stream. */
interface StoredFile {
  /** Name in the bucket: `recordings/z1.hub.title/videoName.mp4`. */
  readonly key: string;
  readonly url: string;
}

const extension = /\.[^./]*$/;

/**
 * Returns the key and URL of a file.
 *
 * @param exampleUrl - URL on the host of the spec's example.
 */
export function storeFile(exampleUrl: string, ...path: readonly string[]): StoredFile {
  // Replaces lone surrogates, which cannot be escaped: names come from requests.
  const key = Buffer.from(path.join("/")).toString();
  const escaped = key.split("/").map(encodeURIComponent).join("/");
  return { key, url: `${new URL(exampleUrl).origin}/${escaped}` };
}

/** Replaces the extension of a name. */
export function withExtension(name: string, newExtension: string): string {
  return `${name.replace(extension, "")}.${newExtension}`;
}
