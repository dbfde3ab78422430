/** A file that the service stores for a stream. */
export interface StoredFile {
  /** Its name in the bucket: `recordings/z1.hub.title/videoName.mp4`. */
  readonly key: string;
  readonly url: string;
}

const extension = /\.[^./]*$/;

/** Names a file, on the host of the spec's example. */
export function storeFile(
  exampleUrl: string,
  folder: string,
  streamId: string,
  name: string,
): StoredFile {
  // Names come from requests: half of a surrogate pair could not be escaped.
  const key = Buffer.from(`${folder}/${streamId}/${name}`).toString();
  const path = key.split("/").map(encodeURIComponent).join("/");
  return { key, url: `${new URL(exampleUrl).origin}/${path}` };
}

/** A name with another extension. */
export function withExtension(name: string, wanted: string): string {
  return `${name.replace(extension, "")}.${wanted}`;
}
