import type { Client } from "openapi-fetch";
import type { paths } from "../../generated/pili-v2/schema.ts";
import { fillPath } from "../http/wire/serialize.ts";
import { createQiniuClient, type QiniuClientSettings } from "../qiniu/create-qiniu-client.ts";
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
 * const path = { hub: "hub_name", encodedKey: encodeKey("stream_key") };
 * const { data, error } = await getStream(client, { path });
 */
export function createPiliClient(credentials: Credentials, options: PiliOptions = {}): PiliClient {
  return createPiliClientFromSettings(credentials, readPiliOptions(options, ""));
}

/** Creates a client from validated settings. */
export function createPiliClientFromSettings(
  credentials: Credentials,
  settings: QiniuClientSettings,
): PiliClient {
  const client = createQiniuClient<paths>(credentials, settings);
  const { use, eject, ...methods } = client as unknown as Methods;
  for (const [name, send] of Object.entries(methods)) {
    const isRequest = name === "request"; // Its first argument is the method.
    methods[name] = (...args) => {
      const [init, ...target] = isRequest ? [args[2], args[0], args[1]] : [args[1], args[0]];
      return send(...target, { pathSerializer: fillKeyPath, ...(init as object) });
    };
  }
  return { ...client, ...methods } as PiliClient;
}

/** Methods of a client. All but `use` and `eject` send a request. */
type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Inserts ids into a path template. The padding of an encoded key is sent as it is. */
function fillKeyPath(template: string, params?: Record<string, unknown>): string {
  return fillPath(template, params).replaceAll("%3D", "=");
}
