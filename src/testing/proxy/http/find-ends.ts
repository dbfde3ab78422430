const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const longestHeadBytes = 64 * 1024;

/**
 * Length of the head that the bytes begin with, its empty line included; 0 when it has not ended. Lines
 * may end without carriage return, as some servers allow, and empty lines may come first.
 *
 * @throws {SyntaxError} When the bytes cannot be a head.
 */
export function findHeadEnd(bytes: Buffer): number {
  const start = skipEmptyLines(bytes);
  if (start < bytes.length && !isWordAt(bytes, start)) throw new SyntaxError("This is no HTTP");
  let end = bytes.indexOf(lineFeed, start) + 1;
  while (end > 0) {
    const length = skipLineEnd(bytes, end);
    if (length > end) return length;
    end = bytes.indexOf(lineFeed, end) + 1;
  }
  if (bytes.length > longestHeadBytes) throw new SyntaxError("The head is too long");
  return 0;
}

/** @throws {SyntaxError} When it is none. */
export function readChunkSize(line: string): number {
  const [, digits] = /^([0-9a-f]{1,13})[ \t]*(;.*)?$/i.exec(line) ?? [];
  if (digits === undefined) throw new SyntaxError("A chunk has no size");
  return Number.parseInt(digits, 16);
}

function skipEmptyLines(bytes: Buffer): number {
  let start = 0;
  while (bytes[start] === lineFeed || bytes[start] === carriageReturn) start += 1;
  return start;
}

function skipLineEnd(bytes: Buffer, start: number): number {
  if (bytes[start] === lineFeed) return start + 1;
  return bytes[start] === carriageReturn && bytes[start + 1] === lineFeed ? start + 2 : start;
}

/** Whether a method, or a version, can begin here. */
function isWordAt(bytes: Buffer, start: number): boolean {
  return /[A-Za-z!#$%&'*+.^_`|~-]/.test(String.fromCharCode(bytes[start] ?? 0));
}
