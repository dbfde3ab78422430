import { escapeText } from "../http/wire/serialize.ts";

/** The part of a factory that URLs of its files consist of. */
export interface StorageLocation {
  /** URL of the bucket, as in `factory.url`. */
  readonly url?: string | null | undefined;
}

/** Options of the functions that create URLs of files. */
export interface OutputUrlOptions {
  /**
   * Whether the URL has the scheme `https` although that of the bucket is `http`.
   *
   * @default false
   */
  https?: boolean | undefined;
}

/** Fields of a video that its URLs consist of. */
export interface VideoFields {
  readonly status?: string | null | undefined;
  readonly path?: string | null | undefined;
  readonly extname?: string | null | undefined;
}

/**
 * Returns the URL of the source file of a video, or `undefined` when the video was not imported or the bucket is
 * unknown. The file itself exists only if the factory stores source files (`upload_original_video`) and nobody has
 * deleted it.
 */
export function videoUrl(
  { status, path, extname }: VideoFields,
  storage: StorageLocation,
  options?: OutputUrlOptions,
): string | undefined {
  if (status !== "success" || !isKey(path)) return undefined;
  return urlOf(`${path}${extname ?? ""}`, storage, options);
}

/** Returns the URL of the preview image of a video, or `undefined` when the video was not imported. */
export function videoPreviewUrl(
  { status, path }: VideoFields,
  storage: StorageLocation,
  options?: OutputUrlOptions,
): string | undefined {
  if (status !== "success" || !isKey(path)) return undefined;
  return urlOf(screenshotKey(path, 1), storage, options);
}

/** Fields of an encoding that its URLs consist of. */
export interface EncodingFields extends VideoFields {
  readonly files?: readonly string[] | null | undefined;
  readonly screenshots?: readonly string[] | null | undefined;
}

/** Returns the URL of the main file of an encoding, or `undefined` when its files do not include one yet. */
export function encodingUrl(
  { path, extname, files }: EncodingFields,
  storage: StorageLocation,
  options?: OutputUrlOptions,
): string | undefined {
  const key = `${path}${extname ?? ""}`;
  return isKey(path) && keysIn(files).includes(key) ? urlOf(key, storage, options) : undefined;
}

/** Returns the URLs of all files of an encoding, in their order, or `undefined` when there are none yet. */
export function encodingUrls(
  { files }: EncodingFields,
  storage: StorageLocation,
  options?: OutputUrlOptions,
): string[] | undefined {
  return urlsOf(keysIn(files), storage, options);
}

/** Number of screenshots of a profile without `frame_count`. */
const defaultScreenshots = 7;

/**
 * Returns the URLs of the screenshots of an encoding, or `undefined` when it has not succeeded.
 *
 * They are those of the field `screenshots`, which is present if it was requested (`screenshots: true`); otherwise
 * those in `files`; and if neither lists any, the seven that a profile without `frame_count` creates.
 */
export function encodingScreenshotUrls(
  { status, path, files, screenshots }: EncodingFields,
  storage: StorageLocation,
  options?: OutputUrlOptions,
): string[] | undefined {
  if (status !== "success") return undefined;
  if (Array.isArray(screenshots)) return urlsOf(keysIn(screenshots), storage, options);
  if (!isKey(path)) return undefined;
  const listed = screenshotsIn(files, path);
  const usual = Array.from({ length: defaultScreenshots }, (_, index) =>
    screenshotKey(path, index + 1),
  );
  return urlsOf(listed.length > 0 ? listed : usual, storage, options);
}

function screenshotKey(path: string, number: number): string {
  return `${path}_${number}.jpg`;
}

/** Returns the files that are named like screenshots, by number. */
function screenshotsIn(files: unknown, path: string): string[] {
  const numbers = keysIn(files).flatMap((key) => {
    const number =
      key.startsWith(`${path}_`) && /^(\d{1,6})\.jpg$/.exec(key.slice(path.length + 1));
    return number ? [{ key, number: Number(number[1]) }] : [];
  });
  return numbers.sort((a, b) => a.number - b.number).map(({ key }) => key);
}

function isKey(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function keysIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter(isKey) : [];
}

function urlsOf(
  keys: readonly string[],
  storage: StorageLocation,
  options?: OutputUrlOptions,
): string[] | undefined {
  const urls = keys.flatMap((key) => urlOf(key, storage, options) ?? []);
  return urls.length > 0 ? urls : undefined;
}

/** Returns the URL of a key in the bucket, or `undefined` when no URL can address it. */
function urlOf(
  key: string,
  { url }: StorageLocation,
  { https = false }: OutputUrlOptions = {},
): string | undefined {
  const base = typeof url === "string" ? parseBase(url) : undefined;
  const segments = key.split("/");
  // URL parsers remove dot segments, also encoded ones.
  if (base === undefined || segments.some((segment) => /^\.{1,2}$/.test(segment))) return undefined;
  if (/\p{Cs}/u.test(key)) return undefined; // Not well-formed Unicode.
  if (https && base.protocol === "http:") base.protocol = "https:";
  const { href } = base;
  return `${href}${href.endsWith("/") ? "" : "/"}${segments.map((part) => escapeText(part)).join("/")}`;
}

/** Schemes of storage. A URL with another scheme, such as `javascript:`, does not belong into a page. */
const schemes = new Set(["http:", "https:", "ftp:"]);

function parseBase(text: string): URL | undefined {
  // A key cannot be appended to a query or fragment, not even to an empty one.
  const base = URL.canParse(text) && !/[?#]/.test(text) ? new URL(text) : undefined;
  return base && schemes.has(base.protocol) ? base : undefined;
}
