/** Headers of a request, in any of the forms that platforms and frameworks have. */
export type RequestHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers with this prefix and something behind it are signed. */
const signedPrefix = "X-Qiniu-";

/** The signed headers as lines `Name: value`, in canonical spelling and sorted. */
export function qiniuHeaderLines(headers: RequestHeaders): string[] {
  return headerEntries(headers)
    .map(([name, value]) => [canonicalName(name), value] as const)
    .filter(([name]) => name.startsWith(signedPrefix) && name.length > signedPrefix.length)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // The lines would sort otherwise: ":" is between "-" and "a".
    .map(([name, value]) => `${name}: ${value}`);
}

/** The value of one header, whatever the case of its name. */
export function findHeader(headers: RequestHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headerEntries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

type HeaderEntry = [string, string | readonly string[] | undefined];

/** Of several values of one header only the first counts. */
function headerEntries(headers: RequestHeaders): [string, string][] {
  // Not `instanceof Headers`: some frameworks have Headers of their own.
  const isIterable = Symbol.iterator in headers;
  const entries = isIterable ? (headers as Headers) : Object.entries(headers);
  return [...entries].flatMap(([name, value]: HeaderEntry): [string, string][] => {
    const first = typeof value === "string" ? value : value?.[0];
    return first === undefined ? [] : [[name, first]];
  });
}

/** `x-qIniu-aAa` → `X-Qiniu-Aaa` */
function canonicalName(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
