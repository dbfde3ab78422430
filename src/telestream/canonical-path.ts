import { InvalidArgumentError } from "../http/errors.ts";

/** Slashes, and the characters that the service's own clients trim: space, tab, LF, CR, NUL, VT. */
const edges = "/ \t\n\r\0\v";
// Everything but the characters that need no escape in the path of a URL, and existing escapes.
const unsafe = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+|%(?![0-9A-Fa-f]{2})/g;
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * Returns the path as it is signed and sent: with a leading slash, without a trailing slash.
 *
 * Percent-encodes characters that are not allowed in a URL, so that the signed path is the path that
 * the service receives.
 *
 * @param path - Path without the version prefix: `/videos.json`.
 * @throws {InvalidArgumentError} When the path contains a query, a fragment or a `.` or `..` segment.
 */
export function canonicalPath(path: string): string {
  const trimmed = trimEdges(path);
  if (/[?#]/.test(trimmed)) {
    throw new InvalidArgumentError("path", "must not contain a query or fragment: use params");
  }
  if (dotSegment.test(trimmed)) {
    throw new InvalidArgumentError("path", 'must not contain a "." or ".." segment');
  }
  return `/${trimmed.replace(unsafe, escapePart)}`;
}

/** Removes {@link edges} at both ends. A regular expression would need quadratic time for many spaces. */
function trimEdges(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && edges.includes(path.charAt(start))) start++;
  while (start < end && edges.includes(path.charAt(end - 1))) end--;
  return path.slice(start, end);
}

function escapePart(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    throw new InvalidArgumentError("path", "must be well-formed Unicode");
  }
}
