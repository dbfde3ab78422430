import type { Client } from "openapi-fetch";
import type { paths } from "../../generated/pili/schema.ts";
import { createQiniuClient } from "../qiniu/create-qiniu-client.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { type PiliOptions, readPiliOptions } from "../qiniu/pili-options.ts";

/** Client that the generated functions take. */
export type PiliClient = Client<paths>;

/**
 * Creates a client that signs every request. Pass it to `listStreams` and the other generated
 * functions.
 *
 * @throws {InvalidArgumentError} When an argument is not valid.
 * @example
 * const client = createPiliClient(credentials);
 * const { data, error } = await listStreams(client, { query: { hub: "hub_name" } });
 */
export function createPiliClient(credentials: Credentials, options: PiliOptions = {}): PiliClient {
  return createQiniuClient<paths>(credentials, readPiliOptions(options, "/v1"));
}
