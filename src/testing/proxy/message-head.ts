import type { IncomingHttpHeaders } from "node:http";

/** A header as it was written: name and value. */
export type HeaderField = readonly [name: string, value: string];

/** The head of a request. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly HeaderField[];
}

/** The head of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly fields: readonly HeaderField[];
}

const requestLine = /^([^ ]+) ([^ ]+) HTTP\/1\.[01]$/;
const statusLine = /^HTTP\/1\.[01] (\d{3})(?: .*)?$/;

/** Headers of which the first counts, as in Node. */
const single = new Set(["authorization", "content-length", "content-type", "host"]);

/** @throws {SyntaxError} When it is none. */
export function readRequestHead(bytes: Buffer): RequestHead {
  const [first = "", ...lines] = linesOf(bytes);
  const [, method, target] = requestLine.exec(first) ?? [];
  if (method === undefined || target === undefined) throw new SyntaxError("This is no request");
  return { method, target, fields: readFields(lines) };
}

/** @throws {SyntaxError} When it is none. */
export function readAnswerHead(bytes: Buffer): AnswerHead {
  const [first = "", ...lines] = linesOf(bytes);
  const [, status] = statusLine.exec(first) ?? [];
  if (status === undefined) throw new SyntaxError("This is no answer");
  return { status: Number(status), fields: readFields(lines) };
}

/** All values of a header, in lower case. */
export function valuesOf(fields: readonly HeaderField[], name: string): string[] {
  return fields
    .filter((field) => field[0].toLowerCase() === name)
    .flatMap(([, value]) => value.toLowerCase().split(","))
    .map((value) => value.trim());
}

/** Headers by name in lower case, as Node gives them. */
export function toHeaders(fields: readonly HeaderField[]): IncomingHttpHeaders {
  const headers = new Map<string, string>();
  for (const [name, value] of fields) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    if (before === undefined) headers.set(key, value);
    else if (!single.has(key)) headers.set(key, `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** The lines without their ends, those that are continued put together. */
function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString("latin1")
    .replace(/\r?\n[ \t]+/g, " ")
    .trim()
    .split(/\r?\n/);
}

function readFields(lines: readonly string[]): HeaderField[] {
  return lines.map((line) => {
    const colon = line.indexOf(":");
    if (colon < 1) throw new SyntaxError("A header has no name");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}
