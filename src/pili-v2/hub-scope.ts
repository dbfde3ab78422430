import type { Credentials } from "../qiniu/credentials.ts";
import type { PiliClient } from "./create-pili-client.ts";
import { encodeKey } from "./encoded-key.ts";

/** Client, credentials and clock that the objects of one hub share. */
export interface HubScope {
  readonly client: PiliClient;
  readonly credentials: Credentials;
  /** Name of the hub. */
  readonly hub: string;
  /** Scheme and host of the job service. */
  readonly jobUrl: string;
  readonly now: () => Date;
}

/** Path parameters of requests about a stream. */
interface StreamTarget {
  readonly path: { readonly hub: string; readonly encodedKey: string };
}

/**
 * Returns the path parameters of requests about a stream.
 *
 * @throws {InvalidArgumentError} When the key is not valid.
 */
export function targetOf({ hub }: HubScope, key: string): StreamTarget {
  return { path: { hub, encodedKey: encodeKey(key) } };
}
