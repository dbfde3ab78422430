import { createHmac } from "node:crypto";

/** A request as the service receives it, and the secret key. */
export interface Evidence {
  readonly method: string;
  readonly host: string;
  /** Path with the version prefix. */
  readonly path: string;
  /** Query as received. */
  readonly query: string;
  readonly secretKey: string;
}

/** Returns whether a signature is correct. Independent of the code of the package. */
export function isSignedCorrectly({ method, host, path, query, secretKey }: Evidence): boolean {
  const pairs = query.split("&").map(readPair);
  const canonical = pairs
    .filter(({ key }) => key !== "signature")
    .sort((a, b) => compareBytes(a.key, b.key) || compareBytes(a.field ?? "", b.field ?? ""))
    .map(({ key, field, value }) => {
      const name = field === undefined ? encode(key) : `${encode(key)}[${encode(field)}]`;
      return `${name}=${encode(value)}`;
    })
    .join("&");
  const text = [method, host, path.replace("/v3.0", ""), canonical].join("\n");
  const proof = createHmac("sha256", secretKey).update(text).digest("base64");
  return pairs.find(({ key }) => key === "signature")?.value === proof;
}

interface Pair {
  key: string;
  field: string | undefined;
  value: string;
}

/** Parses a parameter. Literal brackets contain the name of a field: `events[video_created]=true`. */
function readPair(text: string): Pair {
  const [name = "", value = ""] = text.split("=");
  const bracket = name.indexOf("[");
  const field = bracket < 0 ? undefined : decodeURIComponent(name.slice(bracket + 1, -1));
  const key = decodeURIComponent(bracket < 0 ? name : name.slice(0, bracket));
  return { key, field, value: decodeURIComponent(value) };
}

/** Compares text by code points, which is the order of UTF-8 bytes. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Percent-encodes text according to RFC 3986. */
function encode(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const mark = String.fromCharCode(byte);
    const hex = byte.toString(16).toUpperCase().padStart(2, "0");
    return /[A-Za-z0-9\-._~]/.test(mark) ? mark : `%${hex}`;
  });
  return bytes.join("");
}
