import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { isDeeperThan, maxJsonDepth } from "../../http/wire/parse-json.ts";
import { type ResponseHead, toHeaders } from "./message-head.ts";
import { type BodyBuffer, maxCheckedBytes } from "./proxied-exchange.ts";

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);

/** The parsed body of a response. */
type DecodedBody =
  | { readonly kind: "json"; readonly json: unknown }
  /** Not JSON, and not declared as JSON. */
  | { readonly kind: "other" }
  /** Declared as JSON, but invalid. */
  | { readonly kind: "broken"; readonly message: string }
  /** Too long, or in an unknown encoding. */
  | { readonly kind: "unchecked"; readonly message: string };

/** Decodes and parses the body of a response. */
export async function readResponseBody(
  { fields }: ResponseHead,
  body: BodyBuffer,
): Promise<DecodedBody> {
  const { "content-type": type = "", "content-encoding": coding = "" } = toHeaders(fields);
  if (body.size === 0) return { kind: "json", json: undefined };
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(type)) return { kind: "other" };
  if (body.isTooLong) return tooLong();
  const codings = coding.split(",").map((name) => name.trim().toLowerCase());
  const steps = codings.filter((name) => name !== "" && name !== "identity").reverse();
  const unknown = steps.find((name) => !decoders.has(name));
  if (unknown !== undefined) {
    return { kind: "unchecked", message: `The Content-Encoding ${unknown} cannot be decoded` };
  }
  return decode(body.bytes, steps);
}

async function decode(encoded: Buffer, codings: readonly string[]): Promise<DecodedBody> {
  let bytes = encoded;
  try {
    for (const coding of codings) {
      const decoder = decoders.get(coding);
      if (decoder) bytes = await decoder(bytes, { maxOutputLength: maxCheckedBytes });
    }
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return tooLong();
    return { kind: "broken", message: `Response body is not ${codings.join(", ")}: ${code}` };
  }
  return parse(bytes);
}

function parse(bytes: Buffer): DecodedBody {
  try {
    const json: unknown = JSON.parse(bytes.toString());
    if (!isDeeperThan(json, maxJsonDepth)) return { kind: "json", json };
    return { kind: "unchecked", message: "The body is nested too deeply" };
  } catch {
    return { kind: "broken", message: "Response body is not JSON" };
  }
}

function tooLong(): DecodedBody {
  const megabytes = maxCheckedBytes / 1024 / 1024;
  return { kind: "unchecked", message: `The body is longer than ${megabytes} MiB` };
}
