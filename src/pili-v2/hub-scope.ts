import type { Credentials } from "../qiniu/credentials.ts";
import { encodeKey } from "./encoded-key.ts";
import type { JobService } from "./job.ts";

/** Client, credentials and clock that the objects of one hub share. */
export interface HubScope extends JobService {
  readonly credentials: Credentials;
  /** Name of the hub. */
  readonly hub: string;
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
