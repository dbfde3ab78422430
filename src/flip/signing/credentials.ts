/** What requests are signed with. */
export interface FlipCredentials {
  /** Access key of the account. Sent with every request. */
  readonly accessKey: string;
  /** Secret key of the account. Never sent. */
  readonly secretKey: string;
  /** The factory that requests are about. */
  readonly factoryId?: string | undefined;
}

/** Parameters that belong to the signature. A caller's own of these names are ignored. */
export const authParams: ReadonlySet<string> = new Set([
  "access_key",
  "factory_id",
  "timestamp",
  "signature",
]);

/** The parameters by which every signed request says whose it is. */
export function identityParams({ accessKey, factoryId }: FlipCredentials): {
  access_key: string;
  factory_id?: string;
} {
  const factory = factoryId === undefined ? {} : { factory_id: factoryId };
  return { access_key: accessKey, ...factory };
}
