import vectors from "../fixtures/flip-signatures.json" with { type: "json" };

/** A signature that was computed by the service's own clients or by an independent implementation. */
export interface SignatureVector {
  readonly name: string;
  readonly method: string;
  readonly host: string;
  readonly port?: number;
  readonly path: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly factoryId?: string;
  readonly timestamp: string;
  readonly params: Record<string, unknown>;
  readonly signature: string;
  readonly canonicalPath?: string;
  readonly canonicalQuery?: string;
  readonly url?: string;
}

export const signatureVectors = vectors as unknown as SignatureVector[];

/** Returns all signed parameters: those of the request, and those that identify the caller. */
export function allParams(vector: SignatureVector): Record<string, unknown> {
  const { accessKey, factoryId, timestamp, params } = vector;
  const factory = factoryId === undefined ? {} : { factory_id: factoryId };
  return { ...params, access_key: accessKey, ...factory, timestamp };
}
