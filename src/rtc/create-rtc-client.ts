import type { Client } from "openapi-fetch";
import type { paths } from "../../generated/rtc/schema.ts";
import { createQiniuClient } from "../qiniu/create-qiniu-client.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { type RtcOptions, readRtcOptions } from "./options.ts";

/** Client that the generated functions take. */
export type RtcClient = Client<paths>;

/**
 * Creates a client that signs every request. Pass it to `listRooms` and the other generated functions.
 *
 * @throws {InvalidArgumentError} When an argument is not valid.
 * @example
 * const client = createRtcClient(credentials);
 * const { data, error } = await listRooms(client, { path: { appId: "app_id" } });
 */
export function createRtcClient(credentials: Credentials, options: RtcOptions = {}): RtcClient {
  return createQiniuClient<paths>(credentials, readRtcOptions(options));
}
