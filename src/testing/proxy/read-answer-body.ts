import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { KeptBody } from "./exchange.ts";
import { longestCheckedBytes } from "./exchange.ts";
import { type AnswerHead, toHeaders } from "./message-head.ts";

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);

/** What an answer's body says. */
export type AnswerBody =
  | { readonly kind: "json"; readonly json: unknown }
  /** No JSON, and not said to be. */
  | { readonly kind: "other" }
  /** Said to be JSON. */
  | { readonly kind: "broken"; readonly message: string }
  /** It cannot be looked into. */
  | { readonly kind: "unchecked"; readonly message: string };

/** Reads a copy of an answer's body. */
export async function readAnswerBody({ fields }: AnswerHead, body: KeptBody): Promise<AnswerBody> {
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

async function decode(encoded: Buffer, codings: readonly string[]): Promise<AnswerBody> {
  let bytes = encoded;
  try {
    for (const coding of codings) {
      const decoder = decoders.get(coding);
      if (decoder) bytes = await decoder(bytes, { maxOutputLength: longestCheckedBytes });
    }
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return tooLong();
    return { kind: "broken", message: `Response body is not ${codings.join(", ")}: ${code}` };
  }
  return parse(bytes);
}

function parse(bytes: Buffer): AnswerBody {
  try {
    return { kind: "json", json: JSON.parse(bytes.toString()) };
  } catch {
    return { kind: "broken", message: "Response body is not JSON" };
  }
}

function tooLong(): AnswerBody {
  const megabytes = longestCheckedBytes / 1024 / 1024;
  return { kind: "unchecked", message: `The body is longer than ${megabytes} MiB` };
}
