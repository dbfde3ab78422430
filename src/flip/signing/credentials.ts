/** Credentials that sign requests. */
export interface FlipCredentials {
  /** Access key of the account. It is sent with every request. */
  readonly accessKey: string;
  /** Secret key of the account. It is never sent. */
  readonly secretKey: string;
  /** Id of the factory that requests are about. */
  readonly factoryId?: string | undefined;
}

/** Names of the parameters that belong to the signature. Parameters of the caller with these names are ignored. */
export const authParams: ReadonlySet<string> = new Set([
  "access_key",
  "factory_id",
  "timestamp",
  "signature",
]);

/** Returns the parameters that identify the account, and the factory if there is one. */
export function identityParams({ accessKey, factoryId }: FlipCredentials): {
  access_key: string;
  factory_id?: string;
} {
  const factory = factoryId === undefined ? {} : { factory_id: factoryId };
  return { access_key: accessKey, ...factory };
}
