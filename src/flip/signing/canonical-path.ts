import { InvalidArgumentError } from "../../http/errors.ts";

// Slashes and what the service's own clients trim: space, tab, LF, CR, NUL, vertical tab.
const edges = /^[ \t\n\r\0\v/]+|[ \t\n\r\0\v/]+$/g;
// Characters that a URL keeps as they are in a path, and escapes that are already there.
const unsafe = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+|%(?![0-9A-Fa-f]{2})/g;
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * The path as it is signed and sent: one slash in front, none behind, no version prefix.
 *
 * Characters that cannot stand in a URL are percent-encoded, so that the signed path is the one
 * that the service sees.
 *
 * @throws {InvalidArgumentError} When the path holds a query, a fragment or a `.` or `..` segment.
 */
export function canonicalPath(path: string): string {
  const trimmed = path.replace(edges, "");
  if (/[?#]/.test(trimmed)) {
    throw new InvalidArgumentError("path", "must not hold a query or fragment: use params");
  }
  if (dotSegment.test(trimmed)) {
    throw new InvalidArgumentError("path", 'must not hold a "." or ".." segment');
  }
  return `/${trimmed.replace(unsafe, escapePart)}`;
}

function escapePart(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    throw new InvalidArgumentError("path", "must be well-formed Unicode");
  }
}
