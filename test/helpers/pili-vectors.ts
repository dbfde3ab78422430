import type { PublishableStream, RequestHeaders } from "flip-pili/pili";
import vectors from "../fixtures/pili-signatures.json" with { type: "json" };

interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Signatures that the service's documents and clients, or an independent implementation, give. */
export interface PiliVectors {
  /** Any data, signed. */
  readonly data: readonly (Keys & { data: string; signed: string })[];
  /** Texts to sign of requests that no URL can stand for. */
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
  /** Texts that are signed with a stream's publishing key. */
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
