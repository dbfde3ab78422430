import type { Rtc } from "../../rtc/index.ts";
import { findUrl, requireKeys } from "../credentials.ts";
import { authorityOf, parseServiceUrl } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { type ClientFlags, readClientSettings } from "./client-options.ts";

/**
 * Creates the client of RTC that the flags of a command describe.
 *
 * @throws {UsageError} When a key is missing, or a flag is not valid.
 */
export async function openRtc(flags: ClientFlags, context: CommandContext): Promise<Rtc> {
  const { accessKey, secretKey } = requireKeys("rtc", flags, context);
  const url = findUrl("rtc", flags, context);
  const server = url === undefined ? undefined : parseServiceUrl("rtc", url);
  const settings = await readClientSettings(flags, context);
  // Imported here because other APIs do not need it.
  const { Credentials, Rtc } = await import("../../rtc/index.ts");
  return new Rtc(new Credentials(accessKey, secretKey), {
    ...settings,
    apiHost: server && authorityOf(server),
    https: server?.https,
  });
}
