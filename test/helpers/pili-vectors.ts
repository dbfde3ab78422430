import type { PublishableStream, RequestHeaders } from "flip-pili/pili";
import vectors from "../fixtures/pili-signatures.json" with { type: "json" };

interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Signatures from the documentation and clients of the service, or from an independent implementation. */
export interface PiliVectors {
  /** Signatures of arbitrary data. */
  readonly data: readonly (Keys & { data: string; signed: string })[];
  /** Signatures of strings that are not the string to sign of any URL. */
  readonly texts: readonly (Keys & { id: string; stringToSign: string; signature: string })[];
  readonly requests: readonly (Keys & {
    id: string;
    method: string;
    url: string;
    contentType?: string;
    headers?: RequestHeaders;
    body?: string;
    stringToSign: string;
    signature: string;
  })[];
  readonly callback: Keys & {
    method: string;
    url: string;
    headers: { Authorization: string; "Content-Type": string; "X-Qiniu-Bbb": string };
    body: string;
  };
  /** Texts signed with the publish key of a stream. */
  readonly tokens: readonly { publishKey: string; text: string; token: string }[];
  readonly publishUrls: readonly {
    name: string;
    stream: PublishableStream;
    options: { nonce?: number; expiresAt?: number };
    credentials?: Keys;
    url: string;
  }[];
}

export const piliVectors = vectors as unknown as PiliVectors;
